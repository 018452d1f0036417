"""What figures of sensitivity say, in both languages."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "level": "{measure}, {policy}",
        "difference": "{measure}, {policy} less {baseline}",
        "rests_morris": "{what}: {n} of {all} parameters matter. Over its whole range each moves it by: {parts}.",
        "rests_sobol": "{what}: {n} of {all} parameters matter. Part of what varies, with interactions: {parts}.",
        "rests_delta": "{what}: {n} of {all} parameters matter, by delta: {parts}.",
        "rests_none": "{what}: no parameter can be told from no effect.",
        "noise": "Of what varies between points, {share} is luck.",
        "turns": "{name}: below {value} (95 % interval {low} to {high}) {below} is better, above it {above}.",
        "turns_none": "No single parameter turns the answer, the others averaged over.",
        "turns_unknown": "For {n} of {all} parameters it cannot be told whether they turn the answer.",
        "refused": "{what}: cannot be analysed: {why}.",
        "first": "alone (S1)",
        "total": "with interactions (ST)",
        "share": "Share of the variance of the outcome, per cent",
        "nothing": "no more than chance",
        "mu_star": "Size of the effect over the whole range of the parameter (mu*)",
        "sigma": "How much the effect depends on other parameters (sigma)",
        "bend": "above the line: mostly by interactions or bends",
        "bars": "Lines: 95 % interval over bootstrap samples of the design.",
        "grey": "Grey: cannot be told from no effect.",
        "named": "The {shown} largest are named.",
        "more": "Of {all} parameters, the {shown} largest are shown.",
        "dummy": "a parameter that the model does not see",
        "better": "{policy} is better",
        "unclear": "cannot be told",
        "adopted": "adopted value",
        "switch": "switch point with its 95 % interval",
        "lines": "Each line is the parameter's whole range; other parameters vary as well and are averaged over.",
    },
    "id": {
        "level": "{measure}, {policy}",
        "difference": "{measure}, {policy} dikurangi {baseline}",
        "rests_morris": "{what}: {n} dari {all} parameter berpengaruh. Sepanjang kisarannya masing-masing "
        "menggesernya sebesar: {parts}.",
        "rests_sobol": "{what}: {n} dari {all} parameter berpengaruh. Bagian dari ragamnya, beserta interaksi: "
        "{parts}.",
        "rests_delta": "{what}: {n} dari {all} parameter berpengaruh, menurut delta: {parts}.",
        "rests_none": "{what}: tidak ada parameter yang dapat dibedakan dari tanpa pengaruh.",
        "noise": "Dari ragam antartitik, {share} adalah keberuntungan.",
        "turns": "{name}: di bawah {value} (selang 95 % {low} sampai {high}) {below} lebih baik, di atasnya {above}.",
        "turns_none": "Tidak ada satu parameter pun yang membalik jawaban bila yang lain dirata-ratakan.",
        "turns_unknown": "Untuk {n} dari {all} parameter tidak dapat dipastikan apakah mereka membalik jawaban.",
        "refused": "{what}: tidak dapat dianalisis: {why}.",
        "first": "sendiri (S1)",
        "total": "beserta interaksi (ST)",
        "share": "Bagian dari ragam hasil, persen",
        "nothing": "tidak lebih dari kebetulan",
        "mu_star": "Besar pengaruh sepanjang kisaran parameter (mu*)",
        "sigma": "Seberapa jauh pengaruh bergantung pada parameter lain (sigma)",
        "bend": "di atas garis: terutama lewat interaksi atau lengkungan",
        "bars": "Garis: selang 95% dari contoh ulang (bootstrap) atas rancangan.",
        "grey": "Abu-abu: tidak dapat dibedakan dari tanpa pengaruh.",
        "named": "{shown} yang terbesar diberi nama.",
        "more": "Dari {all} parameter, {shown} yang terbesar ditampilkan.",
        "dummy": "parameter yang tidak dilihat model",
        "better": "{policy} lebih baik",
        "unclear": "tidak dapat dipastikan",
        "adopted": "nilai yang dipakai",
        "switch": "titik balik dengan selang 95%",
        "lines": "Tiap garis adalah seluruh kisaran parameter; parameter lain ikut berubah dan dirata-ratakan.",
    },
}
"""By language and key."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return WORDS[lang][key].format(**filled)
