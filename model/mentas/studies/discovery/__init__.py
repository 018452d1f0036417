"""Scenario discovery: in which part of the space of levers and uncertainties a policy does well, as boxes with limits.

The patient rule induction method (Friedman, Fisher 1999, Bump hunting in high-dimensional data, Statistics and
Computing 9) as scenario discovery uses it (Bryant, Lempert 2010, Thinking inside the box, Technological Forecasting
and Social Change 77), and besides a guard against boxes found in noise: see `discover`.
"""
