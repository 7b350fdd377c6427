"""Codes that a record carries for what a person has and gets: diagnosis, tissue type, modality, event, care setting."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from clearway.demo.arrays import Ints, Random, Text, choose
from clearway.demo.assumptions import assumed
from clearway.demo.axes import CANCER_TYPES, MODALITY_GROUPS, REFERRAL_TYPES, ROUTE_KEYS, SCREENING

DRUGS = MODALITY_GROUPS.index("Anti-cancer drug regimen")
HORMONE = "03"
UNKNOWN_PRIMARY, METASTATIC_UNKNOWN = "C80", "07"


def diagnosis_codes(rng: Random, cancer_type: Ints) -> Text:
    """An ICD-10 code of each person's cancer type."""
    types = assumed("diagnosis")["types"]
    return _by_kind(rng, cancer_type, [types[name]["icd10"] for name in CANCER_TYPES])


def tissue_types(rng: Random, icd10: Text) -> Text:
    """Morphology, recorded for skin cancers only: squamous for C44, melanoma for C43, empty elsewhere."""
    shares = assumed("diagnosis")
    three = icd10.astype("U3")
    return np.select(
        [three == "C44", three == "C43"],
        [choose(rng, shares["squamous"], len(icd10)), choose(rng, shares["melanoma"], len(icd10))],
        "",
    )


def referral_types(rng: Random, cancer_type: Ints, route: Ints) -> Text:
    """What was suspected when somebody was referred who has this cancer; empty where the route has no such code."""
    types = assumed("diagnosis")["types"]
    urgent = _by_kind(rng, cancer_type, [types[name]["suspected"] for name in CANCER_TYPES])
    screened = _by_kind(rng, cancer_type, [types[name]["screening"] for name in CANCER_TYPES])
    return np.select([route == 0, route == 1, route == SCREENING], [urgent, "16", screened], "")


def modality_codes(rng: Random, kind: Ints, cancer_type: Ints) -> Text:
    """A modality code of each kind of treatment; among drugs, hormones lead for some cancer types."""
    shares = assumed("diagnosis")
    codes = _by_kind(rng, kind, [shares["modality"][name] for name in MODALITY_GROUPS])
    hormone_share = np.array([shares["hormones"].get(name, 0.0) for name in CANCER_TYPES])[cancer_type]
    return np.where((kind == DRUGS) & (rng.random(len(kind)) < hormone_share), HORMONE, codes)


def care_settings(rng: Random, kind: Ints) -> Text:
    """Where treatment of this kind was given."""
    shares = assumed("diagnosis")["care_setting"]
    return _by_kind(rng, kind, [shares[name] for name in MODALITY_GROUPS])


def first_events(rng: Random, icd10: Text) -> Text:
    """The event type of a first treatment: 07 when the primary is unknown, else mostly 01."""
    events = {code: share for code, share in assumed("diagnosis")["first_event"].items() if code != METASTATIC_UNKNOWN}
    return np.where(icd10.astype("U3") == UNKNOWN_PRIMARY, METASTATIC_UNKNOWN, choose(rng, events, len(icd10)))


def referral_sources(rng: Random, route: Ints) -> Text:
    """Who referred somebody on this route."""
    sources = assumed("volumes")["sources"]
    return _by_kind(rng, route, [sources[name] for name in ROUTE_KEYS])


def suspected_index(referral_type: Text) -> Ints:
    """The place of each referral type code among the printed labels of what was suspected."""
    order = np.argsort(np.array(REFERRAL_TYPES))
    return order[np.searchsorted(np.array(REFERRAL_TYPES)[order], referral_type)].astype(np.int64)


def _by_kind(rng: Random, kind: Ints, tables: list[Mapping[str, Any]]) -> Text:
    """A code for each entry, drawn from the table of its kind."""
    codes = np.empty(len(kind), dtype="U6")
    for place, table in enumerate(tables):
        own = kind == place
        codes[own] = choose(rng, table, int(own.sum()))
    return codes
