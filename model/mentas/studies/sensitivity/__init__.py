"""Which parameters an outcome rests on: screening, shares of variance, whole distributions, noise, switch points."""

from mentas.studies.sensitivity.given_data import given
from mentas.studies.sensitivity.noise import Noise, noise
from mentas.studies.sensitivity.problems import UnusableResultsError
from mentas.studies.sensitivity.screening import morris
from mentas.studies.sensitivity.switching import between, switch
from mentas.studies.sensitivity.variance import DUMMY, base_rows, by_group, sobol

__all__ = [
    "DUMMY", "Noise", "UnusableResultsError", "base_rows", "between", "by_group", "given", "morris", "noise", "sobol",
    "switch",
]  # fmt: skip
