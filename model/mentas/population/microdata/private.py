"""What no file of microdata may hold: numbers, names, telephones and addresses of people.

A column is refused by its header or by what is in it. No message repeats a value.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from mentas.language import N_, Said
from mentas.population.microdata.arrays import true
from mentas.population.microdata.columns import BY_NAME

WORDS: dict[str, frozenset[str]] = {
    N_("an identity number (NIK, KK)"): frozenset(
        {"nik", "kk", "nokk", "nonik", "ktp", "noktp", "nomorkk", "nomornik", "nomorktp", "npwp", "idpel"}
    ),
    N_("a name"): frozenset({"nama", "name", "namakrt", "namalengkap", "fullname", "surname", "panggilan"}),
    N_("a telephone number"): frozenset(
        {"hp", "nohp", "telp", "notelp", "tlp", "telepon", "phone", "telephone", "handphone", "ponsel", "wa", "nowa",
         "whatsapp", "mobile"}
    ),
    N_("an address"): frozenset(
        {"alamat", "address", "jalan", "jln", "street", "rt", "rw", "rtrw", "kodepos", "koordinat", "latitude",
         "longitude", "lat", "lon", "lng", "long", "gps", "geotag"}
    ),
    N_("an e-mail address"): frozenset({"email", "surel", "mail"}),
}  # fmt: skip
"""Words of a header that give each kind away."""

NIK = r"\d{16}(\.0)?|\d{6}[ .-]\d{6}[ .-]\d{4}|\d{4}([ .-]\d{4}){3}"
PHONE = r"(\+62|62|0)[ .-]?8\d{2}[ .-]?\d{3,4}[ .-]?\d{2,5}|\+62\d{7,12}|0\d{2,3}[ -]\d{5,8}"
EMAIL = r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"
ADDRESS = r"(?i).*(\b(jl|jln)\b|\b(jalan|gang)\s+\w|\bgg\b\.|\b(rt|rw)\b[ ./:]*\d).*"
SURE: dict[str, str] = {
    N_("an identity number (NIK, KK)"): NIK,
    N_("a telephone number"): PHONE,
    N_("an e-mail address"): EMAIL,
    N_("an address"): ADDRESS,
}
"""One value of this look is enough."""

BARE_PHONE = r"(62)?8\d{8,11}(\.0)?"
"""A telephone number that a spreadsheet took for a number; amounts of money may look alike, so only many count."""
PERSON = r"[A-Za-zÀ-ÿ]{2,}([ '.,-]+[A-Za-zÀ-ÿ]+){1,5}\.?"
"""Two to six words without a digit, as names are; places look alike, so only many count."""

MANY = 0.5
"""Share of a column's values from which its look is believed where one value proves nothing."""
FEWEST = 3
"""Fewest values for the same."""


def by_header(header: str) -> str:
    """What a header says that the column holds, or nothing."""
    if header.strip().lower() in BY_NAME:
        return ""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", header)
    tokens = [token for token in re.split(r"[\W_]+", spaced.lower()) if token]
    joined = {"".join(tokens), *("".join(pair) for pair in zip(tokens, tokens[1:], strict=False))}
    for kind, words in WORDS.items():
        if words & {*tokens, *joined}:
            return kind
    return ""


def by_values(texts: Any, *, free: bool, places: bool = False) -> tuple[str, int]:
    """What the values of a column give away, and the place of the first that does; ("", -1) if nothing.

    Args:
        texts: values as text, a string array of Arrow; those that were expected are null.
        free: whether the model does not know the column, so that any number may be anything.
        places: whether the column is one of places, which look like names.
    """
    for kind, pattern in SURE.items():
        found = _matches(texts, pattern)
        if found.size:
            return kind, int(found[0])
    told = len(texts) - texts.null_count
    for kind, pattern, asked in (("a telephone number", BARE_PHONE, free), ("a name", PERSON, not places)):
        found = _matches(texts, pattern) if asked else np.empty(0)
        if found.size >= max(FEWEST, MANY * told):
            return kind, int(found[0])
    return "", -1


def _matches(texts: Any, pattern: str) -> np.ndarray:
    """Places of the values that match as a whole."""
    import pyarrow.compute as pc

    return np.flatnonzero(true(pc.match_substring_regex(texts, f"^({pattern})$")))


def refusal(kind: str) -> Said:
    """Why such a column is refused and what to do; the value itself is never repeated."""
    return Said(
        "looks like {kind}: mentas reads nothing that points at a person; drop the column from the file, and number "
        "households 1, 2, 3 … in `id` if you need to find them again",
        kind=Said(kind),
    )
