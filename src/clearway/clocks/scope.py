"""Which diagnoses, treatments and people the treatment standards are about (rules SCOPE-1 to SCOPE-5, FDT-2)."""

from clearway.clocks.named_codes import METASTATIC_KNOWN_PRIMARY, NHS_ENGLAND, SKIN_CANCER
from clearway.clocks.outcome import NotCounted
from clearway.clocks.rules import RulesOnDay
from clearway.records.waiting_times import WaitingTimeRecord


def plain_icd10(code: str | None) -> str:
    """An ICD-10 code without dot and in capitals: `c61.x` reads `C61X`."""
    return (code or "").replace(".", "").strip().upper()


def plain_morphology(code: str | None) -> str:
    """A morphology code without slash and in capitals: `m8090/3` reads `M80903`."""
    return (code or "").replace("/", "").strip().upper()


def is_first_treatment(record: WaitingTimeRecord, rules: RulesOnDay) -> bool | None:
    """Whether the event type names a first treatment (D31-2); None when it is missing or unknown."""
    event = rules.code("event_type", record.event_type)
    if event is None:
        return None
    if record.event_type == METASTATIC_KNOWN_PRIMARY:
        return bool(rules["event_12_is_first"])
    return event.group == "first"


def outside_diagnosis(record: WaitingTimeRecord, rules: RulesOnDay) -> NotCounted | None:
    """Why the diagnosis is outside the 31- and 62-day standards, or None when it is inside (SCOPE-1, SCOPE-2)."""
    icd10 = plain_icd10(record.icd10)
    if not icd10:
        return NotCounted("NO_DIAGNOSIS", "SCOPE-1")
    if rules.code("icd10_scope", icd10[:3]) is None:
        return NotCounted("OUT_OF_SCOPE_DIAGNOSIS", "SCOPE-1")
    if icd10[:3] == SKIN_CANCER and rules.code("bcc_morphology", plain_morphology(record.morphology)):
        return NotCounted("BASAL_CELL", "SCOPE-2")
    return None


def outside_commissioning(record: WaitingTimeRecord) -> NotCounted | None:
    """Why the treatment is not the English NHS's to count, or None (SCOPE-4)."""
    if record.funding and record.funding != NHS_ENGLAND:
        return NotCounted("NOT_NHS_ENGLAND", "SCOPE-4")
    if record.death_date and record.treatment_start_date and record.death_date < record.treatment_start_date:
        return NotCounted("DIED_BEFORE_TREATMENT", "SCOPE-4")
    return None


def is_booking(record: WaitingTimeRecord, stop: object) -> bool:
    """Whether a stop lies after the day the extract was made, so that it has not happened yet (OPEN-2)."""
    return record.report_date is not None and stop is not None and stop > record.report_date  # type: ignore[operator]
