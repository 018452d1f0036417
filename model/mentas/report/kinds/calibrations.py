"""The report of a calibration: what the targets say of each parameter, and what of them the model meets."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from mentas.language import tell
from mentas.report import calibration, parameter_titles
from mentas.report.document import Block, Document, Figure, Front, Items, Section, Table, Value, Words
from mentas.report.kinds import calibration_figures, common
from mentas.report.kinds.common import count
from mentas.report.numbers import percent
from mentas.studies import manifest

Rows = list[dict[str, str]]


def document(folder: Path, lang: str, *, boundaries: Path | None = None) -> Document:
    """The report of a calibration's folder.

    Raises:
        RefusedError: it holds no study.
        OSError: a table is missing or cannot be read.
    """
    account = manifest.read(folder)
    tables = {name: calibration.rows(folder, name) for name in ("identified", "posterior", "fit", "structures")}
    posterior, fits = _posterior(account, tables, lang), _fits(tables, lang)
    # The last lines are the verdicts, which have a table of their own.
    agrees = tuple(text.strip() for text in calibration.lines(folder, lang)[: -len(calibration.VERDICTS)])
    caution = tell("The ensemble of parameter sets that came of this is what studies with doubt draw from.", lang)
    known = (posterior, _verdicts(tables, lang))
    met: tuple[Block, ...] = (Items(agrees), _structures(tables, lang), *fits)
    sections = (
        Section("identified", tell("What the trials say of each parameter", lang), known),
        Section("fit", tell("What the calibrated model meets", lang), met),
        Section("priors", tell("What was believed before", lang), (Words(caution, "note"), _priors(account, lang))),
    )
    return Document(
        lang=lang, kind="calibrate", study=str(account["study"]), title=common.titled(account, lang),
        front=Front(common.asked(account, lang), _answer(tables, lang), posterior, ()),
        sections=(*common.behind(posterior, sections), *common.close(folder, account, lang)),
        source=tell("mentas {version} · {study} · seed {seed} · {n} draws a structure", lang, version=account["mentas"],
                    study=account["study"], seed=account["seed"], n=account["draws"]),
        about=common.about(account),
    )  # fmt: skip


def _answer(tables: dict[str, Rows], lang: str) -> tuple[str, ...]:
    """How many parameters the targets speak of, in how many structures they are met, and how many are missed."""
    verdicts = [row["verdict"] for row in tables["identified"] if row["threshold"] == "all"]
    met = sum(row["misspecified"] != "True" for row in tables["structures"])
    targets = list(dict.fromkeys(row["target"] for row in tables["fit"]))
    missed = {row["target"] for row in tables["fit"] if row["misfit"] == "True"}
    return (
        tell("Of {all} parameters {known} are identified and {partly} partly; of {open} the trials say nothing.", lang,
             all=len(verdicts), known=verdicts.count("identified"), partly=verdicts.count("partly"),
             open=verdicts.count("not")),
        tell("In {met} of {all} structures the model agrees with all targets together.", lang, met=met,
             all=len(tables["structures"])),
        tell("Of {all} targets {missed} are missed in at least one structure.", lang, all=len(targets),
             missed=len(missed)),
    )  # fmt: skip


def title(name: str, lang: str) -> str:
    """What readers call a parameter."""
    return parameter_titles.title(name, lang)


def _posterior(account: dict[str, Any], tables: dict[str, Rows], lang: str) -> Figure:
    """Ranges after the calibration within those before."""
    rows: list[tuple[Value, ...]] = []
    for row in tables["posterior"]:
        name, values = row["parameter"], {key: float(row[key]) for key in row if key.startswith(("prior", "posterior"))}
        before, after = (f"{value(name, values[f'{kind}_0.05'], lang)} … {value(name, values[f'{kind}_0.95'], lang)}"
                         for kind in ("prior", "posterior"))  # fmt: skip
        rows.append((title(name, lang), calibration.level(row["threshold"], lang), before,
                     value(name, values["posterior_0.5"], lang), after))  # fmt: skip
    columns = (tell("Parameter", lang), tell("Threshold", lang), tell("Central 90 % before", lang),
               tell("Median after", lang), tell("Central 90 % after", lang))  # fmt: skip
    behind = Table("posterior", tell("Ranges before and after", lang), columns, tuple(rows))
    known = [title(row["parameter"], lang) for row in tables["identified"]
             if row["threshold"] == "all" and row["verdict"] == "identified"]  # fmt: skip
    finding = (tell("Identified: {names}", lang, names="; ".join(known)) if known
               else tell("No parameter is identified.", lang))  # fmt: skip
    note = tell("Grey: the plausible range. Lines: central 90 % after calibration, one for each threshold; thick: the "
                "central half; mark: the median.", lang)  # fmt: skip
    return Figure("posterior", tell("Each parameter within its plausible range", lang), finding,
                  partial(calibration_figures.draw_posterior, account["priors"], tables["posterior"], lang), behind,
                  note=note)  # fmt: skip


def _verdicts(tables: dict[str, Rows], lang: str) -> Table:
    words = {"identified": tell("identified", lang), "partly": tell("partly identified", lang),
             "not": tell("not identified", lang)}  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (title(row["parameter"], lang), words.get(row["verdict"], row["verdict"]),
         percent(float(row["sd_ratio"]), lang), common.plain(float(row["shift"])))
        for row in tables["identified"] if row["threshold"] == "all"
    ]  # fmt: skip
    columns = (tell("Parameter", lang), tell("Verdict", lang), tell("Spread after, of that before", lang),
               tell("Move of the mean, in deviations", lang))  # fmt: skip
    return Table("identified", tell("What is identified", lang), columns, tuple(rows))


def _fits(tables: dict[str, Rows], lang: str) -> list[Figure]:
    """A figure for each trial that targets come from."""
    made = []
    note = tell("In allowed deviations from the published effect; dashed: 2.5.", lang)
    for trial in dict.fromkeys(row["target"].partition("/")[0] for row in tables["fit"]):
        mine = [row for row in tables["fit"] if row["target"].partition("/")[0] == trial]
        missed = list(dict.fromkeys(row["target"].partition("/")[2] or row["target"] for row in mine
                                    if row["misfit"] == "True"))  # fmt: skip
        finding = (tell("{trial}, missed: {names}.", lang, trial=trial, names=", ".join(missed)) if missed
                   else tell("{trial}: every target is met in every structure.", lang, trial=trial))  # fmt: skip
        rows: list[tuple[Value, ...]] = [
            (row["target"].partition("/")[2] or row["target"], calibration.level(row["threshold"], lang),
             short(row["published"], lang), short(row["allowed"], lang), short(row["posterior_mean"], lang),
             f"{short(row['posterior_0.05'], lang)} … {short(row['posterior_0.95'], lang)}",
             common.plain(float(row["z"])))
            for row in mine
        ]  # fmt: skip
        columns = (tell("Target", lang), tell("Threshold", lang), tell("Published", lang),
                   tell("Allowed deviation", lang), tell("Mean after", lang), tell("Central 90 % after", lang),
                   "z")  # fmt: skip
        name = common.slug(f"fit_{trial}")
        title_ = tell("{trial}: published effects against the calibrated model", lang, trial=trial)
        made.append(Figure(name, title_, finding, partial(calibration_figures.draw_fit, mine, lang),
                           Table(name, title_, columns, tuple(rows)), note=note))  # fmt: skip
    return made


def _structures(tables: dict[str, Rows], lang: str) -> Table:
    rows: list[tuple[Value, ...]] = [
        (calibration.level(row["threshold"], lang), count(float(row["targets"])), short(row["squares"], lang),
         short(row["chance"], lang), tell("no", lang) if row["misspecified"] == "True" else tell("yes", lang),
         count(float(row["effective"])))
        for row in tables["structures"]
    ]  # fmt: skip
    columns = (tell("Threshold", lang), tell("Targets", lang), "chi2", "p", tell("Agrees", lang),
               tell("Effective sets", lang))  # fmt: skip
    return Table("structures", tell("Agreement by structure", lang), columns, tuple(rows))


def _priors(account: dict[str, Any], lang: str) -> Table:
    rows: list[tuple[Value, ...]] = [
        (title(prior["name"], lang), value(prior["name"], float(prior["low"]), lang),
         value(prior["name"], float(prior["high"]), lang), tell("yes", lang) if prior["log"] else tell("no", lang))
        for prior in account["priors"]
    ]  # fmt: skip
    columns = (tell("Parameter", lang), tell("Lowest", lang), tell("Highest", lang), tell("In logarithms", lang))
    return Table("priors", tell("Plausible ranges", lang), columns, tuple(rows))


def value(name: str, number: float, lang: str) -> str:
    """A parameter's value with as many digits as tell it apart."""
    from mentas.report.sensitivity_page import Page

    return Page(lang=lang, title="", subtitle="", source="").value(name, number)


def short(text: str, lang: str) -> str:
    """A number of a table with about three figures."""
    return calibration.figures(float(text), lang, 3)
