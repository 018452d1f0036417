"""Write the tables of keys in `docs/studies.md` from the code: `python3 docs/make_studies.py`."""

from __future__ import annotations

import re
from pathlib import Path

from mentas.studies.space.reference import reference

PAGE = Path(__file__).parent / "studies.md"
TABLES = re.compile(r"(?<=<!-- keys -->\n).*?(?=\n<!-- end -->)", re.DOTALL)

if __name__ == "__main__":
    PAGE.write_text(TABLES.sub(lambda _: reference(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
