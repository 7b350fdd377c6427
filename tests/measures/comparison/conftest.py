"""Values of measures made by hand."""

from collections.abc import Callable
from datetime import date

import pytest

from clearway.measures.months import first_day, last_day
from clearway.measures.values import MeasureValue
from clearway.stats import wilson

Make = Callable[..., MeasureValue]


@pytest.fixture
def share() -> Make:
    """A share of some people with its Wilson limits: `share("RHQ", 80, 100, "2025-03")`."""

    def made(area: str, within: float, total: float, month: str = "2025-03", **told: object) -> MeasureValue:
        lower, upper = wilson(within, total)
        held: dict[str, object] = {
            "measure": "CWT-62D", "area_type": "provider", "area": area, "area_name": f"Trust {area}",
            "period_start": first_day(month), "period_end": last_day(month), "numerator": within,
            "denominator": total, "value": within / total, "lower": float(lower), "upper": float(upper),
            "method": "Wilson score", "basis": "published", "release": "final", "publisher": "NHS England",
            "source_files": ("made.xlsx",), "as_at": date(2025, 5, 8),
        }  # fmt: skip
        return MeasureValue(**{**held, **told})  # type: ignore[arg-type]

    return made
