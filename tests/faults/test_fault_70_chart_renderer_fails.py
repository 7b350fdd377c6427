"""Fault 70: when the renderer of charts fails, the page still has its table, and says so."""

from decimal import Decimal

import pytest

from clearway.publications.charts import Band, DrawingBoard, WaitBands

CHART = WaitBands("Waits", "Most within.", (Band("to 62", Decimal(10), False),))


@pytest.mark.parametrize("failure", [RuntimeError("out of memory"), ImportError("no renderer"), OSError("gone")])
def test_fault_70_a_failing_renderer_leaves_a_notice_and_no_picture(failure: Exception) -> None:
    def fail(spec: dict[str, object]) -> str:
        raise failure

    drawing = DrawingBoard(render=fail).draw(CHART)
    assert drawing.wide == drawing.narrow == ""
    assert "table has the same figures" in drawing.notice


def test_fault_70_a_renderer_that_returns_rubbish_leaves_a_notice_too() -> None:
    assert DrawingBoard(render=lambda spec: "<html>").draw(CHART).notice
