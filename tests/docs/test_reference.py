"""The reference is what the code says."""

from __future__ import annotations

import pytest

from docs.pages import DOCS, ROOT

NAMES = ("cli.md", "scenario.md", "study.md", "measures.md", "parameters.md", "confidence.md")


@pytest.fixture(scope="module")
def made():
    import importlib.util

    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_reference_is_fresh(made, name):
    text = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert text == made[name].rstrip() + "\n", "run python3 docs/make_reference.py"


def test_every_command_and_measure_and_parameter_has_its_line(made):
    from mentas.measures.names import NAMES as MEASURES
    from mentas.parameters import catalogue

    assert set(made) == set(NAMES)
    for command in ("run", "compare", "plan", "validate", "export"):
        assert f"## mentas {command}\n" in made["cli.md"]
    assert all(f"| `{name}` |" in made["measures.md"] for name in MEASURES)
    assert all(f"| `{name}` |" in made["parameters.md"] for name in catalogue())
