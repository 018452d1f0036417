"""What results of runs can be that no analysis should swallow."""

from __future__ import annotations


class UnusableResultsError(Exception):
    """Results cannot be analysed: some are not finite, they are too few, or they do not fit their design."""
