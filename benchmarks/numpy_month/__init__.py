"""The month of `mentas.world`, told with whole NumPy arrays: the peer that shows what compiled columns are worth."""

from benchmarks.numpy_month.world import NumpyWorld

__all__ = ["NumpyWorld"]
