"""Months of records of one trust, alike but for what a test changes."""

from calendar import monthrange
from collections.abc import Mapping, Sequence

from tests.intake.builders import GOOD_RECORD

MONTHS = ("2024-10", "2024-11", "2024-12", "2025-01", "2025-02")


def month_of_records(month: str, people: int = 60, **changes: str) -> list[dict[str, str]]:
    """So many people of Barnsley who were first seen, told and treated in one month; every fifth has skin cancer."""
    return [
        {
            **GOOD_RECORD,
            "record_id": f"{month}-{number}",
            "pathway_id": f"P{month}-{number}",
            "pathway_issuer": "RFF",
            "nhs_number": "",
            "crtp_start": f"{month}-01",
            "date_first_seen": f"{month}-05",
            "fds_end_date": f"{month}-12",
            "ctp_start_date": f"{month}-14",
            "treatment_start_date": f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]}",
            "icd10": "C44" if number % 5 == 0 else "C341",
            "modality": ("23", "02", "05")[number % 3],
            **dict.fromkeys(("org_first_seen", "org_fds_end", "org_treatment"), "RFF"),
            **changes,
        }
        for number in range(people)
    ]


def whole_months(months: Sequence[str] = MONTHS, people: int = 60, **changes: str) -> list[Mapping[str, str]]:
    """Several months one after another."""
    return [record for month in months for record in month_of_records(month, people, **changes)]
