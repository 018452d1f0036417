"""What the report says of frontiers, in English and in Indonesian."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "and": "and",
        "lower": "lower",
        "higher": "higher",
        "mean": "mean of all",
        "tried": "{tried} mixes of {envelope} were tried. What is said here was found in {worlds} worlds that no "
        "choice has seen.",
        "tried_seen": "{tried} mixes of {envelope} were tried in {worlds} worlds.",
        "curse": "The best were picked in the same worlds in which they are measured: they look better than they are. "
        "Fresh worlds are needed before anything is decided.",
        "on": "On average {n} stand on the frontier, where no other is better in every outcome ({outcomes}): {names}.",
        "on_one": "On average one stands alone on the frontier, the best in every outcome ({outcomes}): {names}.",
        "sure": "Certain of their place (95 %, all comparisons together): {names}.",
        "sure_none": "Of none of them is that certain.",
        "open": "{n} more cannot be ruled out: no other is certainly better in every outcome.",
        "beaten": "{n} are certainly beaten: another is better in every outcome.",
        "alike": "{names} cannot be told apart in any outcome.",
        "where": "Where the money goes on the frontier: {shares}.",
        "where_one": "{programme} {share}",
        "where_range": "{programme} {low} to {high}",
        "corner": "Best in {measure}: {mix}, {value}; {gap} {way} than {baseline} (95 % interval {low} to {high}).",
        "corner_same": "Best in {measure}: {mix}, {value}; cannot be told apart from {baseline}.",
        "corner_base": "Best in {measure}: {baseline} itself, {value}.",
        "base_on": "{baseline}: on the frontier too.",
        "base_open": "{baseline}: no mix is certainly better in every outcome.",
        "base_beaten": "{baseline}: certainly beaten; {mix} is better in every outcome.",
        "costs": "{mix}: one household more ({measure}) costs {cost} (95 % interval {low} to {high}), counted from "
        "{baseline}.",
        "saves": "{mix}: {gap} households more ({measure}) than {baseline}, for {saved} less.",
        "unclear": "{mix}: {gap} households more ({measure}) than {baseline}; that more is spent for it is not known.",
        "no_more": "{mix}: as many households ({measure}) as {baseline}, so that one more has no price.",
        "fewer": "{mix}: {gap} households fewer ({measure}) than {baseline}, so that one more has no price.",
        "not_known": "{mix}: what one household more ({measure}) costs is not known, because the gain over {baseline} "
        "cannot be told apart from nothing.",
        "next": "{mix}: the next Rp1 billion: {parts}.",
        "next_up": "{measure} {gap} {way} ({low} to {high})",
        "next_unknown": "{measure} not told apart from no change",
        "next_step": "The next Rp1 billion is measured by a step of {step} on top of {envelope}.",
        "unused": "{mix}: only {share} of that step could be spent.",
        "cautious": "Cautious choice by {measure}: {mix}; in no structure of the model is it worse by more than {gap} "
        "than the best there.",
        "cautious_best": "Cautious choice by {measure}: {mix}, the best in every structure of the model.",
        "cautious_sure": "Worlds drawn again choose the same in {share} of cases.",
        "cautious_rivals": "Worlds drawn again choose the same in {share} of cases; it cannot be told apart from "
        "{rivals}.",
        "worst": "In the worst tenth of worlds, {measure}: {parts}.",
        "worst_one": "{mix} {value}",
        "source": "mentas {version} · {study} · {region} · seed {seed} · {n} worlds",
        "source_fresh": "Simulated, in worlds that no choice has seen; sources of all numbers: manifest.json",
        "source_seen": "Simulated; the best were picked in these same worlds and look better than they are. Sources of "
        "all numbers: manifest.json",
        "fig_map": "What can be had for {envelope}",
        "fig_map_sub": "Differences to: {baseline}, in the same worlds. Up and to the right is better. Crosses: 95 % "
        "intervals; lines: the frontier of the two outcomes shown.",
        "legend_frontier": "on the frontier, certain",
        "legend_open": "on the frontier on average",
        "legend_near": "cannot be ruled out",
        "legend_dominated": "certainly beaten",
        "fewer_better": "{measure} (less is better)",
        "points_axis": "{measure}, points",
        "unit_axis": "{measure}, {unit}",
        "thousand": "Rp thousand a person a month",
        "million_rp": "Rp million",
        "households": "households",
        "fig_mixes": "What the mixes on the frontier are made of",
        "fig_mixes_sub": "Shares of {envelope}, from the best in {first} (above) to the best in other outcomes. "
        "Full circles: certain of their place, empty ones: on average. Mixes of one group cannot be told "
        "apart in any outcome.",
        "group": "group {number}",
        "fig_regret": "What each choice may be regretted by",
        "fig_regret_sub": "{measure}: shortfall from the best mix in each structure of the model, {unit}. In brackets: "
        "not told apart from the best. Framed: the cautious choice, whose largest regret is smallest. "
        "Baseline: {baseline}.",
        "largest": "largest",
        "baseline": "baseline",
        "threshold": "threshold {level}",
        "no_threshold": "no threshold",
        "responsive": "markets respond",
        "fixed": "prices fixed",
        "gb2": "GB2",
        "shifted_lognormal": "lognormal",
        "points_unit": "points",
    },
    "id": {
        "and": "dan",
        "lower": "lebih rendah",
        "higher": "lebih tinggi",
        "mean": "rata-rata semua",
        "tried": "{tried} campuran dari {envelope} dicoba. Yang disebut di sini ditemukan dalam {worlds} dunia yang "
        "tidak dipakai untuk memilih.",
        "tried_seen": "{tried} campuran dari {envelope} dicoba dalam {worlds} dunia.",
        "curse": "Yang terbaik dipilih dalam dunia yang sama dengan dunia pengukurannya: tampaknya lebih baik daripada "
        "kenyataannya. Diperlukan dunia baru sebelum ada keputusan.",
        "on": "Rata-rata {n} campuran berada di garis depan, artinya tidak ada yang lebih baik dalam setiap "
        "hasil ({outcomes}): {names}.",
        "on_one": "Rata-rata hanya satu yang berada di garis depan, terbaik dalam setiap hasil ({outcomes}): {names}.",
        "sure": "Pasti berada di sana (95%, semua perbandingan sekaligus): {names}.",
        "sure_none": "Tidak satu pun yang pasti berada di sana.",
        "open": "{n} campuran lain belum dapat dikesampingkan: tidak ada yang pasti lebih baik dalam setiap hasil.",
        "beaten": "{n} pasti kalah: ada yang lebih baik dalam setiap hasil.",
        "alike": "{names} tidak dapat dibedakan dalam hasil mana pun.",
        "where": "Ke mana uangnya di garis depan: {shares}.",
        "where_one": "{programme} {share}",
        "where_range": "{programme} {low} sampai {high}",
        "corner": "Terbaik dalam {measure}: {mix}, {value}; {gap} {way} daripada {baseline} (selang 95%: {low} sampai "
        "{high}).",
        "corner_same": "Terbaik dalam {measure}: {mix}, {value}; tidak dapat dibedakan dari {baseline}.",
        "corner_base": "Terbaik dalam {measure}: {baseline} sendiri, {value}.",
        "base_on": "{baseline}: juga berada di garis depan.",
        "base_open": "{baseline}: tidak ada campuran yang pasti lebih baik dalam setiap hasil.",
        "base_beaten": "{baseline}: pasti kalah; {mix} lebih baik dalam setiap hasil.",
        "costs": "{mix}: satu rumah tangga tambahan ({measure}) berbiaya {cost} (selang 95%: {low} sampai {high}), "
        "dihitung dari {baseline}.",
        "saves": "{mix}: {gap} rumah tangga lebih banyak ({measure}) daripada {baseline}, dengan dana {saved} lebih "
        "sedikit.",
        "unclear": "{mix}: {gap} rumah tangga lebih banyak ({measure}) daripada {baseline}; belum diketahui apakah "
        "dananya lebih besar.",
        "no_more": "{mix}: rumah tangga ({measure}) sama banyaknya dengan {baseline}, sehingga satu tambahan tidak ada "
        "harganya.",
        "fewer": "{mix}: {gap} rumah tangga lebih sedikit ({measure}) daripada {baseline}, sehingga satu tambahan "
        "tidak ada harganya.",
        "not_known": "{mix}: biaya satu rumah tangga tambahan ({measure}) tidak diketahui, karena kelebihannya atas "
        "{baseline} tidak dapat dibedakan dari nol.",
        "next": "{mix}: Rp1 miliar berikutnya: {parts}.",
        "next_up": "{measure} {gap} {way} ({low} sampai {high})",
        "next_unknown": "{measure} tidak dapat dibedakan dari tanpa perubahan",
        "next_step": "Rp1 miliar berikutnya diukur dengan tambahan {step} di atas {envelope}.",
        "unused": "{mix}: hanya {share} dari tambahan itu yang dapat dibelanjakan.",
        "cautious": "Pilihan hati-hati menurut {measure}: {mix}; dalam struktur model mana pun selisihnya dari yang "
        "terbaik di sana tidak lebih dari {gap}.",
        "cautious_best": "Pilihan hati-hati menurut {measure}: {mix}, yang terbaik dalam setiap struktur model.",
        "cautious_sure": "Bila dunianya diundi ulang, {share} memilih yang sama.",
        "cautious_rivals": "Bila dunianya diundi ulang, {share} memilih yang sama; pilihan ini tidak dapat dibedakan "
        "dari {rivals}.",
        "worst": "Dalam sepersepuluh dunia terburuk, {measure}: {parts}.",
        "worst_one": "{mix} {value}",
        "source": "mentas {version} · {study} · {region} · benih {seed} · {n} dunia",
        "source_fresh": "Simulasi, dalam dunia yang tidak dipakai untuk memilih; sumber semua angka: manifest.json",
        "source_seen": "Simulasi; yang terbaik dipilih dalam dunia yang sama sehingga tampak lebih baik daripada "
        "kenyataannya. Sumber semua angka: manifest.json",
        "fig_map": "Apa yang dapat dicapai dengan {envelope}",
        "fig_map_sub": "Selisih terhadap: {baseline}, dalam dunia yang sama. Makin ke kanan atas makin baik. Tanda "
        "silang: selang 95%; garis: garis depan kedua hasil yang ditampilkan.",
        "legend_frontier": "di garis depan, pasti",
        "legend_open": "di garis depan, rata-rata",
        "legend_near": "belum dapat dikesampingkan",
        "legend_dominated": "pasti kalah",
        "fewer_better": "{measure} (makin kecil makin baik)",
        "points_axis": "{measure}, poin persentase",
        "unit_axis": "{measure}, {unit}",
        "thousand": "Rp ribu per orang per bulan",
        "million_rp": "Rp juta",
        "households": "rumah tangga",
        "fig_mixes": "Isi campuran di garis depan",
        "fig_mixes_sub": "Bagian dari {envelope}, dari yang terbaik dalam {first} (atas) ke yang terbaik dalam hasil "
        "lain. Lingkaran penuh: pasti, yang kosong: rata-rata. Yang sekelompok tidak dapat dibedakan dalam hasil "
        "mana pun.",
        "group": "kelompok {number}",
        "fig_regret": "Seberapa besar setiap pilihan dapat disesali",
        "fig_regret_sub": "{measure}: selisih dari campuran terbaik dalam tiap struktur model, {unit}. Dalam kurung: "
        "tidak dapat dibedakan dari yang terbaik. Berbingkai: pilihan hati-hati, yang penyesalan terbesarnya paling "
        "kecil. Pembanding: {baseline}.",
        "largest": "terbesar",
        "baseline": "pembanding",
        "threshold": "ambang {level}",
        "no_threshold": "tanpa ambang",
        "responsive": "pasar menanggapi",
        "fixed": "harga tetap",
        "gb2": "GB2",
        "shifted_lognormal": "lognormal",
        "points_unit": "poin persentase",
    },
}
"""By language and key; a test holds that both languages say the same keys with the same places to fill."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return WORDS[lang][key].format(**filled)


def listed(names: list[str], lang: str) -> str:
    """Names in a row: a, b and c."""
    return f" {say('and', lang)} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
