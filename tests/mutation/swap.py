"""Puts changed code into a model that is already loaded, so that a mutant costs no start of Python.

Without compiled code every rule and kernel is a plain function: its code can be exchanged where it is, and whoever
imported it sees the change.
"""

from __future__ import annotations

import functools
import sys
from types import FunctionType, ModuleType
from typing import Any

from mutation.mutants import SOURCES, Mutant


def swap(mutant: Mutant) -> None:
    """Change the loaded module as the mutant does."""
    name = ".".join(("mentas", *mutant.file.removesuffix(".py").split("/")))
    module = sys.modules[name]
    fresh = ModuleType(name)
    fresh.__file__ = str(SOURCES / mutant.file)
    exec(compile(mutant.source, fresh.__file__, "exec"), fresh.__dict__)
    for key, new in vars(fresh).items():
        old = vars(module).get(key)
        if getattr(new, "__module__", name) != name or key.startswith("__"):
            continue  # imported from elsewhere
        if isinstance(new, FunctionType):
            _swap_function(old, new)
        elif isinstance(new, type):
            for attribute, value in vars(new).items():
                _swap_function(_function(vars(old).get(attribute)), _function(value))
        else:
            _swap_value(key, old, new)


def _function(attribute: Any) -> Any:
    """The function behind a method, a property or a cached property."""
    if isinstance(attribute, property):
        return attribute.fget
    if isinstance(attribute, functools.cached_property):
        return attribute.func
    return getattr(attribute, "__func__", attribute)


def _swap_function(old: Any, new: Any) -> None:
    if isinstance(old, FunctionType) and isinstance(new, FunctionType):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def _swap_value(key: str, old: Any, new: Any) -> None:
    """A constant, in its own module and in those that imported it under its name."""
    for name, module in list(sys.modules.items()):
        if name.startswith("mentas") and vars(module).get(key) is old:
            setattr(module, key, new)
