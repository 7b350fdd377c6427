"""Lines with fewer points: what is smaller than a picture can show is left out."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def simplified(line: Points, tolerance: float) -> Points:
    """A line of points (one row a point) with those left out that lie within `tolerance` of the line that remains.

    Its first and last points stay, so lines that meet still meet. A closed line keeps the point farthest from its
    start too.
    Source: Douglas and Peucker (1973), Cartographica 10:112.
    """
    if len(line) < 3:
        return line
    keep = np.zeros(len(line), dtype=np.bool_)
    keep[[0, -1]] = True
    stretches = [(0, len(line) - 1)]
    if (line[0] == line[-1]).all():
        farthest = int(((line - line[0]) ** 2).sum(axis=1).argmax())
        keep[farthest] = True
        stretches = [(0, farthest), (farthest, len(line) - 1)]
    while stretches:
        first, last = stretches.pop()
        if last - first < 2:
            continue
        distances = _distances(line[first + 1 : last], line[first], line[last])
        place = int(distances.argmax())
        if distances[place] > tolerance:
            middle = first + 1 + place
            keep[middle] = True
            stretches += [(first, middle), (middle, last)]
    return line[keep]


def _distances(points: Points, start: Points, end: Points) -> Points:
    """How far points lie from the straight line between two others, or from the one point where both are the same."""
    along = end - start
    length = float(np.hypot(along[0], along[1]))
    away = points - start
    if length == 0:
        return np.asarray(np.hypot(away[:, 0], away[:, 1]))
    return np.asarray(np.abs(away[:, 0] * along[1] - away[:, 1] * along[0]) / length)
