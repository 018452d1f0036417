"""Behaviour: one file an act. Each holds rules (scalar), passes (rows) and the act (the world)."""
