"""What an evaluation was asked for, read from its address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from clearway.records.findings import Refused
from clearway.site.measures.asked import View

MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])$")
NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,4})?$")
LONGEST = 100
MOST_SETTLING = 6
OTHERS = "others"
CONTROLS = ("", OTHERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The state of the page. Empty text means "not said"; `begins` is the first month of the change.

    `hoped` is the number as it was typed, in percentage points of a share, else in the measure's unit; `size` the same
    as a number. `control` is "others": the other places of the kind together.
    """

    level: str = ""
    area: str = ""
    group: str = ""
    begins: str = ""
    hoped: str = ""
    settling: str = ""
    control: str = ""

    @property
    def view(self) -> View:
        """The measure, place and group that are looked at."""
        return View(level=self.level, area=self.area, group=self.group)

    @property
    def is_whole(self) -> bool:
        """Whether enough was said for an answer."""
        return bool(self.begins and self.hoped)

    @property
    def size(self) -> float:
        """The hoped change as a number."""
        return float(self.hoped)

    @property
    def months_settling(self) -> int:
        """Months from the change on that are left out."""
        return int(self.settling or 0)


FIELDS = {"from" if one.name == "begins" else one.name: one.name for one in fields(Asked)}
"""The names in the address, and what they are here."""


def read(parameters: Mapping[str, str]) -> Asked:
    """What an address asks for. Refused, saying what can be asked, for a month, number or choice that is none."""
    held = {name: parameters.get(key, "").strip() for key, name in FIELDS.items()}
    for key, name in FIELDS.items():
        if len(held[name]) > LONGEST:
            raise Refused(f"The {key} in the address is too long.", "Shorten it.", code="ASKED_TOO_LONG")
    held["hoped"] = held["hoped"].replace("−", "-").replace(" ", "+", 1) if held["hoped"] else ""
    if held["begins"] and not MONTH.match(held["begins"]):
        raise Refused(f"{held['begins']!r} is not a month.", "Choose one in the form.", code="NOT_A_MONTH")
    if held["hoped"] and not NUMBER.match(held["hoped"]):
        words = f"{held['hoped']!r} is not a number."
        raise Refused(words, "Write the hoped change as +3 or -2.5.", code="NOT_A_NUMBER")
    if held["settling"] and held["settling"] not in map(str, range(MOST_SETTLING + 1)):
        words = f"{held['settling']!r} months of settling cannot be left out."
        raise Refused(words, f"Choose from 0 to {MOST_SETTLING}.", code="SETTLING_UNKNOWN")
    if held["control"] not in CONTROLS:
        raise Refused(f"There is no control named {held['control']!r}.", "Choose in the form.", code="CONTROL_UNKNOWN")
    return Asked(**held)
