"""Columns: a table is a `NamedTuple` of equally long arrays whose annotations say dtype, unit and kind.

    class Households(NamedTuple):
        capital: Rupiah
        \"\"\"Productive capital of the household's own business, at replacement cost.\"\"\"

The annotation is `Annotated[ndarray, Column(dtype, unit)]`; the sentence below a field is read from the
source and feeds the documentation (`describe`). Arrays of a table are C-contiguous.

A kernel that drives passes gets a *part* of a table, the columns that it reads or changes and no others:

    Eater = columns.part(Households, "Eater", "need cash expected spending")

    spend_rows(lo, hi, Eater.of(world.households), ...)    # in the kernel: h.cash, h.need
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections import namedtuple
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, get_type_hints

import numpy as np


@dataclass(frozen=True)
class Column:
    """What an annotation says of a column: its dtype and its unit."""

    dtype: str
    unit: str


class Field(NamedTuple):
    """One column of a table, described."""

    name: str
    dtype: str
    unit: str
    sentence: str


Rupiah = Annotated[np.ndarray, Column("float64", "Rp")]
RupiahPerMonth = Annotated[np.ndarray, Column("float64", "Rp/month")]
Weight = Annotated[np.ndarray, Column("float64", "households")]
Id = Annotated[np.ndarray, Column("int64", "id")]
Row = Annotated[np.ndarray, Column("int32", "id")]
Code = Annotated[np.ndarray, Column("int16", "code")]
Persons = Annotated[np.ndarray, Column("int8", "persons")]
Months = Annotated[np.ndarray, Column("int16", "months")]
Decile = Annotated[np.ndarray, Column("int8", "decile")]
Flag = Annotated[np.ndarray, Column("uint8", "flag")]
Bits = Annotated[np.ndarray, Column("uint16", "bits")]
Share = Annotated[np.ndarray, Column("float32", "share")]
Log = Annotated[np.ndarray, Column("float32", "log")]
Number = Annotated[np.ndarray, Column("float32", "1")]
Index = Annotated[np.ndarray, Column("float64", "index")]
Need = Annotated[np.ndarray, Column("float32", "Rp/month")]


@cache
def describe(table: type) -> tuple[Field, ...]:
    """The columns of a table class in order, each with dtype, unit and sentence.

    Raises:
        TypeError: a field has no `Column` annotation.
    """
    told = sentences(table)
    fields = []
    for name, hint in get_type_hints(table, include_extras=True).items():
        marks = [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Column)]
        if not marks:
            raise TypeError(f"{table.__name__}.{name} has no unit: annotate it with a Column")
        fields.append(Field(name, marks[0].dtype, marks[0].unit, told.get(name, "")))
    return tuple(fields)


def sentences(table: type) -> dict[str, str]:
    """The string literal under each annotated field of the class body."""
    body = ast.parse(textwrap.dedent(inspect.getsource(table))).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for field, text in zip(body.body, body.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[field.target.id] = inspect.cleandoc(str(text.value.value))
    return found


def empty(table: Any, rows: int) -> Any:
    """A table of `rows` rows, every column zero."""
    return table(**{field.name: np.zeros(rows, dtype=field.dtype) for field in describe(table)})


def part(table: type, name: str, fields: str) -> Any:
    """Some columns of a table, as a `NamedTuple` of their own; `of` takes them from a table, and nothing is copied.

    Compiling a kernel takes time by the columns that it is handed: with all of `Households` it is three times as long.

    Args:
        table: the table's class.
        name: the name that the part has in its module, where compiled code looks for it.
        fields: names of columns, separated by spaces.

    Raises:
        TypeError: the table has no such column.
    """
    unknown = sorted(set(fields.split()) - set(table._fields))  # type: ignore[attr-defined]
    if unknown:
        raise TypeError(f"{table.__name__} has no {', '.join(unknown)}, which {name} asks for")
    build: Any = namedtuple  # a type checker takes it for a class of its own
    made = build(name, fields, module=sys._getframe(1).f_globals["__name__"])
    made.of = classmethod(lambda cls, whole: cls._make([getattr(whole, field) for field in cls._fields]))
    return made


def copy(table: Any) -> Any:
    """An independent copy of a table."""
    return type(table)(*(column.copy() for column in table))


def take(table: Any, rows: np.ndarray) -> Any:
    """The named rows of a table, copied, in the order given."""
    return type(table)(*(np.ascontiguousarray(column[rows]) for column in table))
