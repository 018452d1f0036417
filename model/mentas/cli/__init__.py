"""The command line: parse, call one function, print. What is slow to import is imported when it is used."""

from __future__ import annotations


def main() -> None:
    """Run the command line, in the language of its reader and in letters that the terminal has."""
    import os
    import sys

    from mentas import language
    from mentas.cli import asking, streams

    streams.prepare()
    # Before the commands are built: their help is said as they are.
    language.use(asking.asked(sys.argv[1:]) or language.spoken())
    if asking.COMPLETE in os.environ:
        from typer.completion import completion_init

        completion_init()
        os.environ["COLUMNS"] = asking.WIDE
    from mentas.cli.app import app

    app(prog_name="mentas")
