"""The words groups are described with: kinds of groups and seats, who came, what a declared interest does."""

from enum import StrEnum


class GroupKind(StrEnum):
    """What a group is."""

    BOARD = "board"
    EXECUTIVE = "executive"
    WORKSTREAM = "workstream"
    EXPERT = "expert"
    ADVISORY = "advisory"
    OVERSIGHT = "oversight"
    COMMUNITY = "community"


class SeatKind(StrEnum):
    """From which side somebody sits in a group."""

    CHAIR = "chair"
    CLINICAL = "clinical"
    EXECUTIVE = "executive"
    COMMISSIONER = "commissioner"
    PRIMARY_CARE = "primary_care"
    PUBLIC_HEALTH = "public_health"
    NATIONAL = "national"
    EDUCATION = "education"
    RESEARCH = "research"
    PATIENT = "patient"
    VOLUNTARY = "voluntary"
    OFFICER = "officer"


class Presence(StrEnum):
    """Whether the holder of a seat came to a meeting."""

    PRESENT = "present"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class InterestEffect(StrEnum):
    """What a declared interest does to the holder's part in one item of an agenda."""

    TAKES_PART = "takes_part"
    DOES_NOT_DECIDE = "does_not_decide"
    LEAVES = "leaves"

    @property
    def is_counted(self) -> bool:
        """Whether the holder still counts towards the quorum of the item."""
        return self is InterestEffect.TAKES_PART


GROUP_WORDS: dict[GroupKind, str] = {
    GroupKind.BOARD: "Board",
    GroupKind.EXECUTIVE: "Executive group",
    GroupKind.WORKSTREAM: "Workstream",
    GroupKind.EXPERT: "Expert reference group",
    GroupKind.ADVISORY: "Advisory board",
    GroupKind.OVERSIGHT: "Oversight group",
    GroupKind.COMMUNITY: "Community of practice",
}
SEAT_WORDS: dict[SeatKind, str] = {
    SeatKind.CHAIR: "Chair",
    SeatKind.CLINICAL: "Hospital clinician",
    SeatKind.EXECUTIVE: "Provider executive",
    SeatKind.COMMISSIONER: "Commissioner",
    SeatKind.PRIMARY_CARE: "Primary care clinician",
    SeatKind.PUBLIC_HEALTH: "Public health",
    SeatKind.NATIONAL: "National or specialised body",
    SeatKind.EDUCATION: "Education and workforce",
    SeatKind.RESEARCH: "Research",
    SeatKind.PATIENT: "Patient or carer",
    SeatKind.VOLUNTARY: "Voluntary and community sector",
    SeatKind.OFFICER: "Officer of the alliance",
}
PRESENCE_WORDS: dict[Presence, str] = {
    Presence.PRESENT: "Present",
    Presence.DEPUTY: "A deputy came",
    Presence.APOLOGIES: "Apologies",
    Presence.ABSENT: "Absent",
}
EFFECT_WORDS: dict[InterestEffect, str] = {
    InterestEffect.TAKES_PART: "Noted; takes part and counts",
    InterestEffect.DOES_NOT_DECIDE: "Stays, does not decide, and does not count",
    InterestEffect.LEAVES: "Leaves for the item, and does not count",
}
