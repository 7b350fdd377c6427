"""Draw the pictures of docs/stats/process-control.md from invented figures: `python scripts/draw_spc_pictures.py`."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from html import escape
from pathlib import Path

import numpy as np

from clearway.publications.charts import (
    Annotation,
    Chart,
    DrawingBoard,
    assurance_icon,
    interrupted_line,
    variation_icon,
)
from clearway.publications.control_series import Rebase, judged
from clearway.stats.interrupted import interrupted
from clearway.stats.spc import (
    Assurance,
    ControlChart,
    Direction,
    Lengths,
    Variation,
    g_chart,
    p_chart,
    p_prime_chart,
    phases_from,
    t_chart,
    u_chart,
    xmr,
)

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
MONTHS = [date(2023 + place // 12, place % 12 + 1, 1) for place in range(30)]
CHANGED = date(2024, 4, 1)


def pictures() -> dict[str, Chart]:
    """Each picture by the name of its file."""
    rng = np.random.default_rng(4)
    shares = np.append(rng.normal(0.62, 0.025, 15), rng.normal(0.71, 0.02, 15))
    shares[5], shares[20] = 0.76, np.nan
    phases = phases_from(MONTHS, [CHANGED])
    small, large = rng.integers(18, 70, 30), rng.integers(3000, 6000, 30)
    level = np.clip(rng.normal(0.7, 0.03, 30), 0, 1)
    begun = [Rebase(CHANGED, "one-stop clinic, decided by the cancer board")]
    share = partial(_picture, direction=Direction.HIGHER, is_share=True)
    rare = partial(_picture, direction=Direction.HIGHER, is_share=False)
    return {
        "spc-xmr": share("62 days (invented figures)", xmr(shares), target=0.75),
        "spc-phases": share(
            "62 days, limits begun anew (invented figures)", xmr(shares, phases=phases), target=0.75, rebased=begun
        ),
        "spc-p": share("A small trust (invented figures)", p_chart(rng.binomial(small, 0.7), small)),
        "spc-p-prime": share(
            "A large alliance, Laney's limits (invented figures)", p_prime_chart(rng.binomial(large, level), large)
        ),
        "spc-u": _picture(
            "Events each 1,000 bed days (invented figures)",
            u_chart(rng.poisson(small * 0.12), small),
            direction=Direction.LOWER,
            is_share=False,
        ),
        "spc-t": rare(
            "Days between events (invented figures)", t_chart(np.append(rng.exponential(25, 28).round(), [160, 310]))
        ),
        "spc-g": rare(
            "Pathways between events (invented figures)",
            g_chart(np.append(np.random.default_rng(2).geometric(0.02, 29), 520)),
        ),
    }


def changed() -> Chart:
    """An interrupted series with three months left out."""
    rng = np.random.default_rng(6)
    values = np.append(0.66 - 0.001 * np.arange(16), 0.69 + 0.004 * np.arange(14)) + rng.normal(0, 0.012, 30)
    people = rng.integers(250, 400, 30)
    within = np.rint(values * people)
    left_out = np.isin(np.arange(30), (15, 16, 17))
    found = interrupted(within, 16, of=people, kind="share", left_out=left_out)
    shares = [float(share) for share in within / people]
    title = "Did it change? (invented figures)"
    return interrupted_line(title, MONTHS, shares, found, "clinic opened", is_share=True)


def _picture(
    title: str,
    chart: ControlChart,
    *,
    direction: Direction,
    is_share: bool,
    target: float | None = None,
    rebased: Sequence[Rebase] = (),
) -> Chart:
    found = judged(
        MONTHS,
        chart,
        direction=direction,
        target=[target] * len(MONTHS),
        rebased=rebased,
        lengths=Lengths(),
        is_share=is_share,
        is_monthly=True,
    )
    return found.picture(title, [Annotation(date(2023, 6, 1), "a campaign")] if target else [])


def icons() -> str:
    """All icons in one picture, each above its words."""
    shown = [(variation_icon(kind, 64), kind.words) for kind in Variation]
    shown += [(assurance_icon(kind, 64), kind.words) for kind in Assurance]
    rows = "".join(
        f'<g transform="translate({10 + place % 2 * 470},{10 + place // 2 * 74})">{icon}'
        f'<text x="76" y="38" font-family="Arial, sans-serif" font-size="14">{escape(words)}</text></g>'
        for place, (icon, words) in enumerate(shown)
    )
    height = 10 + 74 * -(-len(shown) // 2)
    start = f'<svg xmlns="http://www.w3.org/2000/svg" width="950" height="{height}" role="img"><title>The icons</title>'
    return f'{start}<rect width="950" height="{height}" fill="#ffffff"/>{rows}</svg>\n'


def main() -> None:
    """Write every picture."""
    board = DrawingBoard()
    for name, chart in (pictures() | {"interrupted": changed()}).items():
        (IMAGES / f"{name}.svg").write_text(board.draw(chart).wide + "\n", encoding="utf-8")
    (IMAGES / "spc-icons.svg").write_text(icons(), encoding="utf-8")


if __name__ == "__main__":
    main()
