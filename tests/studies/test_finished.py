"""The digest of a run's frames is what its description says, whatever holds the frames."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from mentas.studies import finished
from studies import fakes

SCENARIO = fakes.FakeScenario("a", effect=0.1)

WORDS = {
    "outcomes": {"year": "int16", "measure": "text", "group_kind": "text", "group": "text", "value": "float64"},
    "spending": {"programme": "text", "regency": "text", "year": "int16", "budget": "int64", "delivered": "int64",
                 "admin": "int64", "leaked": "int64", "unspent": "int64", "recipients": "float64"},
    "transitions": {"basis": "text", "year": "int16", "from": "int8", "to": "int8", "households": "float64"},
}  # fmt: skip
CODES = {"int8": "b", "int16": "h", "int64": "q", "float64": "d"}


def _by_hand(frames):
    """The digest, value by value, from its description."""
    said = b""
    for name, words in WORDS.items():
        rows = frames[name].to_dict("records")
        if rows:
            said += f"{name} {len(rows)}\n".encode()
            for column, word in words.items():
                values = [row[column] for row in rows]
                said += f"{column} {word}\n".encode()
                if word == "text":
                    said += b"".join(struct.pack("<I", len(value.encode())) for value in values)
                    said += b"".join(value.encode() for value in values)
                else:
                    said += b"".join(struct.pack("<" + CODES[word], value) for value in values)
    return hashlib.sha256(said).hexdigest()


def _changed(frame, column, value):
    found = fakes.frames(SCENARIO, 1)
    found[frame].loc[1, column] = value
    return found


def test_it_is_what_its_description_says():
    frames = fakes.frames(SCENARIO, 1)
    frames["outcomes"]["group"] = ["all", "", "Kutai Kartanegara", "désil é", "1-4", "x" * 300]
    assert finished.digest(frames) == _by_hand(frames)


def test_it_does_not_depend_on_what_holds_the_frames():
    frames = fakes.frames(SCENARIO, 1)
    wanted = finished.digest(frames)
    wide = {name: frame.astype({"year": "int64"}) for name, frame in frames.items()}
    objects = {name: frame.astype(object) for name, frame in frames.items()}
    turned = {name: frame[frame.columns[::-1]].iloc[::-1].iloc[::-1] for name, frame in frames.items()}
    arrow = {name: pa.Table.from_pandas(frame) for name, frame in frames.items()}
    pieces = {name: pa.concat_tables([table.slice(0, 1), table.slice(1)]) for name, table in arrow.items()}
    for held in (wide, objects, turned, arrow, pieces, dict(reversed(frames.items()))):
        assert finished.digest(held) == wanted


@pytest.mark.parametrize(
    ("frame", "column", "value"),
    [("outcomes", "value", 0.1 + 2**-52), ("outcomes", "measure", "b"), ("spending", "budget", 101),
     ("transitions", "to", 3), ("outcomes", "value", -0.0)],
)  # fmt: skip
def test_any_other_value_has_another_digest(frame, column, value):
    assert finished.digest(_changed(frame, column, value)) != finished.digest(fakes.frames(SCENARIO, 1))


def test_text_that_moves_to_the_next_row_is_told_apart():
    frames = fakes.frames(SCENARIO, 1)
    one, other = (frames["outcomes"].copy() for _ in range(2))
    one.loc[[0, 1], "group"] = ["ab", "c"]
    other.loc[[0, 1], "group"] = ["a", "bc"]
    assert finished.digest({"outcomes": one}) != finished.digest({"outcomes": other})


def test_a_frame_without_rows_is_as_none():
    frames = fakes.frames(SCENARIO, 1)
    empty = frames["spending"].iloc[:0]
    assert finished.digest(frames | {"spending": empty}) == finished.digest(
        {name: frame for name, frame in frames.items() if name != "spending"}
    )
    assert finished.digest({}) == hashlib.sha256().hexdigest()


def test_every_nan_is_one():
    quiet, other = (np.array([bits], np.uint64).view(np.float64)[0] for bits in (0x7FF8 << 48, 0xFFF8 << 48))
    assert finished.digest(_changed("outcomes", "value", quiet)) == finished.digest(
        _changed("outcomes", "value", other)
    )


def test_a_column_that_cannot_hold_a_value_refuses_it():
    frames = fakes.frames(SCENARIO, 1)
    with pytest.raises(ValueError, match="200"):
        finished.digest({"transitions": frames["transitions"].assign(to=200)})
    with pytest.raises(ValueError, match="missing"):
        finished.digest({"outcomes": frames["outcomes"].assign(group=pd.Series([None] * 6, dtype=object))})


def test_the_module_is_light():
    line = "import sys, mentas.studies.finished; print({'numpy', 'pandas', 'pyarrow'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
