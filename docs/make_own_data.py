"""Write the table of columns in `docs/own_data.md` from the code: `python3 docs/make_own_data.py`."""

from __future__ import annotations

import re
from pathlib import Path

from mentas.population.microdata.columns import reference

PAGE = Path(__file__).parent / "own_data.md"
TABLE = re.compile(r"(?<=<!-- columns -->\n).*?(?=\n<!-- end -->)", re.DOTALL)

if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(lambda _: reference(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
