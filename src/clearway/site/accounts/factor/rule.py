"""The rules about second steps that a deployment can choose from. Read by the settings, so nothing of Django here."""

from collections.abc import Mapping
from enum import StrEnum

from clearway.records.findings import Refused

VARIABLE = "CLEARWAY_SECOND_STEP"


class SecondStep(StrEnum):
    """The rules that a deployment can choose from."""

    BY_ROLE = "by-role"
    EVERYBODY = "everybody"
    OWN_CHOICE = "own-choice"


def chosen_rule(environment: Mapping[str, str]) -> SecondStep:
    """The rule that the environment names: by role when it names none. Refused when there is no such rule."""
    named = environment.get(VARIABLE, "") or SecondStep.BY_ROLE
    if named not in list(SecondStep):
        raise Refused(
            f"{VARIABLE} is {named!r}; there is no such rule.",
            f"Choose one of: {', '.join(SecondStep)}.",
            code="SECOND-STEP-RULE",
        )
    return SecondStep(named)
