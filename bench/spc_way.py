"""XmR charts with rules and icons of many series by Clearway: `python -m bench.spc_way SERIES POINTS`."""

import json
import sys

import numpy as np

from bench.meter import Meter
from bench.spc_series import TARGET, series
from clearway.stats.arrays import Floats
from clearway.stats.spc import EXACT_FACTOR, ControlChart, assurance, special_causes, variation, xmr
from clearway.stats.spc.rules import Causes


def main(many: int, points: int) -> dict[str, object]:
    """Limits, the rule that names each point, and both icons of each series."""
    values = series(many, points)
    variation(*judged(values[:1]), "higher")
    meter = Meter.started()
    chart, causes = judged(values)
    icons = variation(chart, causes, "higher")
    assured = assurance(chart, TARGET, "higher")
    used = meter.read()
    outside, passes = np.isin(causes, (1, 2)).sum(), (assured == "consistent_pass").sum()
    return {"measured": used, "digest": f"{outside} outside, {passes} pass", "icons": len(icons)}


def judged(values: Floats) -> tuple[ControlChart, Causes]:
    """Chart and causes, unscreened as the peer has them."""
    chart = xmr(values, screened=False, limit_factor=EXACT_FACTOR)
    return chart, special_causes(chart)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
