"""The same position as `measures.from_records`, in the pandas that a good analyst would write: whole columns, no loops.

Twice: with every rule and code looked up in dated tables, as the product does it (`dated`), and with the rules written
into the code as they stand from April 2018 on (`constant`: faster, and to be written again when a rule changes).
Run by a Python that has pandas: `python -m bench.pandas_position dated|constant FILE TABLES`.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bench.meter import Meter
from bench.needed_columns import COLUMNS, TRANSFER_COLUMNS
from bench.pandas_rules import Constant, Dated

Rules = Constant | Dated
DATES = [name for name in COLUMNS if name.endswith(("_date", "_start")) or name == "date_first_seen"]
FORMER_31 = {
    "Surgery": "31_SUB_SURGERY",
    "Anti-cancer drug regimen": "31_SUB_DRUG",
    "Radiotherapy": "31_SUB_RADIO",
}
FORMER_62 = {
    "USC": "62_GP",
    "SCREENING": "62_SCREENING",
    "UPGRADE": "62_UPGRADE",
    "BREAST_SYMPTOMATIC": "62_COMBINED",
}
ROUTES = {
    "USC": "Urgent Suspected Cancer",
    "SCREENING": "Screening",
    "UPGRADE": "Consultant Upgrade",
    "BREAST_SYMPTOMATIC": "Breast Symptomatic",
}
KEYS = ["standard", "standard_key", "month", "provider", "cancer_type", "stage_route"]


def position(path: Path, rules: Rules) -> pd.DataFrame:
    """Every cell: counts, the median and the 90th centile."""
    records = pd.read_parquet(path, columns=[*COLUMNS, *TRANSFER_COLUMNS])
    for name in (*DATES, "ipt_1_received", "ipt_2_received"):
        records[name] = pd.to_datetime(records[name])
    parts = [first_seen(records, rules), told(records, rules), treated(records, rules)]
    return pd.concat([cells(part) for part in parts if len(part)])


def first_seen(records: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The two week wait until September 2023."""
    kept = records[
        records["date_first_seen"].notna()
        & (records["priority_type"] == "3")
        & ~(records["source_of_referral"] == "17")
        & records["crtp_start"].notna()
        & ~(records["date_first_seen"] > records["report_date"])
        & records["closure_reason"].isna()
        & ~(records["referral_type"] == "17")
    ]
    seen_on = kept["date_first_seen"]
    is_breast = kept["referral_type"] == "16"
    in_force = np.where(
        is_breast, rules.rule("two_week_breast_in_force", seen_on), rules.rule("two_week_in_force", seen_on)
    ).astype(bool)
    kept, seen_on, is_breast = kept[in_force], seen_on[in_force], is_breast[in_force]
    raw = (seen_on - kept["crtp_start"]).dt.days
    days = raw - kept["wta_first_seen"].clip(lower=0)
    is_within = (raw >= 0) & (days >= 0) & (days <= rules.rule("two_week_days", seen_on))
    key = np.where(is_breast, "2WW_BREAST", "2WW")
    return counted("2ww", key, seen_on, rules.trust(kept["org_first_seen"], seen_on), None, None, days, is_within)


