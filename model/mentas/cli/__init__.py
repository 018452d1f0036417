"""The command line: parse, call one function, print. What is slow to import is imported when it is used."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from mentas.cli.app import app

    app(prog_name="mentas")
