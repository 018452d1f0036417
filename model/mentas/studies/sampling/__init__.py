"""Designs: where in a unit cube a study runs the model, one row a run, one column a name.

A column depends on the seed, its own name and nothing else, and row i on i alone. So more samples keep the earlier
rows bit for bit, and a name that is added, left out or moved changes no other name's numbers.
"""

from mentas.studies.sampling.factorial import grid
from mentas.studies.sampling.sequences import latin, simplex, sobol
from mentas.studies.sampling.steps import blocks, morris, saltelli

__all__ = ["blocks", "grid", "latin", "morris", "saltelli", "simplex", "sobol"]
