"""How the story says things: dates, days and the names of steps, in plain English."""

from datetime import date

from clearway.clocks.outcome import Route

STEP_WORDS = {
    "first seen": "first appointment",
    "told": "being told",
    "decision to treat": "decision to treat",
    "transfer": "transfer",
}
START_STEP_WORDS = {"31": "decision to treat"}
STOP_STEP_WORDS = {"2ww": "first appointment", "fds": "being told"}

START_WORDS = {
    Route.URGENT: "urgent suspected cancer referral received",
    Route.SCREENING: "urgent referral from a screening programme received",
    Route.BREAST_SYMPTOMATIC: "referral for breast symptoms, cancer not suspected, received",
    Route.UPGRADE: "a consultant upgraded the person to a suspected cancer pathway",
}

STOP_WORDS = {
    "2ww": "First seen",
    "fds": "Told, or treatment decided,",
    "31": "Treatment started",
    "62": "First treatment started",
}

CLOCK_TITLES = {
    "2ww": "Two week wait, referral to first seen",
    "fds": "28 days, referral to being told",
    "31": "31 days, decision to treat to treatment",
    "62": "62 days, referral to first treatment",
}


def long_date(day: date) -> str:
    """3 March 2025."""
    return f"{day.day} {day:%B %Y}"


def days(count: int) -> str:
    """1 day, 2 days."""
    return f"{count} day" if count == 1 else f"{count} days"


def step_between(clock: str, route: Route | None, begins: str, ends: str) -> str:
    """`first appointment to being told`: an interval of one clock by the events at its ends."""
    first = STEP_WORDS.get(begins) or START_STEP_WORDS.get(clock, "upgrade" if route is Route.UPGRADE else "referral")
    last = STEP_WORDS.get(ends) or STOP_STEP_WORDS.get(clock, "treatment")
    return f"{first} to {last}"


def at(trust: str) -> str:
    """` at TRUST`, or nothing when the trust is not recorded."""
    return f" at {trust}" if trust else ""