def told(records: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The faster diagnosis standard."""
    is_screening = records["source_of_referral"] == "17"
    kept = records[
        ((records["priority_type"] == "3") | is_screening)
        & records["crtp_start"].notna()
        & records["fds_end_date"].notna()
        & ~(records["fds_end_date"] > records["report_date"])
        & records["closure_reason"].isna()
    ]
    told_on, referred_on = kept["fds_end_date"], kept["crtp_start"]
    is_screening = kept["source_of_referral"] == "17"
    needs_urgent = rules.rule("screening_needs_urgent", told_on)
    is_vague = (kept["referral_type"] == "17") & ~is_screening
    is_counted = (
        ~(is_screening & (kept["priority_type"] == "1") & needs_urgent)
        & (rules.code("fds_end_reason", kept["fds_end_reason"], told_on) == "counts")
        & rules.rule("fds_in_force", referred_on)
        & ~(is_vague & ~rules.rule("non_specific_symptoms_in_fds", told_on).fillna(False))
    )
    kept, told_on, referred_on = kept[is_counted], told_on[is_counted], referred_on[is_counted]
    stop = told_on.where(~(kept["ctp_start_date"] < told_on), kept["ctp_start_date"])
    raw = (stop - referred_on).dt.days
    days = raw - kept["wta_first_seen"].clip(lower=0)
    route = np.select(
        [kept["source_of_referral"] == "17", kept["referral_type"] == "16"],
        ["Screening", "Breast Symptomatic"],
        "Urgent Suspected Cancer",
    )
    cancer = rules.code("referral_type", kept["referral_type"], told_on).fillna("Missing or Invalid")
    is_within = (raw >= 0) & (days >= 0) & (days <= rules.rule("fds_days", told_on))
    return counted("28", "FDS", told_on, rules.trust(kept["org_fds_end"], told_on), cancer, route, days, is_within)


def treated(records: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The 31- and the 62-day standards, the latter once for each trust that holds a share."""
    kept = records[
        records["treatment_start_date"].notna() & ~(records["treatment_start_date"] > records["report_date"])
    ].copy()
    on = kept["treatment_start_date"]
    kept["diagnosis"] = kept["icd10"].fillna("").str.replace(".", "").str.strip().str.upper()
    kept["site"] = kept["diagnosis"].str[:3]
    morphology = kept["morphology"].fillna("").str.replace("/", "").str.strip().str.upper()
    kept["group"] = rules.code("modality", kept["modality"], on).fillna("Other")
    event = rules.code("event_type", kept["event_type"], on)
    kept["is_first"] = np.where(kept["event_type"] == "12", rules.rule("event_12_is_first", on), event == "first")
    in_scope = (
        rules.code("icd10_scope", kept["site"], on, "list_name").notna()
        & ~((kept["site"] == "C44") & rules.code("bcc_morphology", morphology, on, "list_name").notna())
        & ~(kept["funding"].notna() & (kept["funding"] != "NHS_ENGLAND"))
        & ~(kept["death_date"] < on)
        & kept["modality"].notna()
        & (kept["group"] != "not_a_treatment")
        & event.notna()
        & kept["ctp_start_date"].notna()
    )
    kept, on = kept[in_scope], on[in_scope]
    is_refused = (
        (kept["wta_treatment_reason"] == "PATIENT_CHOICE")
        & rules.rule("admitted_only_patient_choice", on)
        & (rules.code("care_setting", kept["care_setting"], on) != "admitted").fillna(True)
    )
    kept["paused"] = kept["wta_treatment"].clip(lower=0).where(~is_refused, 0)
    kept["provider"] = rules.trust(kept["org_treatment"], on).fillna("")
    kept["cancer_type"] = rules.code("cancer_type_31_62", kept["site"], on, "label").fillna("Other (a)")
    return pd.concat([thirty_one_day(kept, on, rules), *sixty_two_day(kept[kept["is_first"].astype(bool)], rules)])


def thirty_one_day(kept: pd.DataFrame, on: pd.Series, rules: Rules) -> pd.DataFrame:
    """Decision to treat to treatment."""
    in_31 = (
        kept["is_first"].astype(bool)
        | ~kept["group"].isin(["Other", "Radiotherapy"])
        | ((kept["group"] == "Other") & rules.rule("subsequent_other_in_31", on))
        | ((kept["group"] == "Radiotherapy") & rules.rule("subsequent_radiotherapy_in_31", on))
    )
    kept, on = kept[in_31], on[in_31]
    is_after = kept["ctp_start_date"] > on
    raw = (on - kept["ctp_start_date"]).dt.days.where(~is_after, 0)
    paused = kept["paused"].where(~is_after, 0)
    former = kept["group"].map(FORMER_31).fillna("31_COMBINED")
    is_first = kept["is_first"].astype(bool)
    key = np.select([rules.rule("combined_standards", on), is_first], ["31_COMBINED", "31_FIRST"], former)
    is_within = (paused <= raw) & (raw - paused <= rules.rule("d31_days", on))
    stage = np.where(is_first, "First Treatment", "Subsequent Treatment")
    return counted("31", key, on, kept["provider"], kept["cancer_type"], stage, raw - paused, is_within)


def sixty_two_day(kept: pd.DataFrame, rules: Rules) -> list[pd.DataFrame]:
    """Route, start, both pauses, rare cancers, and the two trusts' shares by the six scenarios."""
    on = kept["treatment_start_date"]
    is_screening = kept["source_of_referral"] == "17"
    is_urgent, is_breast = kept["priority_type"] == "3", kept["referral_type"] == "16"
    is_routine = (kept["priority_type"] == "1") & rules.rule("screening_needs_urgent", on)
    is_vague = (kept["referral_type"] == "17") & ~rules.rule("non_specific_symptoms_in_62", on)
    upgraded_on, seen_on = kept["consultant_upgrade_date"], kept["date_first_seen"]
    choices = [is_screening & ~is_routine, upgraded_on.notna(), is_breast, is_urgent & ~is_vague]
    route = pd.Series(np.select(choices, ["SCREENING", "UPGRADE", "BREAST_SYMPTOMATIC", "USC"], ""), index=kept.index)
    start = kept["crtp_start"].where(route != "UPGRADE", upgraded_on)
    is_counted = (
        ~kept["patient_status"].isin(["03", "07"])
        & kept["closure_reason"].isna()
        & (route != "")
        & ~((route == "BREAST_SYMPTOMATIC") & ~rules.rule("breast_symptomatic_in_62", on))
        & start.notna()
        & ((route == "UPGRADE") | kept["org_first_seen"].notna())
    )
    kept, on, route, start = kept[is_counted], on[is_counted], route[is_counted], start[is_counted]
    upgraded_on, seen_on = upgraded_on[is_counted], seen_on[is_counted]
    is_upgrade = route == "UPGRADE"
    seen_pause = kept["wta_first_seen"].clip(lower=0).where(~is_upgrade | (upgraded_on <= seen_on), 0)
    is_rare = (
        (route == "USC")
        & rules.rule("rare_cancers_in_31_days", on)
        & (
            (kept["referral_type"] == "02")
            | ((kept["age_at_referral"] < rules.rule("children_under_years", on)) & (kept["referral_type"] != "16"))
            | (kept["site"] == "C62")
            | rules.code("acute_leukaemia", kept["diagnosis"].str[:4], on, "list_name").notna()
        )
    )
    raw = (on - start).dt.days
    days = raw - seen_pause - kept["paused"]
    limit = np.where(is_rare, rules.rule("d62_rare_days", on), rules.rule("d62_days", on))
    is_within = (raw >= 0) & (days >= 0) & (days <= limit)
    key = np.where(rules.rule("combined_standards", on), "62_COMBINED", route.map(FORMER_62))
    events = counted("62", key, on, kept["provider"], kept["cancer_type"], route.map(ROUTES), days, is_within)
    investigating, halves = shares(kept, rules, start, seen_pause, days, is_upgrade, is_rare)
    events["halves"] = 2 - halves
    partner = events.assign(provider=investigating, halves=halves)
    return [events[halves < 2], partner[halves > 0]]


def shares(
    kept: pd.DataFrame, rules: Rules, start: pd.Series, seen_pause: pd.Series, days: pd.Series, is_upgrade: pd.Series,
    is_rare: pd.Series,
) -> tuple[pd.Series, Any]:  # fmt: skip
    """The investigating trust and its part in half people."""
    on, named = kept["treatment_start_date"], kept["accountable_investigating_org"]
    by_six = rules.rule("six_scenarios", on)
    upgrading = rules.trust(kept["org_upgrade"], on).fillna("")
    first = rules.trust(kept["org_first_seen"], on).fillna("")
    several, sent_on = several_trusts(kept, rules)
    is_named, is_several = named.notna() & by_six, several.notna() & by_six
    inferred = first.where(
        ~(is_upgrade & ((kept["org_upgrade"].notna() & by_six) | kept["org_first_seen"].isna())), upgrading
    )
    inferred = inferred.where(~is_several, several)
    investigating = inferred.where(~is_named, rules.trust(named, on))
    is_solo = investigating.isin([""]) | (investigating == kept["provider"])
    handed_over = sent_on.where(~is_named, kept["transfer_date"])
    phase_1 = (handed_over - start).dt.days - seen_pause
    phase_2 = (on - handed_over).dt.days - kept["paused"]
    by_phase = by_six & ~is_rare & (is_named | is_several) & (handed_over >= start) & (handed_over <= on)
    met = days <= rules.rule("d62_days", on)
    early, quick = phase_1 <= rules.rule("handover_day", on), phase_2 <= rules.rule("treat_days", on)
    halves = np.select(
        [is_solo, ~by_phase, met & early, met & ~early, ~met & early & ~quick, ~met & ~early & quick],
        [0, 1, 1, 0, 0, 2],
        1,
    )
    return investigating, halves


def several_trusts(kept: pd.DataFrame, rules: Rules) -> tuple[pd.Series, pd.Series]:
    """Of more than two trusts, the one that sent the person last to the treating one, and when (few records)."""
    some = kept[kept["accountable_investigating_org"].isna() & kept["ipt_2_receiving"].notna()]
    on = some["treatment_start_date"]
    ends = {f"{n}_{end}": rules.trust(some[f"ipt_{n}_{end}"], on) for n in (1, 2) for end in ("referring", "receiving")}
    sender, sent_on = {}, {}
    for row in some.index:
        moves = [
            (some.at[row, f"ipt_{n}_received"], n, ends[f"{n}_referring"][row], ends[f"{n}_receiving"][row])
            for n in (1, 2)
        ]
        moves = sorted(move for move in moves if move[2] != move[3] and move[0] <= on[row])
        reaching = [n for n, move in enumerate(moves) if move[3] == some.at[row, "provider"]]
        moves = moves[: reaching[-1] + 1] if reaching else []
        if len({trust for move in moves for trust in move[2:]}) > 2:
            sent_on[row], _, sender[row], _ = moves[-1]
    return (
        pd.Series(sender, dtype="str").reindex(kept.index),
        pd.Series(sent_on, dtype="datetime64[ns]").reindex(kept.index),
    )


def counted(
    standard: str, key: Any, stopped_on: pd.Series, provider: pd.Series, cancer: Any, route: Any, days: pd.Series,
    is_within: pd.Series,
) -> pd.DataFrame:  # fmt: skip
    """Events with the columns that cells are made of."""
    return pd.DataFrame(
        {
            "standard": standard,
            "standard_key": key,
            "month": stopped_on.dt.year * 12 + stopped_on.dt.month - 1,
            "provider": provider.fillna(""),
            "cancer_type": cancer,
            "stage_route": route,
            "days": days,
            "is_within": is_within,
            "halves": 2,
        }
    )


def cells(events: pd.DataFrame) -> pd.DataFrame:
    """Events summed over their keys."""
    events["halves_within"] = events["halves"].where(events["is_within"].astype(bool), 0)
    grouped = events.groupby(KEYS, dropna=False, observed=True)
    result = grouped.agg(halves=("halves", "sum"), halves_within=("halves_within", "sum"), pathways=("days", "size"))
    quantiles = grouped["days"].quantile([0.5, 0.9]).unstack()
    result["median_days"], result["p90_days"] = quantiles[0.5].round(6), quantiles[0.9].round(6)
    return result.reset_index()


def digest(table: pd.DataFrame) -> str:
    """SHA-256 over the counts of every cell: the same for everybody who counts the same."""
    counts = ["halves", "halves_within", "pathways"]
    table, columns = table.astype(dict.fromkeys(counts, "int64")), [*KEYS, *counts]
    lines = sorted(
        "|".join("" if pd.isna(value) else str(value) for value in row)
        for row in table[columns].itertuples(index=False)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    kinds: dict[str, type[Dated] | type[Constant]] = {"dated": Dated, "constant": Constant}
    rules = kinds[sys.argv[1]](Path(sys.argv[3]))
    meter = Meter.started()
    answer = position(Path(sys.argv[2]), rules)
    print(json.dumps({"measured": meter.read(), "cells": len(answer), "digest": digest(answer)}))
