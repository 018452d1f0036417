"""Calibration: which parameters make the model's trials agree with the published ones, and how surely.

Emulate, sample, confirm: the model is run over a design of parameter sets, emulators learn its moments, a posterior
is sampled on the emulators, and its draws are run in the model itself and weighted by what it then says.
"""
