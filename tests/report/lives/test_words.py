"""A story in sentences, made by hand, in both languages."""

from __future__ import annotations

import re

import pytest

from mentas.report.lives.words import KINDS, TITLES, Teller
from mentas.studies.story import kinds
from report.lives import handmade

ENGLISH = [
    "A household of 4 in a village of Dusun Hilir: adults 2, children 2, aged 60 and more 0. A woman heads it. It"
    " has no business at the start. It starts in decile 1 of the region; nationally it is truly in decile 2, and "
    "the registry has it in decile 4.",
    "The same luck under both policies: months with an illness 1, months in which a business would lose part of "
    "its stock 2, months without a job 3.",
    "Under “Cash a”: it gets Rp2.4 million in 12 of 24 months (Cash bpnt Rp2.4 million). It never has a business. "
    "It is below the poverty line in 12 of 24 months. At the end it spends Rp1.9 million a month, 95% of its "
    "poverty line, in decile 1 of the region.",
    "Under “Cash b”: it gets Rp7 million in 2 of 24 months (Cash uep Rp5 million, Cash kube Rp2 million). It "
    "joins a group in April 2026. Its group falls apart in December 2026. The group pays it Rp700,000. It opens a"
    " business in May 2025. The business closes in August 2026. Its profit is Rp560,000 a month on average while "
    "it is open. Bad luck takes Rp1.5 million of its stock. It is below the poverty line in 4 of 24 months. It "
    "stands on its own (mentas) from October 2026. It falls back in January 2027. At the end it spends Rp3 "
    "million a month, 150% of its poverty line, in decile 4 of the region.",
    "At the end it spends Rp1.1 million a month more under “Cash b” than under “Cash a”.",
]

INDONESIAN = [
    "Rumah tangga dengan 4 anggota di perdesaan Dusun Hilir: 2 dewasa, 2 anak, 0 lansia (60 tahun ke atas). Kepala "
    "rumah tangganya perempuan. Pada awal simulasi rumah tangga ini tidak memiliki usaha. Semula berada di desil 1 "
    "wilayah; secara nasional sebenarnya di desil 2, sedangkan menurut DTSEN di desil 4.",
    "Kejadian acak yang sama dengan kedua kebijakan: sakit 1 bulan, kehilangan stok (bila ada usaha) 2 bulan, tanpa "
    "pekerjaan 3 bulan.",
    "Dengan “Cash a”: mendapat bantuan Rp2,4 juta dalam 12 dari 24 bulan (Cash bpnt Rp2,4 juta). Tidak pernah memiliki "
    "usaha. Berada di bawah garis kemiskinan dalam 12 dari 24 bulan. Pada akhir simulasi pengeluarannya Rp1,9 juta "
    "per bulan, 95% dari garis kemiskinannya, di desil 1 wilayah.",
    "Dengan “Cash b”: mendapat bantuan Rp7 juta dalam 2 dari 24 bulan (Cash uep Rp5 juta, Cash kube Rp2 juta). "
    "Bergabung dengan kelompok pada April 2026. Kelompoknya bubar pada Desember 2026. Bagi hasil dari kelompok: "
    "Rp700.000. Membuka usaha pada Mei 2025. Usahanya tutup pada Agustus 2026. Labanya rata-rata Rp560.000 per "
    "bulan selama usaha berjalan. Musibah menghilangkan stok senilai Rp1,5 juta. Berada di bawah garis kemiskinan "
    "dalam 4 dari 24 bulan. Mentas sejak Oktober 2026. Jatuh kembali ke bawah garis kemiskinan pada Januari 2027. "
    "Pada akhir simulasi pengeluarannya Rp3 juta per bulan, 150% dari garis kemiskinannya, di desil 4 wilayah.",
    "Pada akhir simulasi pengeluarannya dengan “Cash b” Rp1,1 juta per bulan lebih tinggi daripada dengan “Cash a”.",
]


@pytest.mark.parametrize(("lang", "expected"), [("en", ENGLISH), ("id", INDONESIAN)])
def test_a_paragraph_says_what_the_columns_say(lang, expected):
    assert Teller(handmade.stories(), lang).paragraph(handmade.story()) == expected


def test_both_languages_say_the_same_numbers():
    every = [handmade.story(kind, number) for number, kind in enumerate(TITLES)]
    told = handmade.stories(*every)
    for each in every:
        said = []
        for lang, point in (("en", "."), ("id", ",")):
            teller = Teller(told, lang)
            texts = [teller.like_it(each), *teller.paragraph(each), teller.finding(each)]
            found = re.findall(r"\d[\d.,]*\d|\d", " ".join(texts))
            said.append(sorted(re.sub(r"[.,]", lambda m, p=point: "." if m[0] == p else "", one) for one in found))
        assert said[0] == said[1]


def test_how_many_are_like_it_is_said_with_two_digits_and_not_of_one_that_was_asked_for_as_the_middle():
    told = Teller(handmade.stories(), "id")
    assert told.like_it(handmade.story()).endswith(
        "Satu dari sekitar 4.300 rumah tangga seperti ini di dunia simulasi ini (0,45% dari 957.057 rumah tangga); "
        "dipilih yang berada di tengah, bukan yang ekstrem."
    )
    assert (
        Teller(handmade.stories(), "en")
        .like_it(handmade.story(middle=False))
        .endswith("One of about 4,300 such households in this simulated world (0.45% of all 957,057).")
    )
    assert "4.300" not in told.like_it(handmade.story("", middle=False))


def test_every_kind_has_its_words():
    assert list(KINDS) == list(TITLES) == [*kinds.KINDS, ""]


def test_what_is_seen_is_said_with_both_ends():
    assert Teller(handmade.stories(), "en").finding(handmade.story()) == (
        "Cash a: 12 of 24 months below the poverty line, spending Rp1.9 million a month at the end. Cash b: 4 months, "
        "Rp3 million."
    )


def test_two_lives_that_end_alike_are_said_to():
    same = handmade.story(lives=(handmade.BASELINE, handmade.BASELINE))
    assert Teller(handmade.stories(), "en").paragraph(same)[-1] == "At the end it spends the same under both."


def test_a_business_that_comes_and_goes_and_a_shock_are_told():
    shop = handmade.life(open={0: 1, 2: 0, 5: 1, 9: 0, 12: 1}, jobless=1, profit=50_000)
    who = handmade.WHO | {"open": True, "jobless": True, "urban": True, "female_headed": False, "disabled": 1}
    shocks = ({"title": {"en": "The {flood}", "id": "{Banjir}"}, "month": 11, "months": 2},)
    told = handmade.story(lives=(shop, shop), who=who, shocks=shocks)
    text = " ".join(Teller(handmade.stories(), "en").paragraph(told))
    for said in (
        "It runs a business of its own at the start (food and drink).", "in a town of Dusun Hilir", "A man heads it.",
        "Members with a severe disability: 1.", "Its main earner is without a job at the start.",
        "The {flood} reaches its regency in January 2026.", "it gets nothing from any programme.",
        "It opens a business 2 times, first in July 2025.", "A business closes 2 times, last in November 2025.",
        "At the end its business is open.",
    ):  # fmt: skip
        assert said in text
