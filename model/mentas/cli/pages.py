"""Help pages in the reader's language: a sentence, examples to copy, then options by what they are about."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from mentas.cli import borrowed, examples
from mentas.language import _


class Page:
    """How a command tells of itself; what it does is elsewhere."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """The line that says what may follow the command."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage: "))

    def format_help_text(self: Any, ctx: Any, formatter: Any) -> None:
        """What the command does, and lines that can be copied."""
        super().format_help_text(ctx, formatter)  # type: ignore[misc]
        shown = examples.of(_name(ctx))
        if shown:
            with formatter.section(_("Examples")):
                for comment, line in shown:
                    formatter.write_text(f"\b\n# {comment}\n{line}")

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """Arguments, and options by what they are about; those without a heading last."""
        parts: dict[str, list[tuple[str, str]]] = {_("Arguments"): []}
        rest = _("Options")
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                heading = (
                    _("Arguments") if param.param_type_name == "argument" else getattr(param, "rich_help_panel", None)
                )
                names, said = record
                parts.setdefault(heading or rest, []).append((names.removesuffix(" <path>"), borrowed.extras(said)))
        parts[rest] = parts.pop(rest, [])
        for heading, rows in parts.items():
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def get_help_option(self: Any, ctx: Any) -> Any:
        """The option that shows the page."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


class Command(Page, TyperCommand):
    """A command."""


class Group(Page, TyperGroup):
    """All commands."""

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """The options of the whole, and its commands."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        width = formatter.width - 6 - max(len(name) for name, _ in commands)
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, command.get_short_help_str(width)) for name, command in commands])

    def main(self, *args: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run a command line; one that cannot be taken is refused in the reader's language, exit code 2."""
        if not standalone_mode:
            return super().main(*args, **more | {"standalone_mode": False})
        try:
            code = super().main(*args, **more | {"standalone_mode": False})
        except typer.Abort:
            print(f"mentas: {_('stopped')}", file=sys.stderr)
            sys.exit(130)
        except Exception as error:
            if not hasattr(error, "show"):
                raise
            borrowed.show(error)
            sys.exit(getattr(error, "exit_code", 2))
        sys.exit(code if isinstance(code, int) else 0)


class App(typer.Typer):
    """An application whose commands have such pages."""

    def command(self, name: str | None = None, **more: Any) -> Callable[[Any], Any]:
        """Register a command, as typer does."""
        ours: dict[str, Any] = {"cls": Command, "options_metavar": _("[OPTIONS]")}
        return super().command(name, **ours | more)


def _name(ctx: Any) -> str:
    """The command's name; of the whole it is nothing."""
    return "" if ctx.parent is None else str(ctx.info_name)
