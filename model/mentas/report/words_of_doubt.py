"""What the report says of doubt about parameters and structure, in Indonesian and in English."""

from __future__ import annotations

DOUBT: dict[str, dict[str, str]] = {
    "en": {
        "undecided_mean": "{policy}: {measure} {value} {when}; cannot yet be told apart from {baseline} (on average "
        "over all models {gap} {way}, {low} to {high}).",
        "split": "How sure, {policy} against {baseline}, {measure}: of the interval {structure} is doubt about the "
        "structure of the model, {parameters} doubt about parameters, {dice} luck that more replicates take away.",
        "split_less": "How sure, {policy} against {baseline}, {measure}: of the interval {rest} is doubt about "
        "parameters and structure, {dice} luck that more replicates take away.",
        "changes": "The answer changes with {axis}. {policy} against {baseline}, {measure}, on average over models: "
        "{levels}.",
        "holds": "{policy} against {baseline}, {measure}: {way} on average whatever {axes}.",
        "at_level": "{level}: {gap} {way}",
        "axis_threshold": "the threshold above which capital pays (years of spending)",
        "axis_market": "the market",
        "axis_shape": "the shape of spending",
        "and": "and",
        "doubts": "Intervals say where 95 % of models lie: {n} replicates over {structures} structures and calibrated "
        "parameter sets, each with its own luck.",
        "too_few": "Fewer than {n} replicates do not tell doubt about parameters from doubt about structure.",
        "keeps": "{policy} keeps its own value of {names}: doubt about that is not in its intervals.",
        "assumed_varied": "{share} of the {count} numbers behind this rest on assumption; those that were not "
        "calibrated do not vary here: read signs and paths, not digits.",
        "bands_varied": "Bands: where 95 % of models lie (luck, parameters, structure).",
        "sources_varied": "Simulated; sources of all numbers: manifest.json",
        "fig_structures": "Does the answer change with the structure of the model?",
        "fig_structures_sub": "Difference to: {baseline}, after {years} years. Bars: 95 % interval of the mean over "
        "models; thin lines: 95 % of models.\nFull marks lie on one side of zero, empty ones are not told apart. "
        "Thresholds in years of spending.",
        "fig_structures_poverty": "Poverty rate (P0), points",
        "fig_structures_income": "Income, deciles 1-4, Rp thousand a person a month",
        "level_all": "all models",
        "level_threshold": "threshold {level}",
        "level_none": "no threshold",
        "level_responsive": "markets respond",
        "level_fixed": "prices and sales fixed",
        "level_gb2": "spending as GB2",
        "level_shifted_lognormal": "spending as shifted lognormal",
    },
    "id": {
        "undecided_mean": "{policy}: {measure} {value} {when}; belum dapat dibedakan dari {baseline} (rata-rata semua "
        "model {gap} {way}, {low} sampai {high}).",
        "split": "Seberapa pasti, {policy} dibanding {baseline}, {measure}: dari selang itu {structure} keraguan "
        "tentang struktur model, {parameters} keraguan tentang parameter, {dice} keberuntungan yang hilang bila "
        "ulangan ditambah.",
        "split_less": "Seberapa pasti, {policy} dibanding {baseline}, {measure}: dari selang itu {rest} keraguan "
        "tentang parameter dan struktur, {dice} keberuntungan yang hilang bila ulangan ditambah.",
        "changes": "Jawabannya berubah menurut {axis}. {policy} dibanding {baseline}, {measure}, rata-rata "
        "antarmodel: {levels}.",
        "holds": "{policy} dibanding {baseline}, {measure}: rata-rata {way} apa pun {axes}.",
        "at_level": "{level}: {gap} {way}",
        "axis_threshold": "ambang modal (kali pengeluaran setahun)",
        "axis_market": "pasar",
        "axis_shape": "sebaran pengeluaran",
        "and": "dan",
        "doubts": "Selang menunjukkan letak 95% model: {n} ulangan atas {structures} struktur dan himpunan parameter "
        "terkalibrasi, masing-masing dengan keberuntungannya sendiri.",
        "too_few": "Kurang dari {n} ulangan belum memisahkan keraguan tentang parameter dari keraguan tentang "
        "struktur.",
        "keeps": "{policy} memakai nilai {names} miliknya sendiri: keraguan tentang itu tidak ada dalam selangnya.",
        "assumed_varied": "{share} dari {count} angka di balik hasil ini berupa asumsi; yang tidak dikalibrasi tidak "
        "divariasikan di sini: bacalah arah dan jalurnya, bukan angka di belakang koma.",
        "bands_varied": "Pita: letak 95% model (keberuntungan, parameter, struktur).",
        "sources_varied": "Simulasi; sumber semua angka: manifest.json",
        "fig_structures": "Apakah jawabannya berubah menurut struktur model?",
        "fig_structures_sub": "Selisih terhadap: {baseline}, setelah {years} tahun. Batang: selang 95% rata-rata "
        "antarmodel; garis tipis: 95% model.\nTanda penuh ada di satu sisi nol, yang kosong belum dapat dibedakan. "
        "Ambang modal dalam kali pengeluaran setahun.",
        "fig_structures_poverty": "Tingkat kemiskinan (P0), poin persentase",
        "fig_structures_income": "Pendapatan, desil 1-4, Rp ribu per orang per bulan",
        "level_all": "semua model",
        "level_threshold": "ambang modal {level}",
        "level_none": "tanpa ambang modal",
        "level_responsive": "pasar menanggapi",
        "level_fixed": "harga dan penjualan tetap",
        "level_gb2": "pengeluaran GB2",
        "level_shifted_lognormal": "pengeluaran lognormal bergeser",
    },
}
"""By language and key; part of `words.WORDS`."""
