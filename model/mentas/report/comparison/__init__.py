"""The report of a comparison: policies against a baseline, under the same luck."""
