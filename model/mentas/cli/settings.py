"""What a command line says besides its files: each option once, and the commands that take all of them or some."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, get_type_hints

from mentas.cli import engines
from mentas.cli import options as opt
from mentas.cli.exits import UsageError
from mentas.language import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What decides a study and where it is kept; None leaves it to the file."""

    seed: opt.Seed = None
    replicates: opt.Replicates = None
    years: opt.Years = None
    scale: opt.Scale = None
    uncertainty: opt.Uncertainty = None
    set: opt.Set = None
    max_time: opt.MaxTime = None
    target_halfwidth: opt.HalfWidth = None
    workers: opt.Workers = None
    out: opt.Out = None
    json: opt.Json = False
    quiet: opt.Quiet = False

    @property
    def flags(self) -> dict[str, Any]:
        """Changes that have an option of their own."""
        return {name: value for name in ("years", "scale") if (value := getattr(self, name)) is not None}

    @property
    def changes(self) -> dict[str, Any]:
        """Changes to every scenario, as `Scenario.with_changes` takes them."""
        from mentas.cli import setting

        return dict(setting.change(text) for text in self.set or ()) | self.flags

    @property
    def limits(self) -> Any:
        """What decides how many replicates there are, a `studies.limits.Limits`."""
        from mentas.studies import limits

        seconds = None if self.max_time is None else limits.duration(self.max_time)
        return limits.Limits(seconds=seconds, halfwidth=self.target_halfwidth, most=self.replicates)

    @property
    def engine(self) -> engines.Wanted:
        """The workers asked for."""
        return engines.Wanted(workers=self.workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Planned):
    """That, and how it is run."""

    engine_name: opt.Engine = None
    scheduler: opt.Scheduler = None
    insecure: opt.Insecure = False
    tls_ca: opt.TlsCa = None
    tls_cert: opt.TlsCert = None
    tls_key: opt.TlsKey = None
    fail_fast: opt.FailFast = False
    retry_failed: opt.RetryFailed = False
    strict: opt.Strict = False

    @property
    def engine(self) -> engines.Wanted:
        """The workers asked for."""
        return engines.Wanted(
            name=self.engine_name, workers=self.workers, scheduler=self.scheduler, insecure=self.insecure,
            ca=self.tls_ca, cert=self.tls_cert, key=self.tls_key,
        )  # fmt: skip

    def check_no_study(self, what: str) -> None:
        """Refuse options of studies.

        Args:
            what: is run, in the reader's language.

        Raises:
            UsageError: there is one; it is named.
        """
        flags = ("max_time", "target_halfwidth", "fail_fast", "retry_failed")
        given = [f"--{name.replace('_', '-')}" for name in flags if getattr(self, name)]
        for option in (*given, *self.engine.options):
            raise UsageError(_("{option} is for studies over scenarios, not for {what}", option=option, what=what))


def taking(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that takes settings, as one that takes each of their options."""
    own = inspect.signature(command, eval_str=True).parameters
    name = next(name for name, each in own.items() if is_dataclass(each.annotation))
    wanted: Any = own[name].annotation
    hints = get_type_hints(wanted, include_extras=True)
    options = [
        inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default, annotation=hints[each.name])
        for each in fields(wanted)
        if each.default is not MISSING
    ]

    @functools.wraps(command)
    def taken(*args: Any, **kwargs: Any) -> Any:
        given = {each.name: kwargs.pop(each.name) for each in options if each.name in kwargs}
        return command(*args, **kwargs, **{name: wanted(**given)})

    others = [each for each in own.values() if each.name != name]
    taken.__signature__ = inspect.Signature([*others, *options])  # type: ignore[attr-defined]
    return taken
