"""Reports as one page of HTML that needs nothing beside it: no script, no request, any browser, any printer."""

from __future__ import annotations

from mentas.report.page.page import render

__all__ = ["render"]
