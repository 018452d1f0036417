"""Sphinx: `python3 -m sphinx -W -b html docs docs/_build`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "model"))

from mentas import __version__  # noqa: E402

project = "mentas"
author = "mentas contributors"
copyright = "mentas contributors, MIT licence"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "validation"]
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]

suppress_warnings = ["myst.header", "misc.highlighting_failure"]
"""The pages' generated parts begin one level further down, and Pygments colours no CSV."""

html_theme = "furo"
html_title = f"mentas {version}"
html_show_sphinx = False
html_theme_options = {"light_css_variables": {"color-brand-primary": "#0B5394", "color-brand-content": "#0B5394"}}

autodoc_typehints = "description"
autodoc_member_order = "bysource"
