"""Doubt about parameters and structure: the calibrated sets, and which of them each replicate of a study lives in."""
