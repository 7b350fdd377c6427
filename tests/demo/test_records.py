"""The synthetic records keep to the contract, show every flag, and say nothing that had not happened yet."""

from collections import Counter
from datetime import date, timedelta

import duckdb
import nhs_number
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from clearway.clocks import ClockRules, assess_records, result_row
from clearway.clocks.row import RESULT_COLUMNS
from clearway.demo.axes import CANCER_TYPES
from clearway.demo.build import declared
from clearway.demo.late_file import SPOILED
from clearway.intake.readers import read_here
from clearway.records.findings import FindingKind
from clearway.records.waiting_times import COLUMN_NAMES, COLUMNS, WaitingTimeRecord, schema

pytestmark = pytest.mark.slow

BOOKABLE = {"date_first_seen", "treatment_start_date"}
CODE_LISTS = [one for one in COLUMNS if one.kind == "code" and one.constraint and " " not in one.constraint]


def answers(made, query: str) -> list[tuple]:
    connection = duckdb.connect()
    connection.register("records", made.records)
    connection.register("results", made.results)
    return connection.execute(query).fetchall()


def test_the_columns_are_those_of_the_contract_in_its_order_and_types(made):
    names = made.records.column_names
    assert names == [name for name in COLUMN_NAMES if name in names]
    assert all(made.records.schema.field(name) == schema().field(name) for name in names)


def test_the_reader_accepts_every_row_of_every_file_sent_in_time(made, tmp_path):
    for file in made.files:
        path = tmp_path / file.name
        path.write_bytes(file.content())
        reading = read_here(path, declared(file.provider, made.scope))
        assert int(reading.facts["rows_read"]) == file.rows
        if not file.is_late:
            assert reading.findings == []
            assert int(reading.facts["rejected"]) == 0


def test_the_reader_rejects_of_the_late_file_the_spoiled_rows_alone(made, tmp_path):
    late = made.files[-1]
    (tmp_path / late.name).write_bytes(late.content())
    reading = read_here(tmp_path / late.name, declared(late.provider, made.scope))
    rejecting = {one.id for one in reading.findings if one.is_rejection}
    assert rejecting == {one.finding for one in SPOILED}
    assert {one.kind for one in reading.findings} == {FindingKind.LOGICAL, FindingKind.STRUCTURAL}
    assert int(reading.facts["rejected"]) == len(SPOILED)


def test_every_flag_is_raised_somewhere(made, rules, organisations, tmp_path):
    late = made.files[-1]
    (tmp_path / late.name).write_bytes(late.content())
    records = read_here(tmp_path / late.name, declared(late.provider, made.scope)).tables["records"].to_pylist()
    clocks = ClockRules(rules, organisations)
    assessed = assess_records([WaitingTimeRecord(**row) for row in records], clocks)
    raised = set().union(*(one.flags for one in assessed))
    raised |= {flag for (flags,) in answers(made, "SELECT DISTINCT dq_flags FROM results") for flag in flags.split()}
    assert raised == set(rules.codes("flag", made.scope.today))


def test_a_flag_that_takes_people_out_of_a_standard_stays_rare(made):
    rare = ("MISSING_DTT", "NO_FIRST_SEEN_ORG", "NEGATIVE_WAIT", "ADJ_EXCEEDS_WAIT", "DUPLICATE_FIRST_TREATMENT")
    for flag in rare:
        [(share,)] = answers(made, f"SELECT avg((' ' || dq_flags || ' ' LIKE '% {flag} %')::INT) FROM results")
        assert 0 < share < 0.005


def test_the_plain_rules_agree_with_the_tables_on_a_sample(south_yorkshire, rules, organisations):
    names = south_yorkshire.records.column_names
    sample = pa.array(range(0, south_yorkshire.records.num_rows, 97))
    records = [WaitingTimeRecord(**row) for row in south_yorkshire.records.take(sample).to_pylist()]
    expected = south_yorkshire.results.take(sample).to_pylist()
    found = assess_records(records, ClockRules(rules, organisations), carried=frozenset(names))
    same = [column for column in RESULT_COLUMNS if column != "dq_flags"]
    for one, row in zip(found, expected, strict=True):
        ours = result_row(one)
        assert {name: ours[name] for name in same} == {name: row[name] for name in same}
        flags = set(row["dq_flags"].split()) - {"DUPLICATE_FIRST_TREATMENT"}
        assert set(ours["dq_flags"].split()) - {"DUPLICATE_FIRST_TREATMENT"} == flags


