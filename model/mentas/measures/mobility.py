"""Who leaves poverty for good, who falls back, and how far households climb."""

from __future__ import annotations

from mentas.measures.catalogue import EVERY, WITHIN, Groups, measure
from mentas.measures.snapshot import Ratio, Snapshot, ratio


@measure(unit="households", better="higher", adds="sum", kinds=EVERY, en="Households mentas", id="Rumah tangga mentas")
def mentas(now: Snapshot) -> Groups:
    """Households that started poor and have once stood 24 months above the line without transfers. Many rise with no
    programme at all: only the difference to another scenario is due to policy."""
    return now.mentas


@measure(
    unit="households",
    better="higher",
    adds="sum",
    kinds=EVERY,
    en="Households mentas that have not fallen back",
    id="Rumah tangga mentas yang bertahan",
)
def mentas_kept(now: Snapshot) -> Groups:
    """Households mentas that have not been below the line without transfers since."""
    return now.households((now.h.mentas != 0) & (now.h.fell_back == 0))


@measure(
    unit="share",
    better="higher",
    adds="ratio",
    kinds=EVERY,
    en="Households mentas, of those that started poor",
    id="Persentase rumah tangga mentas dari yang semula miskin",
)
def mentas_share(now: Snapshot) -> Ratio:
    """Share of the households below the line without transfers at the start that have become mentas since."""
    return ratio(now.mentas, now.households(now.h.started_poor))


@measure(
    unit="share",
    better="lower",
    adds="ratio",
    kinds=EVERY,
    en="Fell back, of households mentas",
    id="Persentase rumah tangga mentas yang jatuh kembali",
)
def fell_back(now: Snapshot) -> Ratio:
    """Share of households mentas that have since fallen below the line without transfers, even if they rose again."""
    return ratio(now.households(now.h.fell_back), now.mentas)


@measure(
    unit="deciles",
    better="higher",
    adds="ratio",
    kinds=WITHIN,
    en="Mean climb of the bottom four deciles, anchored at the start's cuts",
    id="Rata-rata kenaikan empat desil terbawah, batas tetap",
)
def decile_climb_anchored(now: Snapshot) -> Ratio:
    """Deciles by which households of the region's bottom four deciles at the start stand higher against the cuts of the
    start in real terms: everyone can rise. Groups by decile stand for themselves. The poorest can only rise, so part
    of the climb is luck evening out."""
    climb = now.anchored_decile - now.h.baseline_decile
    return ratio(now.households(climb, poorest=True), now.households(poorest=True))


@measure(
    unit="deciles",
    better="higher",
    adds="ratio",
    kinds=WITHIN,
    en="Mean climb of the bottom four deciles, re-ranked",
    id="Rata-rata kenaikan empat desil terbawah, peringkat ulang",
)
def decile_climb_reranked(now: Snapshot) -> Ratio:
    """Deciles by which households of the region's bottom four deciles at the start stand higher among everyone today: a
    rise is someone else's fall. Groups by decile stand for themselves."""
    climb = now.h.provincial_decile - now.h.baseline_decile
    return ratio(now.households(climb, poorest=True), now.households(poorest=True))
