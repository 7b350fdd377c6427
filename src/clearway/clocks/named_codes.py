"""Codes with a meaning of their own in the rules: named once here, for the plain functions and for the SQL alike."""

SCREENING_SOURCE = "17"
"""Source of referral: a national screening programme."""

ROUTINE = "1"
URGENT_SUSPECTED_CANCER = "3"
"""Priority types."""

CHILDREN = "02"
BREAST_SYMPTOMS = "16"
NON_SPECIFIC_SYMPTOMS = "17"
"""Referral types."""

FIRST_DEFINITIVE = "01"
METASTATIC_KNOWN_PRIMARY = "12"
"""Event types."""

CHEMORADIOTHERAPY = "04"
ACTIVE_MONITORING = "08"
ENABLING_SURGERY = "24"
"""Modalities."""

SKIN_CANCER = "C44"
TESTICULAR_CANCER = "C62"
"""Diagnoses, first three characters."""

RULED_OUT = "02"
EXCLUDED = "03"
"""Faster diagnosis end reasons."""

NO_NEW_CANCER = "03"
NO_TREATMENT_PLANNED = "07"
"""Patient statuses that close the 62-day pathway."""

PATIENT_CHOICE = "PATIENT_CHOICE"
NO_TREATMENT_ADJUSTMENT = "NONE"
NO_FIRST_SEEN_ADJUSTMENT = "9"
"""Adjustment reasons."""

NHS_ENGLAND = "NHS_ENGLAND"
"""Funding that counts."""

MISSING_TYPE = "Missing or Invalid"
OTHER_TYPE = "Other (a)"
"""Published cancer types for a code that no table holds."""


def named_codes() -> dict[str, str]:
    """Every named code by its name in lower case, as the SQL writes it: `named_code.screening_source`."""
    return {name.lower(): code for name, code in globals().items() if name.isupper() and isinstance(code, str)}
