"""What `clearway measure` prints for a person, from an answer made by hand."""

from dataclasses import replace
from datetime import date

import pytest
from tests.measures.comparison.conftest import Make, share

from clearway.cli.commands.measure import print_answer
from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import peers_of
from clearway.publications.measure_answer import MeasureAnswer

__all__ = ["share"]

SIXTY_TWO = load_catalogue()["CWT-62D"]
MAY = date(2025, 5, 31)


def test_a_label_stands_beside_the_period_that_was_compared_and_no_other(
    share: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    march = (share("RFF", 90, 100, "2025-03"), share("RHQ", 300, 400, "2025-03"))
    newer = replace(march[1], period_start=MAY.replace(day=1), period_end=MAY)
    peers = peers_of(march, SIXTY_TWO, benchmark=0.5, benchmark_name="England")
    print_answer(MeasureAnswer(SIXTY_TWO, "provider", "", (*march, newer), (), "made", peers=peers))
    first, second = (line for line in capsys.readouterr().out.splitlines() if "2025:" in line)
    assert "Mar 2025" in first
    assert "· better ·" in first
    assert "May 2025" in second
    assert "better" not in second
