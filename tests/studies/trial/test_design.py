"""A trial's file becomes the trial that it describes, or is refused with place, field and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mentas.cli.checking import validate
from mentas.files import Refusal
from mentas.studies import design as studies
from mentas.studies.trial.design import is_trial, is_trials, load_trial, load_trials
from mentas.studies.trial.trial import Arm, Class, Design, Gift, Population, Published, Shock, Spread, Trial

FULL = Path(__file__).with_name("full.yaml")
TEXT = FULL.read_text(encoding="utf-8")
TOY = Path(__file__).parents[3] / "scenarios" / "toy"

ULTRA_POOR = Class(
    name="ultra_poor",
    share=0.4,
    spending=Spread(median=120.0, sd=0.4),
    cash=Spread(median=0.3, low=0.3, high=0.3),
    capital=Spread(low=5.0, high=40.0),
    idle_capital=Spread(ranks=(0.0, 0.5, 0.75, 1.0), values=(0.0, 15.0, 54.0, 2000.0)),
    business=0.3,
    profit=Spread(median=80.0, sd=0.8),
    profit_capital=0.5,
    labour_part=0.25,
    women=0.6,
    adults=2.1,
    infants=0.4,
    children=1.4,
    elderly=0.3,
    idle=Spread(median=0.3, low=0.3, high=0.3),
    sectors={"trade": 0.5, "food": 0.5},
)
OTHERS = Class(
    name="others",
    share=0.6,
    spending=Spread(median=300.0, low=300.0, high=300.0),
    cash=Spread(median=1.0, sd=1.0),
    capital=Spread(median=200.0, sd=1.0),
    idle_capital=Spread(low=0.0, high=0.0),
    business=0.5,
)
CAPITAL_48 = Published(
    name="capital_48", arm="tup", outcome="capital", months=(24, 48), unit="level", per="year", method="ancova",
    estimand="tot", on="all", woman=True, profit_below=90.0, profit_above=10.0, capital_below=900.0, capital_above=5.0,
    ability_top=-0.33, effect=972.6, se=158.3, source="Table 5", from_memory=False, scored=True, role="calibrate",
    note="Read from the figure",
)  # fmt: skip
PLAIN: dict[str, object] = {
    "per": "month", "estimand": "itt", "on": "eligible", "woman": None, "profit_below": None, "profit_above": None,
    "capital_below": None, "capital_above": None, "ability_top": None, "se": None, "role": "check",
}  # fmt: skip
CAPITAL_24 = Published(
    name="capital_24", arm="tup", outcome="capital", months=(24,), unit="level", method="difference", effect=606.0,
    source="Table 4", from_memory=True, scored=False, **PLAIN,
)  # fmt: skip
STAYS = Published(
    name="stays", arm="control", outcome="open", months=(60,), unit="points", method="still", effect=50.0,
    source="Table 6", from_memory=False, scored=True, **PLAIN,
)  # fmt: skip

WHOLE = Trial(
    name="full",
    title={"id": "Hibah aset", "en": "Asset grant"},
    study="A. Author 2017, QJE 132(2), https://example.org",
    currency="PPP dollars of 2007",
    months=84,
    replicates=50,
    seed=7,
    population=Population(
        households=2000, markets=4, budget=160.0, poor_size=4.5, line=38.0, growth=0.02, market="responsive",
        classes=(ULTRA_POOR, OTHERS),
    ),
    design=Design(
        eligible=("ultra_poor",), owners_only=True, unit="cluster", clusters=40, sample=600, control_share=0.4,
        attrition=0.05, reliability=0.7, cluster_sd=0.1, control_gifts=(Gift(form="goods", amount=560.0, month=60),),
        control_share_given=0.2,
    ),
    shocks=(
        Shock(title={"id": "Banjir", "en": "Flood"}, month=3, months=2, wages=-0.1, capital_loss=0.2, reach=0.5),
    ),
    arms=(
        Arm(
            name="tup", title={"id": "Paket", "en": "Package"}, take_up=0.86, share=0.9,
            gifts=(
                Gift(form="goods", amount=560.0, mentoring_months=24, lock_months=24, sectors={"farming": 1.0}),
                Gift(form="cash", amount=100.0, month=1, payments=10, delivery_failure=0.1, leakage=0.05),
            ),
        ),
        Arm(
            name="groups", title={"id": "Kelompok", "en": "Groups"},
            gifts=(Gift(form="group", amount=300.0, members=8),),
        ),
    ),
    published=(CAPITAL_48, CAPITAL_24, STAYS),
    ranking=(("capital_48", "capital_24"),),
    ratios=(("capital_48", "capital_24"),),
    parameters={"enterprise.threshold": 0.9},
    settings=("The village lies by the sea.",),
)  # fmt: skip


def broken(old: str, new: str) -> str:
    assert TEXT.count(old) >= 1, old
    return TEXT.replace(old, new, 1)


def lines(text: str, folder: Path) -> list[str]:
    """What is said of a file, without its name."""
    path = folder / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        load_trial(path)
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


def test_every_key_of_a_full_file_becomes_what_it_says() -> None:
    assert load_trial(FULL) == WHOLE


def test_what_is_left_out_is_filled_by_the_defaults(tmp_path: Path) -> None:
    text = TEXT
    for line in ("replicates: 50", "seed: 7", "  markets: 4", "  growth: 0.02", "  market: responsive",
                 "  eligible: [ultra_poor]", "  owners_only: true", "  control_share: 0.4", "  attrition: 0.05",
                 "  reliability: 0.7", "  cluster_sd: 0.1", "  control_gifts:", "  control_share_given: 0.2",
                 "    - {form: goods, amount: 560, month: 60}", "ranking: [[capital_48, capital_24]]",
                 "ratios: [[capital_48, capital_24]]", "parameters: {enterprise.threshold: 0.9}",
                 'settings: ["The village lies by the sea."]', "shocks:",
                 "  - {title: {id: Banjir, en: Flood}, month: 3, months: 2, wages: -0.1, capital_loss: 0.2, "
                 "reach: 0.5}"):  # fmt: skip
        assert f"\n{line}\n" in text, line
        text = text.replace(f"\n{line}\n", "\n")
    path = tmp_path / "short.yaml"
    path.write_text(text, encoding="utf-8")
    found = load_trial(path)
    assert (found.replicates, found.seed, found.shocks, found.ranking, found.ratios) == (200, 1, (), (), ())
    assert (found.parameters, found.settings) == ({}, ())
    assert (found.population.markets, found.population.growth, found.population.market) == (1, 0.0, "fixed")
    assert found.design == Design(
        eligible=(), owners_only=False, unit="cluster", clusters=40, sample=600, control_share=0.5, attrition=0.0,
        reliability=1.0, cluster_sd=0.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("currency:", "curency:", "5:1: curency: is not known here; did you mean currency? Allowed: kind, title, …"),
        ("months: 84\n", "", "2:1: months: is missing; allowed: 1 to 240"),
        ("months: 84", "months: 241", "6:9: months: 241 is out of range; allowed: 1 to 240"),
        ("households: 2_000", "households: 200_001", "10:15: population.households: 200_001 is out of range; …"),
        ("budget: 160", "budget: 0", "12:11: population.budget: 0 is out of range; allowed: 0.0001 to …"),
        ("market: responsive", "market: open", "16:11: population.market: 'open' is not known; allowed: responsive, …"),
        ("share: 0.6\n", "share: 0.5\n", "18:5: population.classes: shares sum to 0.9; allowed: a sum of 1"),
        ("others:", "oth-ers:", "35:5: population.classes.oth-ers: must be a name of letters, …"),
        ("      share: 0.4\n", "", "19:7: population.classes.ultra_poor.share: is missing; allowed: 0 to 1"),
        ("median: 120, sd: 0.4", "median: 120", "20:17: population.classes.ultra_poor.spending.sd: is missing; …"),
        ("{median: 120, sd: 0.4}", "{mean: 120}", "20:17: population.classes.ultra_poor.spending: does not say how it "
         "differs; allowed: a number, {median, sd}, {low, high}, {quantiles}"),
        ("low: 5, high: 40", "low: 50, high: 40", "22:16: population.classes.ultra_poor.capital: has a low …"),
        ("{0: 0, 0.5: 15", "{0.1: 0, 0.5: 15", "23:33: population.classes.ultra_poor.idle_capital.quantiles: must go "
         "from rank 0 to rank 1, …"),
        ("0.5: 15, 0.75: 54", "0.8: 15, 0.75: 54", "23:33: population.classes.ultra_poor.idle_capital.quantiles: must "
         "have ranks that rise"),
        ("0.5: 15, 0.75: 54", "0.5: 55, 0.75: 54", "23:33: population.classes.ultra_poor.idle_capital.quantiles: must "
         "have values that do not fall as ranks rise"),
        ("0.5: 15", "half: 15", "23:40: population.classes.ultra_poor.idle_capital.quantiles.half: must be a rank, …"),
        ("business: 0.3", "business: 0", "25:15: population.classes.ultra_poor.profit: is given, and no household of "
         "the class has an open business"),
        ("      business: 0.5", "      labour_part: 0.5\n      business: 0.5", "40:20: population.classes.others."
         "labour_part: is given, and no profit is"),
        ("trade: 0.5", "trad: 0.5", "34:17: population.classes.ultra_poor.sectors.trad: is not known here; did you "
         "mean trade? …"),
        ("idle: 0.3", "idle: 30%", "33:13: population.classes.ultra_poor.idle: '30%' has a percent sign: write a share"
         ", such as 0.25"),
        ("eligible: [ultra_poor]", "eligible: [others, ultrapoor]", "42:22: design.eligible[1]: 'ultrapoor' is no "
         "class of this trial; did you mean ultra_poor? Allowed: ultra_poor, others"),
        ("unit: cluster", "unit: village", "44:9: design.unit: 'village' is not known; allowed: household, cluster"),
        ("clusters: 40", "clusters: 5", "45:13: design.clusters: 5 are too few for 2 arms and control: each needs two; "
         "allowed: 6 or more"),
        ("markets: 4", "markets: 41", "45:13: design.clusters: 40 clusters cannot fill 41 markets with 2000 households"
         "; allowed: 41 to 2000"),
        ("  control_share_given: 0.2\n", "", "42:3: design: needs both control_gifts and …"),
        ("month: 60}", "month: 84}", "52:41: design.control_gifts[0].month: month 84 is not within the months of the "
         "trial; allowed: 0 to 83"),
        ("month: 3,", "month: 90,", "55:45: shocks[0].month: month 90 is not within …"),
        ("  groups:", "  control:", "64:3: arms.control: is a name that the program keeps for itself"),
        ("form: cash", "form: kash", "63:16: arms.tup.gifts[1].form: 'kash' is not known; did you mean cash? …"),
        ("form: cash", "form: goods", "63:46: arms.tup.gifts[1].payments: does not belong to goods; …"),
        ("payments: 10", "payments: 84", "63:55: arms.tup.gifts[1].payments: month 84 is not within …"),
        ("members: 8", "members: 11", "66:49: arms.groups.gifts[0].members: 11 is out of range; allowed: 2 to 10"),
        ("arm: tup", "arm: top", "69:10: published.capital_48.arm: 'top' is no arm of this trial; did you mean tup? "
         "Allowed: tup, groups, control"),
        ("arm: tup", "arm: control", "69:10: published.capital_48.arm: control cannot be set against itself by ancova; "
         "allowed: method change, level, still"),
        ("outcome: capital", "outcome: capitol", "70:14: published.capital_48.outcome: 'capitol' is not known; did you "
         "mean capital? …"),
        ("[24, 48]", "[24, 85]", "71:13: published.capital_48.months: month 85 is not within …"),
        ("[24, 48]", "[0, 48]", "71:13: published.capital_48.months: month 0 is before anything was handed out; …"),
        ("unit: level", "unit: points", "72:11: published.capital_48.unit: points are of shares, and …"),
        ("unit: level", "unit: gain_per_transfer", "72:11: published.capital_48.unit: capital is no flow, of which …"),
        ("on: all", "on: everyone", "76:9: published.capital_48.on: 'everyone' is not known; …"),
        ("profit_above: 10", "profit_above: 95", "78:19: published.capital_48.profit_below: nobody is below it and "
         "above profit_above; allowed: more than 95"),
        ("se: 158.3", "se: 0", "84:9: published.capital_48.se: 0 is out of range; allowed: 0.0001 to …"),
        ("role: calibrate", "role: calibrate\n    from_memory: true", "86:11: published.capital_48.role: what is not "
         "scored, or from memory, is no target; allowed: check"),
        ("outcome: open", "outcome: profit", "89:34: published.stays.outcome: method still asks who is still open; …"),
        ("ranking: [[capital_48, capital_24]]", "ranking: [[capital_48, capital]]", "90:24: ranking[0][1]: 'capital' "
         "is no effect of this trial; did you mean capital_48? …"),
        ("ratios: [[capital_48, capital_24]]", "ratios: [[capital_48]]", "91:10: ratios[0]: must have at least 2 …"),
        ("enterprise.threshold", "enterprise.treshold", "92:14: parameters.enterprise.treshold: is not a parameter; "
         "did you mean enterprise.threshold? …"),
        ("threshold: 0.9", "threshold: 90", "92:36: parameters.enterprise.threshold: 90 lies outside the plausible …"),
    ],
)  # fmt: skip
def test_a_refusal_names_place_field_and_what_is_allowed(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = lines(broken(old, new), tmp_path)
    start = said.removesuffix("…")
    assert any(line.startswith(start) if said.endswith("…") else line == said for line in found), "\n".join(found)
    assert len(found) == 1, "one fault is told of once:\n" + "\n".join(found)


def test_all_problems_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = TEXT.replace("months: 84", "months: x").replace("sd: 0.8", "sd: 9").replace("arm: control", "arm: nobody")
    text = text.replace("members: 8", "membres: 8").replace("se: 158.3", "se: -1")
    fields = [line.split(": ")[1] for line in lines(text, tmp_path)]
    assert fields == [
        "months", "population.classes.ultra_poor.profit.sd", "arms.groups.gifts[0].membres", "published.capital_48.se",
        "published.stays.arm",
    ]  # fmt: skip


def test_a_broken_arm_or_class_is_still_known_by_its_name(tmp_path: Path) -> None:
    text = TEXT.replace("take_up: 0.86", "take_up: 2").replace("adults: 2.1", "adults: 0")
    fields = [line.split(": ")[1] for line in lines(text, tmp_path)]
    assert fields == ["population.classes.ultra_poor.adults", "arms.tup.take_up"]


def test_nobody_ineligible_is_told_where_all_classes_are_eligible(tmp_path: Path) -> None:
    text = TEXT.replace("on: all", "on: ineligible").replace("owners_only: true", "owners_only: false")
    (line,) = lines(text.replace("[ultra_poor]", "[ultra_poor, others]"), tmp_path)
    assert line.startswith("76:9: published.capital_48.on: nobody is ineligible: all classes are eligible")
    path = tmp_path / "some.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_trial(path).published[0].on == "ineligible"


def test_a_trial_is_told_from_scenarios_and_studies(tmp_path: Path) -> None:
    assert is_trial(FULL) and is_trials(FULL) and is_trials(FULL.parent)
    assert not is_trials(TOY / "village.yaml")
    assert not studies.is_study(FULL)
    with pytest.raises(Refusal, match="is of kind trial, and a study compares scenarios"):
        studies.load_study(FULL)
    with pytest.raises(Refusal, match=r"full\.yaml is of kind trial, and a study compares scenarios"):
        studies.study_of([FULL])
    path = tmp_path / "x.yaml"
    path.write_text(TEXT.replace("kind: trial", "kind: trail"), encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        studies.load_study(path)
    (problem,) = caught.value.problems
    assert (problem.field, problem.nearest) == ("kind", "trial")


def _laid_out(folder: Path, *, second: str = TEXT) -> Path:
    (folder / "a.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "b.yaml").write_text(second, encoding="utf-8")
    listed = folder / "all.yaml"
    listed.write_text("kind: trials\ntitle: {id: Semua, en: All}\ntrials: [b.yaml, a.yaml]\n", encoding="utf-8")
    return listed


def test_a_list_gives_its_trials_in_its_order_and_a_folder_its_own_by_name(tmp_path: Path) -> None:
    listed = _laid_out(tmp_path)
    assert [trial.name for trial in load_trials(listed)] == ["b", "a"]
    assert [trial.name for trial in load_trials(tmp_path)] == ["a", "b"]
    assert [trial.name for trial in load_trials(tmp_path / "b.yaml")] == ["b"]


def test_what_is_wrong_in_a_lists_trials_is_told_with_the_lists_own(tmp_path: Path) -> None:
    listed = _laid_out(tmp_path, second=TEXT.replace("seed: 7", "seed: x"))
    text = listed.read_text().replace("a.yaml]", "a.yaml, c.yaml, ./a.yaml]")
    listed.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        load_trials(listed)
    found = [line.removeprefix(f"{tmp_path}/") for line in str(caught.value).splitlines()]
    assert found == [
        "b.yaml:8:7: seed: must be a whole number, not 'x'",
        "all.yaml:3:26: trials[2]: there is no file c.yaml; did you mean b.yaml?",
        "all.yaml:3:34: trials[3]: names the trial 'a' twice, first on line 3",
    ]


def test_a_list_names_at_least_one_trial_and_not_itself(tmp_path: Path) -> None:
    listed = _laid_out(tmp_path)
    text = listed.read_text()
    listed.write_text(text.replace("[b.yaml, a.yaml]", "[]"), encoding="utf-8")
    with pytest.raises(Refusal, match="must have at least 1 item"):
        load_trials(listed)
    listed.write_text(text.replace("b.yaml", "all.yaml"), encoding="utf-8")
    with pytest.raises(Refusal, match="kind: 'trials' is not known"):
        load_trials(listed)


def test_a_folder_without_trials_is_refused() -> None:
    with pytest.raises(Refusal, match="is a folder without a file of kind: trial"):
        load_trials(TOY)


def test_validate_counts_the_effects_of_a_trial_a_list_and_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = _laid_out(tmp_path)
    assert validate([FULL, listed, tmp_path], as_json=False) == 0
    counts = "3 effects, 2 of them scored, 1 for calibration"
    assert capsys.readouterr().out.splitlines() == [
        f"{FULL}: ok, trial", f"  full: {counts}", f"{listed}: ok, trials", f"  b: {counts}", f"  a: {counts}",
        f"{tmp_path}: ok, folder of trials", f"  a: {counts}", f"  b: {counts}",
    ]  # fmt: skip
    (tmp_path / "a.yaml").write_text(TEXT.replace("seed: 7", "seed: x"), encoding="utf-8")
    assert validate([listed], as_json=False) == 3
    assert capsys.readouterr().err.strip() == f"{tmp_path}/a.yaml:8:7: seed: must be a whole number, not 'x'"
