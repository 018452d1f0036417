"""What the report says, in Indonesian with the terms of Indonesian planning, and in English."""

from __future__ import annotations

from mentas.report.words_of_doubt import DOUBT

WORDS: dict[str, dict[str, str]] = {
    "en": DOUBT["en"]
    | {
        "after": "after {years} years",
        "after_one": "after one year",
        "bottom": "deciles 1-4",
        "bottom_long": "Households that started in deciles 1-4 of {region}, {unit}",
        "lower": "lower",
        "higher": "higher",
        "told": "{policy}: {measure} {value} {when}, {gap} {way} than {baseline} (95 % interval {low} to {high}).",
        "undecided": "{policy}: {measure} {value} {when}; cannot yet be told apart from {baseline}.",
        "single": "{policy}: {measure} {value} {when}; too few replicates, no interval can be given.",
        "alone": "{policy}: {measure} {value} {when}.",
        "turn": "{policy} against {baseline}: poverty {first} in year 1, {last} in year {years}.",
        "turn_lower": "{gap} lower",
        "turn_higher": "{gap} higher",
        "turn_undecided": "not told apart",
        "points": "{size} points",
        "unspent": "{policy} left {money} ({share}) of its budget unspent: it has not been tested at its full size.",
        "dice": "Intervals hold the luck of {n} replicates only, not doubt about parameters or about the model.",
        "assumed": "{share} of the {count} numbers behind this rest on assumption, and behaviour is not calibrated "
        "yet: read signs and paths, not digits.",
        "pkh": "PKH's main aims, children's health and schooling, are not measured here.",
        "failed": "{failed} of {total} runs failed; their luck is missing from these figures.",
        "own_data": "Households come from {file}: {rows} rows for {households} households. Drawn by the model, not in "
        "the file: {drawn}.",
        "nothing": "nothing",
        "outcome": "Outcome, year {years}",
        "not_apart": "not told apart",
        "baseline": "baseline",
        "year": "Year",
        "level": "Level",
        "difference": "Difference to: {baseline}",
        "source": "mentas {version} · {study} · {region} · seed {seed} · {n} replicates",
        "bands": "Bands: 95 % interval over replicates (luck only).",
        "sources": "Simulated, not yet calibrated; sources of all numbers: manifest.json",
        "common": "What rises under every policy alike is mostly bad luck evening out; only the difference is policy.",
        "real": "prices of {start}",
        "fig_welfare": "Spending and income of the bottom four deciles",
        "fig_poverty": "Poverty rate (P0)",
        "fig_poverty_sub": "Share of people below the poverty line of their regency, per cent",
        "fig_moves": "Where the bottom four deciles stand after {years} years",
        "fig_moves_sub": "Households by decile within {region} at the start, per cent; mean of {n} replicates",
        "fig_money": "Where the money went",
        "fig_money_sub": "All {years} years, Rp billion nominal; mean of {n} replicates",
        "fig_exits": "Households that leave poverty for good (mentas)",
        "fig_exits_sub": "Poor at the start, then 24 months above the line without counting transfers; "
        "after {years} years",
        "anchored": "Anchored: against the start's cuts in real terms, everyone can rise",
        "reranked": "Re-ranked among everyone today: a rise is someone else's fall",
        "fell": "lower",
        "stayed": "same decile",
        "rose1": "1 higher",
        "rose2": "2 higher",
        "rose3": "3 or more higher",
        "decile": "Decile {decile}",
        "delivered": "delivered: {programme}",
        "admin": "administration and mentors",
        "leaked": "leaked",
        "left": "unspent",
        "per_billion": "Households mentas per Rp billion spent\n(many rise anyway: spending less looks better)",
        "kept_more": "Mentas and not fallen back, households:\ndifference to {baseline}",
        "kept": "Mentas and not fallen back, households",
        "thousand_rp": "Rp thousand a person a month at {real}",
        "spending": "Spending",
        "income": "Income with transfers",
        "same": "the same",
    },
    "id": DOUBT["id"]
    | {
        "after": "setelah {years} tahun",
        "after_one": "setelah satu tahun",
        "bottom": "desil 1-4",
        "bottom_long": "Rumah tangga yang semula berada di desil 1-4 {region}, {unit}",
        "lower": "lebih rendah",
        "higher": "lebih tinggi",
        "told": "{policy}: {measure} {value} {when}, {gap} {way} daripada {baseline} "
        "(selang 95%: {low} sampai {high}).",
        "undecided": "{policy}: {measure} {value} {when}; belum dapat dibedakan dari {baseline}.",
        "single": "{policy}: {measure} {value} {when}; ulangan terlalu sedikit, selang tidak dapat diberikan.",
        "alone": "{policy}: {measure} {value} {when}.",
        "turn": "{policy} dibanding {baseline}: kemiskinan {first} pada tahun ke-1, {last} pada tahun ke-{years}.",
        "turn_lower": "{gap} lebih rendah",
        "turn_higher": "{gap} lebih tinggi",
        "turn_undecided": "belum dapat dibedakan",
        "points": "{size} poin persentase",
        "unspent": "{policy} menyisakan {money} ({share}) anggarannya: kebijakan ini belum teruji pada skala penuh.",
        "dice": "Selang hanya memuat keberuntungan {n} ulangan, bukan keraguan tentang parameter atau model.",
        "assumed": "{share} dari {count} angka di balik hasil ini berupa asumsi, dan perilaku belum dikalibrasi: "
        "bacalah arah dan jalurnya, bukan angka di belakang koma.",
        "pkh": "Tujuan utama PKH, kesehatan dan pendidikan anak, tidak diukur di sini.",
        "failed": "{failed} dari {total} simulasi gagal; keberuntungannya tidak termasuk dalam angka ini.",
        "own_data": "Rumah tangga berasal dari {file}: {rows} baris untuk {households} rumah tangga. Diisi oleh model "
        "karena tidak ada dalam berkas: {drawn}.",
        "nothing": "tidak ada",
        "outcome": "Hasil, tahun ke-{years}",
        "not_apart": "belum dapat dibedakan",
        "baseline": "pembanding",
        "year": "Tahun",
        "level": "Tingkat",
        "difference": "Selisih terhadap: {baseline}",
        "source": "mentas {version} · {study} · {region} · benih {seed} · {n} ulangan",
        "bands": "Pita: selang 95% antarulangan (keberuntungan saja).",
        "sources": "Simulasi, belum dikalibrasi; sumber semua angka: manifest.json",
        "common": "Kenaikan yang sama di semua kebijakan terutama nasib buruk yang pulih; "
        "hanya selisihnya akibat kebijakan.",
        "real": "harga {start}",
        "fig_welfare": "Pengeluaran dan pendapatan empat desil terbawah",
        "fig_poverty": "Tingkat kemiskinan (P0)",
        "fig_poverty_sub": "Persentase penduduk di bawah garis kemiskinan kabupaten/kotanya",
        "fig_moves": "Posisi empat desil terbawah setelah {years} tahun",
        "fig_moves_sub": "Rumah tangga menurut desil di {region} pada awal, persen; rata-rata {n} ulangan",
        "fig_money": "Ke mana uangnya",
        "fig_money_sub": "Selama {years} tahun, Rp miliar nominal; rata-rata {n} ulangan",
        "fig_exits": "Rumah tangga yang keluar dari kemiskinan secara menetap (mentas)",
        "fig_exits_sub": "Semula miskin, lalu 24 bulan di atas garis kemiskinan tanpa menghitung bantuan; "
        "setelah {years} tahun",
        "anchored": "Batas desil tetap seperti awal (riil): semua bisa naik",
        "reranked": "Peringkat diperbarui di antara semua: satu naik, yang lain turun",
        "fell": "turun",
        "stayed": "desil yang sama",
        "rose1": "naik 1",
        "rose2": "naik 2",
        "rose3": "naik 3 atau lebih",
        "decile": "Desil {decile}",
        "delivered": "tersalur: {programme}",
        "admin": "administrasi dan pendamping",
        "leaked": "bocor",
        "left": "tidak terpakai",
        "per_billion": "Rumah tangga mentas per Rp1 miliar\n(banyak naik tanpa program: dana sisa tampak unggul)",
        "kept_more": "Mentas dan tidak jatuh kembali, rumah tangga:\nselisih terhadap {baseline}",
        "kept": "Mentas dan tidak jatuh kembali, rumah tangga",
        "thousand_rp": "Rp ribu per orang per bulan pada {real}",
        "spending": "Pengeluaran",
        "income": "Pendapatan dengan bantuan",
        "same": "sama",
    },
}
"""By language and key; a test holds that both languages say the same keys with the same places to fill."""

LANGUAGES: tuple[str, ...] = tuple(WORDS)

MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember"),
}  # fmt: skip


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return WORDS[lang][key].format(**filled)


def month(text: str, lang: str) -> str:
    """A month written YYYY-MM, in words: March 2025, Maret 2025."""
    year, number = text.split("-")
    return f"{MONTHS[lang][int(number) - 1]} {year}"
