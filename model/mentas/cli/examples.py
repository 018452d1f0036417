"""What is typed most, command by command: lines to copy from a help page, each with what it does."""

from __future__ import annotations

from mentas.language import N_, _

STUDY = "experiments/compare/village.yaml"
TOY = "scenarios/toy/village.yaml"
GRANTS = "scenarios/toy/village_grants.yaml"
PROVINCE = "experiments/compare/kaltim_equal_budget.yaml"
FOLDER = "outputs/village"

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        (N_("Compare two policies in a toy village, in a minute"), f"mentas run {STUDY}"),
        (N_("Ask first what a comparison for the whole province takes"), f"mentas plan {PROVINCE}"),
        (N_("Copy the shipped scenarios into a folder, to change them"), "mentas init mine"),
    ),
    "run": (
        (N_("One world, year by year"), f"mentas run {TOY}"),
        (N_("A comparison, written to outputs/village"), f"mentas run {STUDY}"),
        (N_("The same with a larger grant and 40 replicates, into another folder"),
         f"mentas run {STUDY} --set programmes.uep.grant=7_500_000 --replicates 40 --out outputs/larger"),
    ),
    "compare": (
        (N_("Two scenarios on the same luck; differences to the first"), f"mentas compare {TOY} {GRANTS}"),
        (N_("As many replicates as fit in ten minutes"), f"mentas compare {TOY} {GRANTS} --max-time 10m"),
        (N_("Until poverty rates are known to half a point"),
         f"mentas compare {TOY} {GRANTS} --target-halfwidth 0.005"),
    ),
    "plan": (
        (N_("How long, how much memory, how sure"), f"mentas plan {PROVINCE}"),
        (N_("Only how many runs there are, at once"), f"mentas plan {PROVINCE} --no-timing"),
        (N_("What fits in two hours"), f"mentas plan {PROVINCE} --max-time 2h"),
    ),
    "status": (
        (N_("How far a study is"), f"mentas status {FOLDER}"),
        (N_("The same for a script"), f"mentas status {FOLDER} --json"),
        (N_("In Indonesian"), f"mentas status {FOLDER} --lang id"),
    ),
    "verify": (
        (N_("Run five of its runs again, and make its tables again"), f"mentas verify {FOLDER}"),
        (N_("Run twenty again, on two cores"), f"mentas verify {FOLDER} --runs 20 --workers 2"),
        (N_("Though another version made it"), f"mentas verify {FOLDER} --other-version"),
    ),
    "report": (
        (N_("One page in both languages"), f"mentas report {FOLDER}"),
        (N_("In Indonesian only"), f"mentas report {FOLDER} --lang id"),
        (N_("Into another file"), f"mentas report {FOLDER} --out village.html"),
    ),
    "story": (
        (N_("Some households that tell most, each under two policies"), f"mentas story {FOLDER}"),
        (N_("One household"), f"mentas story {FOLDER} --household 12"),
        (N_("In Indonesian"), f"mentas story {FOLDER} --lang id"),
    ),
    "export": (
        (N_("Tables for a spreadsheet, figures for a document"), f"mentas export {FOLDER}"),
        (N_("Only the workbook and the Word file"), f"mentas export {FOLDER} xlsx docx"),
        (N_("In English, into another folder"), f"mentas export {FOLDER} --lang en --out tables"),
    ),
    "validate": (
        (N_("A scenario"), f"mentas validate {TOY}"),
        (N_("A study and all that it names"), f"mentas validate {STUDY}"),
        (N_("All trials of a folder"), "mentas validate experiments/trial"),
    ),
    "schema": (
        (N_("Into a file that an editor reads"), "mentas schema scenario --out scenario.schema.json"),
        (N_("Of a study"), "mentas schema study"),
        (N_("Of a row of one's own microdata"), "mentas schema microdata"),
    ),
    "params": (
        (N_("All numbers of businesses"), "mentas params enterprise"),
        (N_("One number, with its source and what would settle it"), "mentas params mindset.fading"),
        (N_("How much rests on assumption"), "mentas params --grade"),
    ),
    "init": (
        (N_("Into a new folder"), "mentas init mine"),
        (N_("And run the first comparison there"), "cd mine && mentas run experiments/compare/village.yaml"),
        (N_("Without copying: shipped files are found by their names anywhere"), f"mentas validate {TOY}"),
    ),
    "doctor": (
        (N_("Whether all is well here, and what to do where it is not"), "mentas doctor"),
        (N_("Without the run of a toy village"), "mentas doctor --quick"),
        (N_("For a report of an error"), "mentas doctor --json"),
    ),
    "completion": (
        (N_("For this bash session"), 'eval "$(mentas completion bash)"'),
        (N_("For all that follow"), "mentas completion bash >> ~/.bashrc"),
        (N_("For fish"), "mentas completion fish > ~/.config/fish/completions/mentas.fish"),
    ),
}  # fmt: skip
"""By command; of the whole under no name."""


def of(command: str) -> list[tuple[str, str]]:
    """Examples of a command: what a line does, in the reader's language, and the line."""
    return [(_(comment), line) for comment, line in EXAMPLES.get(command, ())]
