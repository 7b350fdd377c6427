"""The picture of a structure: every body once, nothing outside the picture, nothing of a name taken for markup."""

import re
import xml.etree.ElementTree as Tree

import pytest

from clearway.planning.groups.structure import Body, placed
from clearway.publications.charts.chart import Width
from clearway.publications.structure import picture

BODIES = [
    Body("o", "A body outside <the> alliance & more", "Outside the alliance", is_outside=True),
    Body("1", "Board", "Board", "o", "/groups/1"),
    Body("2", "A workstream with a name that is much too long for one line of a telephone", "Workstream", "1"),
]


@pytest.mark.parametrize("width", list(Width))
def test_every_body_is_drawn_once_within_the_picture_and_its_name_is_only_text(width):
    drawn = picture("Structure", "Who answers to whom.", placed(BODIES), width)
    root = Tree.fromstring(drawn)
    boxes = [one for one in root.iter() if one.tag.endswith("rect")]
    assert len(boxes) == len(BODIES)
    assert all(float(one.get("x")) + float(one.get("width")) <= width.value for one in boxes)
    bottom = max(float(one.get("y")) + float(one.get("height")) for one in boxes)
    assert bottom <= float(root.get("height"))
    assert "A body outside <the>" in "".join(root.itertext())
    assert len(re.findall("<path", drawn)) == 2


def test_a_box_leads_to_its_page_and_one_outside_is_told_apart_without_colour():
    drawn = picture("Structure", "", placed(BODIES), Width.WIDE)
    assert drawn.count('<a href="/groups/1">') == 1
    assert drawn.count("stroke-dasharray") == 1
