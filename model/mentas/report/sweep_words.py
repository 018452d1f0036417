"""What the report says of sweeps, in English and in Indonesian."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "head": "{points} points x {scenarios} scenarios x {replicates} replicates",
        "best": "{measure}: best at {lever} {value} ({level}).",
        "best_gap": "{measure}: best at {lever} {value} ({level}; {gap} {way} than {baseline}, 95 % interval {low} to "
        "{high}).",
        "best_same": "{measure}: best at {lever} {value} ({level}), not told apart from {baseline}.",
        "alike": "Not told apart from the best: {lever} {low} to {high}.",
        "alike_all": "No value of {lever} can be told apart from the best.",
        "alone": "All other values of {lever} are worse.",
        "end": "The best value is at the end of its range: what lies beyond was not tried.",
        "many": "All points with their outcomes are in responses.csv.",
        "bands": "Bands: where the effect lies, 95 %",
        "bands_varied": "Bands: where 95 % of models lie",
        "sources": "Simulated; sources of all numbers: manifest.json",
        "source": "mentas {version} · {study} · {region} · seed {seed} · {n} replicates",
        "sub": "{policy}, difference to: {baseline}. The dashed line marks no difference.",
        "sub_alone": "{policy}",
        "year": "{measure}, year {year}",
        "group": "{measure}, {group}",
        "lower": "lower",
        "higher": "higher",
    },
    "id": {
        "head": "{points} titik x {scenarios} skenario x {replicates} ulangan",
        "best": "{measure}: terbaik pada {lever} {value} ({level}).",
        "best_gap": "{measure}: terbaik pada {lever} {value} ({level}; {gap} lebih {way} daripada {baseline}, selang "
        "95 % {low} sampai {high}).",
        "best_same": "{measure}: terbaik pada {lever} {value} ({level}), tidak dapat dibedakan dari {baseline}.",
        "alike": "Tidak dapat dibedakan dari yang terbaik: {lever} {low} sampai {high}.",
        "alike_all": "Tidak ada nilai {lever} yang dapat dibedakan dari yang terbaik.",
        "alone": "Semua nilai {lever} lainnya lebih buruk.",
        "end": "Nilai terbaik ada di ujung rentangnya: di luar itu belum dicoba.",
        "many": "Semua titik dengan hasilnya ada di responses.csv.",
        "bands": "Pita: tempat dampaknya berada, 95 %",
        "bands_varied": "Pita: tempat 95 % model berada",
        "sources": "Hasil simulasi; sumber semua angka: manifest.json",
        "source": "mentas {version} · {study} · {region} · benih {seed} · {n} ulangan",
        "sub": "{policy}, selisih terhadap: {baseline}. Garis putus-putus berarti tidak ada selisih.",
        "sub_alone": "{policy}",
        "year": "{measure}, tahun ke-{year}",
        "group": "{measure}, {group}",
        "lower": "rendah",
        "higher": "tinggi",
    },
}

UNITS: dict[str, dict[str, str]] = {
    "points": {"en": "points", "id": "poin"},
    "percent": {"en": "%", "id": "%"},
    "households": {"en": "households", "id": "rumah tangga"},
    "households/Rp billion": {"en": "households per Rp1 billion", "id": "rumah tangga per Rp1 miliar"},
    "Rp/person/month": {"en": "Rp a person and month", "id": "Rp per orang per bulan"},
    "groups": {"en": "groups", "id": "kelompok"},
    "deciles": {"en": "deciles", "id": "desil"},
    "1": {"en": "index", "id": "indeks"},
}
"""Units as charts name them."""


def say(key: str, lang: str, **filled: object) -> str:
    """A phrase with its places filled."""
    return WORDS[lang][key].format(**filled)
