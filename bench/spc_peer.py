"""The same charts one by one with abspc, a Python package of the same method: `python -m bench.spc_peer SERIES POINTS`.

It runs in the environment of the peers, where Clearway is not.
"""

import json
import sys

import abspc
import pandas as pd

from bench.meter import Meter
from bench.spc_series import TARGET, series


def main(many: int, points: int) -> dict[str, object]:
    """Limits, rules and both icons of each series, as its documentation has them."""
    values = series(many, points)
    judged(values[0])
    meter = Meter.started()
    answers = [judged(row) for row in values]
    used = meter.read()
    outside, _, assured = zip(*answers, strict=True)
    return {"measured": used, "digest": f"{sum(outside)} outside, {assured.count('pass')} pass", "icons": len(assured)}


def judged(row: object) -> tuple[int, str, str]:
    """One series: points outside its limits, and its icons."""
    chart = abspc.calculate_control_limits(pd.DataFrame({"value": row}), "XmR")
    flagged = abspc.detect_special_causes(chart)
    variation = abspc.determine_variation_type(flagged, improvement_direction="high")
    assurance = abspc.determine_assurance_type(flagged, TARGET, improvement_direction="high")
    return int(flagged["rule1"].sum()), variation, assurance


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
