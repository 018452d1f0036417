"""What the report says of sweeps."""

from __future__ import annotations

from mentas.language import N_, tell

WORDS: dict[str, str] = {
    "head": N_("{points} points x {scenarios} scenarios x {replicates} replicates"),
    "best": N_("{measure}: best on average at {lever} {value} ({level})."),
    "best_gap": N_(
        "{measure}: best on average at {lever} {value} ({level}; {gap} {way} than {baseline}, 95 % interval {low} to "
        "{high})."
    ),
    "best_same": N_("{measure}: best on average at {lever} {value} ({level}), not told apart from {baseline}."),
    "alike": N_("On average over all worlds not told apart from it: {low} to {high}."),
    "alike_all": N_("On average over all worlds no other value can be told apart from it."),
    "alone": N_("On average over all worlds all other values are worse."),
    "end": N_("The best value is at the end of its range: what lies beyond was not tried."),
    "many": N_("All points with their outcomes are in responses.csv."),
    "bands": N_("Bands: where the effect lies, 95 %"),
    "bands_varied": N_("Bands: where 95 % of models lie"),
    "sources": N_("Simulated; sources of all numbers: manifest.json"),
    "source": N_("mentas {version} · {study} · {region} · seed {seed} · {n} replicates"),
    "sub": N_("{policy}, difference to: {baseline}. The dashed line marks no difference."),
    "sub_alone": N_("{policy}"),
    "year": N_("{measure}, year {year}"),
    "group": N_("{measure}, {group}"),
    "deciles": N_("{measure}, deciles {group}"),
    "lower": N_("lower"),
    "higher": N_("higher"),
}

UNITS: dict[str, str] = {
    "points": N_("points"),
    "percent": N_("%"),
    "households": N_("households"),
    "households/Rp billion": N_("households per Rp1 billion"),
    "Rp/person/month": N_("Rp a person and month"),
    "groups": N_("groups"),
    "deciles": N_("deciles"),
    "1": N_("index"),
}
"""Units as charts name them."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return tell(WORDS[key], lang, **filled)


def unit(name: str, lang: str) -> str:
    """A unit as charts name it."""
    return tell(UNITS.get(name, name), lang)