def test_nothing_but_bookings_lies_after_the_day_on_which_the_records_are_seen(made):
    today = made.scope.today
    dates = [one.name for one in COLUMNS if one.kind == "date" and one.name in made.records.column_names]
    for name in dates:
        latest = pc.max(made.records[name]).as_py()
        assert (latest > today) == (name in BOOKABLE), name
    assert pc.unique(made.records["report_date"]).to_pylist() == [today]


def test_the_records_begin_with_their_first_month(made):
    first = date.fromisoformat(f"{made.scope.first_month}-01")
    for name in ("date_first_seen", "fds_end_date", "treatment_start_date"):
        assert pc.min(made.records[name]).as_py() >= first - timedelta(days=9), name
    months = answers(made, "SELECT DISTINCT fds_month FROM results WHERE fds_month <> '' ORDER BY 1")
    assert months[0] == (made.scope.first_month,)
    assert len(months) == 24


def test_people_wait_with_and_without_a_decision_and_some_are_booked(made):
    [row] = answers(
        made,
        """
        SELECT count(*) FILTER (fds_end_date IS NULL AND date_first_seen IS NULL),
               count(*) FILTER (fds_end_date IS NULL AND date_first_seen > report_date),
               count(*) FILTER (fds_end_date IS NULL AND date_first_seen <= report_date),
               count(*) FILTER (ctp_start_date IS NOT NULL AND treatment_start_date IS NULL),
               count(*) FILTER (treatment_start_date > report_date),
               count(*) FILTER (fds_end_date IS NULL AND report_date - crtp_start > 62)
        FROM records WHERE closure_reason IS NULL AND coalesce(fds_end_reason, '') <> '03'
    """,
    )
    assert all(count > 50 for count in row), row


def test_fewer_people_have_waited_longer(made):
    [bands] = answers(
        made,
        """
        SELECT count(*) FILTER (days <= 28), count(*) FILTER (days BETWEEN 29 AND 62),
               count(*) FILTER (days BETWEEN 63 AND 104), count(*) FILTER (days > 104)
        FROM (SELECT report_date - crtp_start AS days FROM records
              WHERE priority_type = '3' AND closure_reason IS NULL AND patient_status IN ('14', '09', '10', '11'))
    """,
    )
    assert list(bands) == sorted(bands, reverse=True)
    assert bands[3] > 20


def test_every_number_is_valid_of_the_999_range_and_of_one_person(made):
    numbers = pc.unique(made.records["nhs_number"]).to_pylist()
    assert all(number.startswith("999") for number in numbers)
    assert all(nhs_number.is_valid(number) for number in numbers[:5000])
    people = "SELECT nhs_number FROM records GROUP BY 1 HAVING count(DISTINCT sex) > 1 OR count(DISTINCT ethnicity) > 1"
    assert answers(made, people) == []


def test_a_persons_age_never_runs_backwards(made):
    query = """
        SELECT count(*) FROM records a JOIN records b USING (nhs_number)
        WHERE a.crtp_start + 400 < b.crtp_start AND a.age_at_referral >= b.age_at_referral
    """
    assert answers(made, query) == [(0,)]


def test_every_identifier_says_that_it_is_synthetic_and_no_text_was_made_up(made):
    assert pc.all(pc.starts_with(made.records["pathway_id"], "SYN")).as_py()
    assert pc.all(pc.starts_with(made.records["record_id"], "SYN-")).as_py()
    assert pc.count_distinct(made.records["record_id"]).as_py() == made.records.num_rows
    assert "delay_comment" not in made.records.column_names


def test_a_pathway_is_one_persons_and_of_one_issuer(made):
    broken = "SELECT pathway_id FROM records GROUP BY 1 HAVING count(DISTINCT nhs_number || pathway_issuer) > 1"
    assert answers(made, broken) == []


