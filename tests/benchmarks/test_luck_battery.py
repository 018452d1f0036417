"""What is piped into a battery is the addressed luck, and what the battery says is read right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import luck_battery
from mentas import luck

DIEHARDER = """#!/bin/sh
head -c 1000000 > /dev/null
cat << 'END'
#   dieharder version 3.31.1   #
        test_name   |ntup| tsamples |psamples|  p-value |Assessment
   diehard_birthdays|   0|       100|     100|0.55048100|  PASSED
       rgb_lagged_sum|   7|   1000000|     100|0.00000001|  FAILED
END
"""


@pytest.mark.parametrize("along", list(luck_battery.ALONG))
def test_the_words_are_those_of_the_addresses_in_order(along: str) -> None:
    per = luck_battery.ALONG[along][0]
    stream = luck.stream("work")
    out = np.empty(40, dtype=np.uint32)
    luck_battery.fill(per - 5, *luck_battery.ALONG[along], 1, stream, out)
    place = [divmod(k, per) for k in range(per - 5, per + 5)]
    month, replicate = ("months" in along), ("replicates" in along)
    expected = [luck.words(1, inner * replicate, stream, inner * month, id_) for id_, inner in place]
    assert out.reshape(-1, 4).tolist() == [[int(word) for word in four] for four in expected]


def test_a_failed_test_of_the_battery_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = tmp_path / "dieharder"
    fake.write_text(DIEHARDER)
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert luck_battery.main(["--tests", "0", "--out", str(tmp_path)]) == 1
    assert "2 p-values: {'PASSED': 1, 'FAILED': 1}" in capsys.readouterr().out
    assert '"n_tuple": 7' in (tmp_path / "luck_ids.json").read_text()


def test_without_a_battery_nothing_is_tested(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(luck_battery.shutil, "which", lambda name: None)
    assert luck_battery.main([]) == 0
    assert "not installed" in capsys.readouterr().out
