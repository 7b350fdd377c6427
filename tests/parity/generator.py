"""Seeded records that reach every corner of the rules: each rule, flag, exclusion and scenario many times over.

Two thirds are pathways as they happen, with something odd here and there; the rest are pushed into the rare corners.
The same seed gives the same records.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pyarrow as pa

from clearway.records.waiting_times import WaitingTimeRecord, schema
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations

ODD_DAYS = (date(2008, 12, 31), date(2020, 2, 29), date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 31))
EDGES = (-3, -1, 0, 1, 13, 14, 15, 24, 25, 27, 28, 29, 30, 31, 32, 37, 38, 39, 61, 62, 63, 104, 105)
FIRST_EVENTS, LATER_EVENTS = ("01", "01", "01", "07", "12"), ("02", "03", "05", "09", "11")
MODALITIES = ("01", "02", "03", "04", "05", "06", "07", "08", "13", "14", "19", "23", "23", "24", "97", "98", "77")
DIAGNOSES = (
    *(
        "C341",
        "c34.1",
        "C61",
        "C61X",
        "c61.x",
        "C509",
        "C187",
        " C18.7",
        "C443",
        "C44",
        "C629",
        "C910",
        "C92.0",
        "C951",
    ),
    *("C951", "D051", "D05", "D069", "D376", "C800", "C80", "C97", "Z031"),
)
MORPHOLOGIES = (None, "M80903", "m8090/3", "M8110/3", "M80703", "8090/3")
REFERRAL_TYPES = ("01", "02", "03", "05", "07", "08", "11", "12", "15", "16", "16", "17", "99")
SOURCES = ("03", "03", "03", "92", "05", "17")
OUTCOMES = ("01", "01", "02", "02", "03", "04", "09")
PAUSE_REASONS = ("PATIENT_CHOICE", "PATIENT_CHOICE", "EGG_HARVESTING", "MEDICAL", "NONE", None)
SITES = (
    *("RZA", "RZA01", "RZB", "RZC", "rza05", " RZB "),
    *("R1E", "R1E01", "RRE", "R1J", "RTQ", "RA3", "RA7", "RA301", "R1K", "NT202", "NT2", "R1G7E", "TAD", "8HK12"),
)
ITEMS_SOMETIMES_MISSING = (
    *("crtp_start", "date_first_seen", "org_first_seen", "fds_end_date", "fds_end_reason", "org_fds_end"),
    *("ctp_start_date", "treatment_start_date", "event_type", "modality", "icd10", "org_treatment", "care_setting"),
    *("referral_type", "priority_type", "source_of_referral", "pathway_id"),
)


class RecordGenerator:
    """Makes records one after another; `change_days` are the days on which a rule or an organisation changes."""

    def __init__(self, seed: int, change_days: tuple[date, ...]) -> None:
        self._random = Random(seed)
        self._change_days = change_days
        self._made = 0

    def record(self) -> WaitingTimeRecord:
        """The next record."""
        self._made += 1
        plain = self._pathway()
        corner = self._random.choice(CORNERS)
        return corner(self, plain) if self._random.random() < 0.4 else plain

    def _pathway(self) -> WaitingTimeRecord:
        """A whole pathway from referral to treatment, around a day that matters."""
        draw = self._random
        referred = self._day() - timedelta(days=draw.choice((0, 0, 14, 28, 45, 62)))
        seen = referred + timedelta(days=self._wait(10))
        decided = referred + timedelta(days=self._wait(35))
        treated = decided + timedelta(days=self._wait(20))
        if draw.random() < 0.35:
            treated = referred + timedelta(days=draw.choice(EDGES))
        is_first = draw.random() < 0.8
        urgent = draw.random() < 0.75
        record = WaitingTimeRecord(
            record_id=f"G{self._made:05}",
            pathway_id=f"P{draw.randrange(100_000)}",
            pathway_issuer=draw.choice(("RZA", "RZB", None)),
            priority_type="3" if urgent else draw.choice(("1", "2", "2")),
            source_of_referral=draw.choice(SOURCES),
            referral_type=draw.choice(REFERRAL_TYPES) if urgent else None,
            crtp_start=referred,
            date_first_seen=seen,
            org_first_seen=self._site(),
            fds_end_date=referred + timedelta(days=self._wait(25)),
            fds_end_reason=draw.choice(OUTCOMES),
            fds_exclusion_reason=draw.choice((None, "01", "02")),
            org_fds_end=self._site(),
            ctp_start_date=decided,
            treatment_start_date=treated,
            event_type=draw.choice(FIRST_EVENTS if is_first else LATER_EVENTS),
            modality=draw.choice(MODALITIES),
            care_setting=draw.choice(("01", "02", "03")),
            icd10=draw.choice(DIAGNOSES),
            morphology=draw.choice(MORPHOLOGIES),
            org_treatment=self._site(),
            age_at_referral=draw.choice((None, 9, 15, 16, 17, 64, 80)),
            patient_status=draw.choice((None, "14", "08", "11")),
            funding=draw.choice((None, "NHS_ENGLAND")),
            delay_ref_to_treat=draw.choice((None, "02")),
            delay_dtt_to_treat=draw.choice((None, "02")),
            delay_upgrade_to_treat=draw.choice((None, "02")),
            fds_delay_reason=draw.choice((None, "02")),
        )
        if draw.random() < 0.1:
            record = replace(record, **{draw.choice(ITEMS_SOMETIMES_MISSING): None})
        return self._shared(record) if draw.random() < 0.3 else record

    def _day(self) -> date:
        draw = self._random
        if draw.random() < 0.4:
            return draw.choice((*self._change_days, *ODD_DAYS)) + timedelta(days=draw.choice((-1, 0, 1)))
        first = draw.choice((date(2008, 6, 1), date(2018, 1, 1), date(2023, 10, 1), date(2023, 10, 1)))
        return first + timedelta(days=draw.randrange(900))

    def _wait(self, usual: int) -> int:
        draw = self._random
        return draw.choice(EDGES) if draw.random() < 0.4 else int(draw.expovariate(1 / usual))

    def _site(self) -> str:
        draw = self._random
        return draw.choice(SITES) if draw.random() < 0.4 else draw.choice(("RZA", "RZB"))

    def _shared(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Handed from one named trust to another, near the edges of both phases."""
        draw = self._random
        start = record.crtp_start or date(2024, 5, 1)
        handed_over = start + timedelta(days=draw.choice((5, 30, 37, 38, 39, 45)))
        treated = handed_over + timedelta(days=draw.choice((5, 20, 23, 24, 25, 32)))
        return replace(
            record,
            org_treatment="RZB",
            accountable_investigating_org=draw.choice(("RZA", "RZA05", "RZC", "RZB", "R1J")),
            transfer_date=handed_over,
            treatment_start_date=treated,
            ctp_start_date=treated - timedelta(days=10),
        )

    def routine_screening(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """From a screening programme, sometimes routine, sometimes upgraded too."""
        draw = self._random
        upgraded = record.crtp_start if draw.random() < 0.4 else None
        return replace(
            record,
            source_of_referral="17",
            priority_type=draw.choice(("1", "1", "2", "3")),
            consultant_upgrade_date=upgraded,
            org_upgrade=self._site(),
        )

    def upgrade(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Upgraded by a consultant before or after the first appointment; sometimes on an urgent referral."""
        draw = self._random
        upgraded = (record.crtp_start or date(2024, 6, 3)) + timedelta(days=draw.choice((0, 1, 7, 20)))
        seen = upgraded + timedelta(days=draw.choice((-4, 0, 1, 6)))
        return replace(
            record,
            priority_type=draw.choice(("1", "2", "3")),
            consultant_upgrade_date=upgraded,
            org_upgrade=draw.choice((self._site(), None)),
            date_first_seen=seen if draw.random() < 0.9 else None,
            org_first_seen=draw.choice((record.org_first_seen, None)),
            wta_first_seen=draw.choice((0, 5)),
        )

    def first_seen_pause(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """A missed first appointment, sometimes longer than the wait itself."""
        draw = self._random
        return replace(
            record,
            wta_first_seen=draw.choice((0, 1, 6, 9, 40, 120, -2)),
            wta_first_seen_reason=draw.choice(("3", "9", None)),
        )

    def treatment_pause(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Days off before treatment, by the person's choice or not, admitted or not."""
        draw = self._random
        return replace(
            record,
            wta_treatment=draw.choice((0, 1, 7, 14, 60, 200, -2)),
            wta_treatment_reason=draw.choice(PAUSE_REASONS),
            care_setting=draw.choice(("01", "03", "03", None)),
        )

    def several_transfers(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Two or three transfers and nobody named as accountable; slots may be left empty."""
        draw = self._random
        start = record.crtp_start or date(2024, 5, 1)
        received = [start + timedelta(days=sum(draw.choice((3, 9, 9, 20)) for _ in range(step))) for step in (1, 2, 3)]
        if draw.random() < 0.3:
            draw.shuffle(received)
        empty = draw.choice((0, 1, 2, 3, 3))
        slots = {}
        for place, day in enumerate(received, start=1):
            missing = draw.choice(("trust", "day", "both")) if place == empty else ""
            slots[f"ipt_{place}_referring"] = None if missing in ("trust", "both") else self._site()
            ends = ("RZB", "RZB", "RZB02", self._site()) if place > 1 else (self._site(), self._site(), "RZB", None)
            slots[f"ipt_{place}_receiving"] = draw.choice(ends)
            slots[f"ipt_{place}_received"] = None if missing in ("day", "both") else day
        if draw.random() < 0.5:
            slots |= {"ipt_1_referring": "RZA01", "ipt_1_receiving": "RZC", "ipt_1_received": received[0]}
            slots |= {"ipt_2_referring": "RZC", "ipt_2_receiving": "RZB", "ipt_2_received": received[1]}
        return replace(
            record,
            accountable_investigating_org=None,
            org_treatment="RZB",
            treatment_start_date=start + timedelta(days=draw.choice((30, 61, 62, 63, 80))),
            **slots,
        )

    def bad_transfer(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """A named accountable trust, but no usable transfer date."""
        draw = self._random
        edges = [None, record.crtp_start, record.treatment_start_date]
        day = draw.choice(edges)
        moved = day + timedelta(days=draw.choice((-1, 0, 1))) if day else None
        return replace(record, accountable_investigating_org="RZA", org_treatment="RZB", transfer_date=moved)

    def rare_cancer(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Children's, testicular and acute leukaemia pathways under the older rules, alone and shared."""
        draw = self._random
        referred = date(2018, 1, 1) + timedelta(days=draw.randrange(2100))
        treated = referred + timedelta(days=draw.choice((30, 31, 32, 61, 62, 63)))
        rare = replace(
            record,
            priority_type="3",
            source_of_referral="03",
            referral_type=draw.choice(("02", "05", "12", "16", "03")),
            age_at_referral=draw.choice((15, 16, 40, None)),
            icd10=draw.choice(("C629", "C62", "C91.0", "C910", "C920", "C959", "C950", "C349")),
            event_type="01",
            modality="02",
            crtp_start=referred,
            ctp_start_date=treated - timedelta(days=9),
            treatment_start_date=treated,
        )
        accountable = draw.choice((None, "RZC"))
        return replace(rare, accountable_investigating_org=accountable, transfer_date=referred + timedelta(days=20))

    def historic_share(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Two trusts before the six scenarios; a few named accountable trusts that do not matter yet."""
        draw = self._random
        referred = date(2017, 11, 1) + timedelta(days=draw.randrange(150))
        return replace(
            record,
            crtp_start=referred,
            treatment_start_date=referred + timedelta(days=draw.choice((40, 62, 63))),
            ctp_start_date=referred + timedelta(days=30),
            org_first_seen=draw.choice(("RZA", None)),
            org_treatment="RZB",
            accountable_investigating_org=draw.choice((None, "RZC")),
        )

    def not_ours(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Paid for elsewhere, died before treatment, closed by status, or the referral closed before being seen."""
        draw = self._random
        treated = record.treatment_start_date
        died = treated + timedelta(days=draw.choice((-1, 0, 1))) if treated else None
        return replace(
            record,
            icd10="C341",
            event_type="01",
            modality="23",
            **draw.choice(
                (
                    {"funding": "PRIVATE"},
                    {"funding": "NOT_ENGLISH_NHS"},
                    {"death_date": died},
                    {"death_date": died},
                    {"patient_status": "03"},
                    {"patient_status": "07"},
                    {"closure_reason": "DOWNGRADED"},
                    {"closure_reason": "WENT_PRIVATE"},
                )
            ),
        )

    def booked(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """The extract was made around the stops, so that some of them are only booked."""
        draw = self._random
        stops = (record.date_first_seen, record.fds_end_date, record.treatment_start_date)
        stop = next(filter(None, draw.sample(stops, 3)), date(2025, 4, 1))
        return replace(record, report_date=stop + timedelta(days=draw.choice((-1, 0, 1))))

    def skin(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Skin cancer with every tissue type and none, told that it is no cancer."""
        draw = self._random
        return replace(
            record,
            icd10=draw.choice(("C44", "C443", "c44.3")),
            morphology=draw.choice(MORPHOLOGIES),
            fds_end_reason=draw.choice(("01", "02")),
        )

    def same_treatment_twice(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """One of few pathways, so that first treatments repeat."""
        draw = self._random
        return replace(
            record,
            event_type="01",
            pathway_id=f"TWICE{draw.randrange(40)}",
            pathway_issuer=draw.choice(("RZA", None)),
            icd10=draw.choice(("C18.7", "C182", "C61", None)),
        )

    def non_specific(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Non-specific symptoms, around the day on which they joined the standards."""
        day = date(2023, 10, 1) + timedelta(days=self._random.choice((-40, -1, 0, 1, 40)))
        return replace(
            record,
            referral_type="17",
            priority_type="3",
            source_of_referral="03",
            crtp_start=day - timedelta(days=20),
            date_first_seen=day,
            fds_end_date=day,
            ctp_start_date=day,
            treatment_start_date=day,
        )

    def missing_item(self, record: WaitingTimeRecord) -> WaitingTimeRecord:
        """Two items missing, often the day of referral."""
        missing = self._random.sample(("crtp_start", "crtp_start", *ITEMS_SOMETIMES_MISSING), 2)
        return replace(record, **dict.fromkeys(missing))


CORNERS: tuple[Callable[[RecordGenerator, WaitingTimeRecord], WaitingTimeRecord], ...] = (
    RecordGenerator.routine_screening,
    RecordGenerator.upgrade,
    RecordGenerator.upgrade,
    RecordGenerator.first_seen_pause,
    RecordGenerator.treatment_pause,
    RecordGenerator.several_transfers,
    RecordGenerator.bad_transfer,
    RecordGenerator.rare_cancer,
    RecordGenerator.historic_share,
    RecordGenerator.not_ours,
    RecordGenerator.not_ours,
    RecordGenerator.booked,
    RecordGenerator.skin,
    RecordGenerator.same_treatment_twice,
    RecordGenerator.non_specific,
    RecordGenerator.missing_item,
)


def change_days(book: RuleBook, organisations: Organisations) -> tuple[date, ...]:
    """Every day on which a rule changes, and some on which a trust of `SITES` becomes another."""
    rules = {dated.applies_from for parameter in book.parameters.values() for dated in parameter.values}
    mergers = {row.applies_from for row in organisations.parent_table(SITES) if row.code in SITES}
    return tuple(sorted(day for day in rules | mergers if day.year > 1900))


def generated_table(count: int, seed: int, days: tuple[date, ...]) -> pa.Table:
    """That many records as a typed table."""
    generator = RecordGenerator(seed, days)
    return as_table([generator.record() for _ in range(count)])


def as_table(records: list[WaitingTimeRecord]) -> pa.Table:
    """Records as a typed table."""
    columns = {field.name: [getattr(record, field.name) for record in records] for field in schema()}
    return pa.table(columns, schema=schema())
