"""Engines: how the tasks of a study get done, by workers on this machine or on a cluster. Light to import."""

from mentas.studies.engine.choose import engine_of
from mentas.studies.engine.drive import DIED, execute
from mentas.studies.engine.keep import Progress, execute_and_keep
from mentas.studies.engine.protocol import Engine, Hand, Work

__all__ = ["DIED", "Engine", "Hand", "Progress", "Work", "engine_of", "execute", "execute_and_keep"]
