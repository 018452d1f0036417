"""Settings that every test shares."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Kernels compile on first use and the machines are noisy: a deadline would test the machine, not the model.
settings.register_profile("mentas", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("mentas")
