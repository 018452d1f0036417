"""Patterns that a region's worlds must show: what was observed, what is simulated, and whether they agree."""
