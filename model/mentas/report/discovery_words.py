"""What the report says of boxes that were discovered, in English and in Indonesian."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "if": "{interest} if {where}.",
        "unless": "{interest} unless {where}.",
        "only_if": "{interest} only if {where}.",
        "any": "{interest} in these cases: {boxes}.",
        "none_of": "{interest} except in these cases: {boxes}.",
        "and": " and ",
        "last": ", and ",
        "or": " or ",
        "low_real": "{title} is above {bound}",
        "high_real": "{title} is below {bound}",
        "low_steps": "{title} is at least {bound}",
        "high_steps": "{title} is at most {bound}",
        "both": "{title} is between {low} and {high}",
        "is": "{title} is {levels}",
        "this": "This box",
        "else": "All else",
        "nth": "Box {number}",
        "holds": "{box} holds {coverage} of the combinations in which {interest}; inside it {density} of {n} are such "
        "combinations, against {base} of all {total}.",
        "holds_not": "{box} holds {coverage} of the exceptions; inside it {density} of {n} combinations are "
        "exceptions, against {base} of all {total}.",
        "unseen": "Tried on combinations that did not help to find it: coverage {coverage}, density {density}; "
        "{again}.",
        "unseen_rest": "Tried on combinations that did not help to find it: coverage {coverage} of what earlier boxes "
        "leave, density {density}; {again}.",
        "again": "every limit comes again in at least {share} of repeated searches",
        "always": "every limit comes again in all repeated searches",
        "left_out": "{n} combinations without a result are left out.",
        "no_cases": "There is no combination tried in which {interest} ({total} tried).",
        "all_cases": "{interest} in every combination tried ({total}).",
        "too_few": "Too few combinations to say where {interest}: {cases} of {total}.",
        "chance": "No box found: {interest} in {base} of {total} combinations, but no limits tell them apart "
        "from the rest better than chance would.",
        "fig": "Where it holds that {interest}",
        "fig_not": "Where it does not hold that {interest}",
        "fig_nothing": "Nothing found",
        "curve": "Coverage and density on the way to a box",
        "coverage": "Coverage: share of them in the box",
        "density": "Density: their share of the box",
        "base": "all combinations: {base}",
        "chosen": "box found",
        "unseen_mark": "{box}, unseen",
        "number": "box {number}",
        "limits": "Limits of the box, over what was tried",
        "limit_note": "p {chance} · again {reproduced}",
        "smallest": "<{p}",
        "caption": "Coloured: inside the box. p: quasi-p-value of the limits, the largest of a row. Again: share of\n"
        "repeated searches that find them, the smallest. Unseen: tried on combinations that did not help to find it.",
    },
    "id": {
        "if": "{interest} bila {where}.",
        "unless": "{interest} kecuali bila {where}.",
        "only_if": "{interest} hanya bila {where}.",
        "any": "{interest} dalam keadaan ini: {boxes}.",
        "none_of": "{interest} kecuali dalam keadaan ini: {boxes}.",
        "and": " dan ",
        "last": ", dan ",
        "or": " atau ",
        "low_real": "{title} di atas {bound}",
        "high_real": "{title} di bawah {bound}",
        "low_steps": "{title} minimal {bound}",
        "high_steps": "{title} maksimal {bound}",
        "both": "{title} antara {low} dan {high}",
        "is": "{title} berupa {levels}",
        "this": "Kotak ini",
        "else": "Selebihnya",
        "nth": "Kotak {number}",
        "holds": "{box} memuat {coverage} dari kombinasi yang membuat {interest}; di dalamnya {density} dari {n} "
        "kombinasi demikian, dibanding {base} dari seluruh {total}.",
        "holds_not": "{box} memuat {coverage} dari pengecualian; di dalamnya {density} dari {n} kombinasi berupa "
        "pengecualian, dibanding {base} dari seluruh {total}.",
        "unseen": "Diuji pada kombinasi yang tidak dipakai mencarinya: cakupan {coverage}, kepadatan {density}; "
        "{again}.",
        "unseen_rest": "Diuji pada kombinasi yang tidak dipakai mencarinya: cakupan {coverage} dari sisa kotak "
        "sebelumnya, kepadatan {density}; {again}.",
        "again": "setiap batas muncul lagi dalam sedikitnya {share} pencarian ulang",
        "always": "setiap batas muncul lagi dalam semua pencarian ulang",
        "left_out": "{n} kombinasi tanpa hasil tidak disertakan.",
        "no_cases": "Tidak ada kombinasi yang dicoba yang membuat {interest} ({total} dicoba).",
        "all_cases": "{interest} dalam semua kombinasi yang dicoba ({total}).",
        "too_few": "Kombinasi terlalu sedikit untuk menyatakan kapan {interest}: {cases} dari {total}.",
        "chance": "Tidak ditemukan kotak: {interest} dalam {base} dari {total} kombinasi, tetapi tidak ada batas yang "
        "memisahkannya dari sisanya lebih baik daripada kebetulan.",
        "fig": "Kapan {interest}",
        "fig_not": "Kapan tidak berlaku bahwa {interest}",
        "fig_nothing": "Tidak ditemukan",
        "curve": "Cakupan dan kepadatan di jalan menuju kotak",
        "coverage": "Cakupan: bagian yang termuat dalam kotak",
        "density": "Kepadatan: bagiannya dari isi kotak",
        "base": "semua kombinasi: {base}",
        "chosen": "kotak yang ditemukan",
        "unseen_mark": "{box}, diuji",
        "number": "kotak {number}",
        "limits": "Batas kotak, dalam rentang yang dicoba",
        "limit_note": "p {chance} · lagi {reproduced}",
        "smallest": "<{p}",
        "caption": "Berwarna: di dalam kotak. p: nilai-p semu batasnya, yang terbesar per baris. Lagi: bagian\n"
        "pencarian ulang yang menemukannya, yang terkecil. Diuji: pada kombinasi yang tidak dipakai mencarinya.",
    },
}
"""By language and key; a test holds that both languages say the same keys with the same places to fill."""

PLAIN = {"en": "{n}", "id": "{n}"}
PERCENT = {"en": "{n}%", "id": "{n}%"}


def _a(period: str, periods: str, before: str) -> dict[str, str]:
    """So much a month, in both languages."""
    return {"en": f"{before} a {period}", "id": f"{before} {periods}"}


AMOUNTS: dict[str, dict[str, str]] = {
    "1": PLAIN,
    "share": PERCENT,
    "1/month": _a("month", "sebulan", "{n}%"),
    "1/year": _a("year", "setahun", "{n}%"),
    "log": PLAIN,
    "Rp": {"en": "Rp{n}", "id": "Rp{n}"},
    "Rp/month": _a("month", "sebulan", "Rp{n}"),
    "Rp/year": _a("year", "setahun", "Rp{n}"),
    "Rp nominal": {"en": "Rp{n} (nominal)", "id": "Rp{n} (nominal)"},
    "Rp nominal/month": {"en": "Rp{n} a month (nominal)", "id": "Rp{n} sebulan (nominal)"},
    "Rp nominal/year": {"en": "Rp{n} a year (nominal)", "id": "Rp{n} setahun (nominal)"},
    "Rp/person/month": {"en": "Rp{n} a person a month", "id": "Rp{n} per orang per bulan"},
    "months": {"en": "{n} month{s}", "id": "{n} bulan"},
    "years": {"en": "{n} year{s}", "id": "{n} tahun"},
    "persons": {"en": "{n} person{s}", "id": "{n} orang"},
    "households": {"en": "{n} household{s}", "id": "{n} rumah tangga"},
    "groups": {"en": "{n} KUBE group{s}", "id": "{n} kelompok KUBE"},
    "budgets": {"en": "{n} month{s} of a poor household's spending", "id": "{n} bulan pengeluaran rumah tangga miskin"},
    "budgets/month": {
        "en": "{n} month{s} of a poor household's spending a month",
        "id": "{n} bulan pengeluaran rumah tangga miskin sebulan",
    },
    "annual spending": {"en": "{n} year{s} of a poor person's spending", "id": "{n} tahun pengeluaran orang miskin"},
    "elasticity": PLAIN,
    "decile": {"en": "decile {n}", "id": "desil {n}"},
    "deciles": {"en": "{n} decile{s}", "id": "{n} desil"},
    "id": PLAIN,
    "index": PLAIN,
    "flag": PLAIN,
    "bits": PLAIN,
    "code": PLAIN,
    "percent": PERCENT,
    "percent/month": _a("month", "sebulan", "{n}%"),
    "percent/year": _a("year", "setahun", "{n}%"),
    "Rp/Rp": {"en": "Rp{n} per rupiah", "id": "Rp{n} per rupiah"},
    "households/Rp billion": {"en": "{n} household{s} per Rp1 billion", "id": "{n} rumah tangga per Rp1 miliar"},
}
"""How an amount of each unit is said; a test holds that none is missing."""

HUNDREDFOLD = frozenset({"share", "1/month", "1/year"})
"""Units that are kept as shares and said in per cent."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return WORDS[lang][key].format(**filled)
