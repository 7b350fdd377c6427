"""The same series as a control chart: limits from before the change, and a new phase from it."""

from dataclasses import dataclass

import numpy as np

from clearway.evaluation.layout import Layout
from clearway.evaluation.series import MonthlySeries
from clearway.stats.spc import SpecialCause, XmR, is_high, special_causes, xmr


@dataclass(frozen=True, eq=False, slots=True)
class PhaseView:
    """Single values with limits. `chart` has a new phase from the change; `judged` carries the limits of before on.

    `higher` and `lower` are how many months since the change the rules flag on either side of those limits' mean. No
    months of settling or of the pandemic set a limit. A trend that was there before is flagged too: the chart describes
    and the model answers.
    """

    chart: XmR
    judged: XmR
    mean_before: float
    mean_since: float
    since: int
    higher: int
    lower: int


def phase_view(series: MonthlySeries, layout: Layout) -> PhaseView:
    """The control chart of a series about a change, by the rules of Making Data Count (`clearway.stats.spc`)."""
    shown = series.shown
    place = np.arange(shown.size)
    is_after = place >= layout.changed_at
    chart = xmr(shown, phases=is_after.astype(np.intp), left_out=~layout.used)
    judged = xmr(shown, left_out=~layout.used | is_after)
    causes = np.where(is_after & layout.used, special_causes(judged), SpecialCause.COMMON)
    is_special = (causes != SpecialCause.COMMON) & (causes != SpecialCause.MISSING)
    high = is_high(causes)
    before, since = (shown[layout.used & side] for side in (~is_after, is_after))
    return PhaseView(
        chart,
        judged,
        float(before.mean()),
        float(since.mean()) if since.size else float("nan"),
        int(since.size),
        int((is_special & high).sum()),
        int((is_special & ~high).sum()),
    )