def test_later_treatments_follow_the_first_of_the_same_pathway(made):
    linked, wrong = answers(
        made,
        """
        SELECT count(*), count(*) FILTER (b.ctp_start_date <= a.treatment_start_date)
        FROM records a JOIN records b USING (pathway_id)
        WHERE a.crtp_start IS NOT NULL AND b.crtp_start IS NULL AND a.record_id <> b.record_id
          AND a.ctp_start_date <= a.treatment_start_date AND b.ctp_start_date <= b.treatment_start_date
    """,
    )[0]
    assert linked > 1000
    assert wrong == 0


def test_most_breaches_carry_a_reason_and_some_do_not(made):
    [(share,)] = answers(
        made,
        """
        SELECT avg((delay_ref_to_treat IS NOT NULL)::INT) FROM records JOIN results USING (record_id)
        WHERE "62_within" = 'N' AND "62_route" = 'USC' AND "62_target" = '62' AND dq_flags NOT LIKE '%UPGRADE%'
    """,
    )
    assert 0.85 < share < 0.91


def test_nothing_happens_at_the_treating_trust_before_the_hand_over(made):
    query = """
        SELECT count(*) FILTER (ctp_start_date < ipt_1_received AND org_dtt = org_treatment),
               count(*) FILTER (fds_end_date < ipt_1_received AND org_fds_end = org_treatment),
               count(*)
        FROM records JOIN results USING (record_id)
        WHERE ipt_1_received IS NOT NULL AND ipt_2_received IS NULL AND dq_flags NOT LIKE '%DTT%'
          AND ipt_1_referring <> ipt_1_receiving AND org_treatment NOT IN ('RAL', 'RAP')
    """
    [(decided, told, shared)] = answers(made, query)
    assert (decided, told) == (0, 0)
    assert shared > 1000


def test_every_way_of_sharing_a_pathway_occurs(made):
    ways = answers(
        made, 'SELECT "62_method", "62_scenario", count(*) FROM results WHERE "62_counted" = \'Y\' GROUP BY 1, 2'
    )
    assert {(method, scenario) for method, scenario, _ in ways} == {
        ("SOLO", ""),
        ("FIFTY_FIFTY", ""),
        *(("SIX_SCENARIOS", str(number)) for number in range(1, 7)),
    }
    assert all(count > 50 for *_, count in ways)


def test_every_code_is_on_the_list_of_its_column(made, rules):
    for column in CODE_LISTS:
        if column.name not in made.records.column_names or column.constraint not in rules.code_lists:
            continue
        listed = set(rules.codes(column.constraint, made.scope.today))
        found = {one for one in pc.unique(made.records[column.name]).to_pylist() if one is not None}
        assert found, column.name
        assert not listed or found <= listed, column.name


def test_the_diagnoses_of_a_cancer_type_are_published_under_it(rules, made):
    from clearway.demo.assumptions import assumed

    labels = rules.codes("cancer_type_31_62", made.scope.today)
    for name in CANCER_TYPES:
        for code in assumed("diagnosis")["types"][name]["icd10"]:
            assert labels[code[:3]].label == name, code


def test_people_belong_to_the_commissioners_that_their_trust_serves(south_yorkshire):
    counted = answers(
        south_yorkshire,
        """
        SELECT org_first_seen, commissioner, count(*) FROM records
        WHERE org_first_seen IN ('RFF', 'RFS', 'RHQ') GROUP BY ALL
        """,
    )
    whole = Counter()
    for trust, _, count in counted:
        whole[trust] += count
    shares = {(trust, commissioner): count / whole[trust] for trust, commissioner, count in counted}
    assert shares["RFF", "02P"] > 0.8
    assert shares["RFS", "15M"] > 0.9
    assert 0.7 < shares["RHQ", "03N"] < 0.9


def test_a_merger_leaves_pathways_that_began_at_the_former_trust(made):
    if made.scope.alliance != "E56000027":
        pytest.skip("no trust of this alliance merged in these years")
    [(begun,)] = answers(
        made,
        """
        SELECT count(*) FROM records
        WHERE org_first_seen = 'RAP' AND org_treatment = 'RAL' AND treatment_start_date >= '2025-01-01'
    """,
    )
    [(after,)] = answers(
        made, "SELECT count(*) FROM records WHERE org_treatment = 'RAP' AND treatment_start_date >= '2025-01-01'"
    )
    assert begun > 20
    assert after == 0
