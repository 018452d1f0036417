"""Write `docs/errors.md`: what mentas refuses, by code, in both languages, and what to do about it.

    python docs/make_errors.py

Codes and messages are taken from the source, their translations from the catalogues, advice from error_advice.yaml.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from error_codes import codes, refused

from mentas.language import tell

HERE = Path(__file__).parent
PAGE = HERE / "errors.md"
ADVICE = HERE / "error_advice.yaml"

PLACE = re.compile(r"\{(\w+)(?:![rs])?(?::[^ {}]*)?\}")

HEAD = """# What mentas refuses / Yang ditolak mentas

*Written by `docs/make_errors.py` from the source; do not edit.*

`mentas validate FILE` says what is wrong in a file, a line for each problem: where it is, what is wrong, the nearest
name, and what is allowed. With `--lang id` it says so in Indonesian. `mentas validate --json FILE` gives the parts of
each problem with its `code`, which stays the same in every language and from version to version. Places in braces are
filled in with what the file holds.

`mentas validate BERKAS` menyebut apa yang salah dalam sebuah berkas, satu baris untuk setiap masalah: tempatnya, apa
yang salah, nama yang paling mirip, dan apa yang boleh. Dengan `--lang id` pesannya berbahasa Indonesia.
`mentas validate --json BERKAS` memberi bagian-bagian setiap masalah beserta `code`-nya, yang tetap sama dalam setiap
bahasa dan setiap versi. Tempat dalam kurung kurawal diisi dengan isi berkas.

## Codes / Kode

In a code `*` stands for what is meant: a key, a column, or a kind of study. What to do is in bold.

Dalam kode, `*` mewakili yang dimaksud: kunci, kolom, atau jenis studi. Yang perlu dilakukan dicetak tebal.
"""

TAIL = """
## Studies that are not started / Studi yang tidak dimulai

These end a command with exit code 5, before anything is run. The message itself says what to do.

Perintah berakhir dengan kode keluar 5, sebelum apa pun dijalankan. Pesannya sendiri menyebut yang perlu dilakukan.

"""


def advice() -> dict[str, dict[str, Any]]:
    """What to do by code: `en`, `id`, and under `also` messages that the source gives to the code from elsewhere."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(ADVICE.read_text(encoding="utf-8"))
    return found


def messages() -> dict[str, list[str]]:
    """All messages by code."""
    told = {code: list(entry.get("also", ())) for code, entry in advice().items() if "also" in entry}
    found = codes()
    return {code: [*found.get(code, ()), *told.get(code, ())] for code in sorted({*found, *told})}


def page() -> str:
    """The page as it should stand."""
    known = advice()
    parts = [HEAD]
    for code, said in messages().items():
        todo = f"| **{_plain(known[code]['en'])}** | **{_plain(known[code]['id'])}** |\n"
        parts += [f"\n### `{code}`\n\n", _table(said), todo]
    return "".join([*parts, TAIL, _table(refused())])


def _table(said: list[str]) -> str:
    """Messages side by side in both languages."""
    rows = [f"| {_plain(text)} | {_plain(tell(text, 'id'))} |\n" for text in said]
    return "".join(["| English | Indonesia |\n| --- | --- |\n", *rows])


def _plain(text: str) -> str:
    """A message as readers know it, places without their format, in letters that Markdown shows as they are."""
    bare = PLACE.sub(r"{\1}", text).replace("{{", "{").replace("}}", "}")
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>#|" else letter for letter in bare)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
