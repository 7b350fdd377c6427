"""Measures as the API answers them are those of the command line, as far as a role sees them."""

import json
from datetime import date
from functools import cache

import pytest
from django.utils import timezone
from tests.site.api.shapes import wrong_with
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.clocks import ClockRules
from clearway.measures.catalogue import load_catalogue
from clearway.measures.months import first_day, last_day
from clearway.measures.values import Asked, Ground
from clearway.pipeline.waiting import counting_waiting
from clearway.publications.measure_answer import measure_answer
from clearway.site.annotations.models import Phase
from clearway.site.measures import figures
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.analytical import Reader

pytestmark = pytest.mark.usefixtures("on_stocked_store")

ANSWERED = (
    *("measure", "unit", "level", "by", "rows", "snapshot", "lines", "benchmark", "against", "peers", "shrinkage"),
    *("said", "targets", "needs"),
)
QUESTIONS = {
    "CWT-62D/values?area_type=provider": ("CWT-62D", Asked(area_type="provider")),
    "CWT-62D/values?area_type=alliance&from=2025-03&to=2025-03": (
        "CWT-62D",
        Asked(area_type="alliance", first=first_day("2025-03"), last=last_day("2025-03")),
    ),
    "CWT-FDS/values?by=cancer_type": ("CWT-FDS", Asked(by="cancer_type")),
    "CWT-MEDREF/values?area_type=provider&area=RFF": ("CWT-MEDREF", Asked(area_type="provider", areas=("RFF",))),
}


@cache
def told(stocked, measure: str, asked: Asked) -> dict:  # noqa: F811
    """What the command line answers."""
    rules = load_rule_book()
    with Reader(stocked.store.analytical).open() as opened:
        ground = Ground(opened, rules, counting_waiting(ClockRules(rules, load_organisations())))
        return measure_answer(ground, load_catalogue()[measure], asked).as_json()


def every_page(program, path: str) -> dict:
    """An answer with the rows, lines, peers and targets of all of its pages."""
    whole = said = program.reads(f"/api/v1/{path}")
    while said["links"]["next"]:
        said = program.reads(said["links"]["next"])
        whole["rows"] += said["rows"]
        lines = {(one["area"], one["group"]): one for one in whole["lines"]}
        for one in said["lines"]:
            lines.setdefault((one["area"], one["group"]), {**one, "limits": []})["limits"] += one["limits"]
        whole["lines"] = list(lines.values())
        for part in ("peers", "targets"):
            whole[part] += [one for one in said[part] if one not in whole[part]]
    return whole


@pytest.mark.parametrize("path", QUESTIONS)
def test_values_are_those_of_the_command_line(of_analyst, stocked, path, settings):  # noqa: F811
    measure, asked = QUESTIONS[path]
    answered = every_page(of_analyst, f"measures/{measure}/{path.split('/')[1]}")
    expected = told(stocked, measure, asked)
    assert answered["found"] == len(expected["rows"]) > 0
    for part in ANSWERED:
        assert answered[part] == json.loads(json.dumps(expected[part], default=str)), part
    assert answered["provenance"]["sources"]


def test_definitions_are_those_of_the_command_line(of_analyst):
    rows = of_analyst.reads("/api/v1/measures?per_page=500")["rows"]
    assert [one["id"] for one in rows] == [one.id for one in load_catalogue()]
    first = next(one for one in rows if one["id"] == "CWT-62D")
    assert first == of_analyst.reads("/api/v1/measures/CWT-62D") == of_analyst.reads(first["href"])
    assert first["targets"][3]["is_provisional"] is True
    assert of_analyst.reads(first["values_href"])["measure"] == "CWT-62D"


def test_a_page_of_values_holds_the_lines_and_targets_of_its_areas_alone(of_analyst):
    said = of_analyst.reads("/api/v1/measures/CWT-62D/values?area_type=provider&per_page=2&page=3")
    areas = {row["area"] for row in said["rows"]}
    assert {one["area"] for one in said["lines"]} == areas
    assert {one["area"] for one in said["targets"]} == areas
    assert {one["area"] for one in said["peers"]} <= areas


@pytest.mark.slow
def test_every_measure_answers_as_described_and_one_without_values_says_what_is_needed(of_analyst, settings):
    settings.API_REQUESTS_A_MINUTE = 100_000
    for measure in load_catalogue():
        for query in ("?area_type=alliance&by=sex", "?area_type=provider&per_page=500"):
            answer = of_analyst.get(f"/api/v1/measures/{measure.id}/values{query}")
            assert answer.status_code == 200, (measure.id, query, answer.content)
            assert wrong_with("Measure_values", answer.content) == [], (measure.id, query)
            said = json.loads(answer.content)
            assert bool(said["needs"]) == (not said["rows"]), (measure.id, query)


def test_computed_values_are_those_of_ones_own_trust_and_published_ones_everybodys(of_tracker, of_analyst):
    path = "/api/v1/measures/CWT-MEDREF/values?area_type=provider&per_page=500"
    own, everybody = of_tracker.reads(path), of_analyst.reads(path)
    assert {row["area"] for row in own["rows"]} == {"RFF"}
    assert {row["area"] for row in everybody["rows"]} > {"RFF"}
    assert (own["benchmark"], own["peers"]) == (None, [])
    assert own["synthetic"] is True
    for query in ("", "?area_type=provider&area=RP5", "?area_type=alliance"):
        assert of_tracker.reads(f"/api/v1/measures/CWT-MEDREF/values{query}")["rows"] == []
    published = "/api/v1/measures/CWT-62D/values?area_type=provider&per_page=500"
    assert of_tracker.reads(published)["rows"] == of_analyst.reads(published)["rows"]


def test_small_groups_of_computed_values_are_hidden_with_a_note(of_analyst, of_tracker):
    for program in (of_analyst, of_tracker):
        rows = program.reads("/api/v1/measures/CWT-62D/values?area_type=provider&area=RFF&by=sex")["rows"]
        assert rows
        for row in rows:
            assert row["basis"] == "computed"
            assert {row[name] for name in ("numerator", "denominator", "value", "lower", "upper")} == {None}
            assert row["note"].startswith("hidden: so few people")


def test_phases_that_people_began_are_asked_for_and_one_beyond_the_months_asked_for_breaks_nothing(
    of_analyst, monkeypatch
):
    path = "/api/v1/measures/CWT-62D/values?area_type=provider&area=RHQ"
    newest = of_analyst.reads(path)["rows"][-1]["period_end"]
    for begins in (newest, "1999-12-31"):
        Phase.objects.create(
            measure="CWT-62D", area="RHQ", words="counted otherwise", author="a@example.org", author_name="A",
            written_at=timezone.now(), begins=begins,
        )  # fmt: skip
    asked, told = [], figures.told
    monkeypatch.setattr(figures, "told", lambda *words, **how: asked.append(how) or told(*words, **how))
    assert of_analyst.reads(path)["lines"][0]["area"] == "RHQ"
    assert asked[0]["noted"].rebased_at == {"RHQ": (date(1999, 12, 31), date.fromisoformat(newest))}
    assert of_analyst.reads(f"{path}&to=2024-12")["rows"] == []


def test_a_role_without_figures_and_an_unknown_measure(of_administrator, of_analyst):
    for path in ("measures/CWT-99", "measures/CWT-99/values", "measures/cwt-62d"):
        assert of_analyst.reads(f"/api/v1/{path}", 404)["code"]
    of_administrator.reads("/api/v1/measures/CWT-62D")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=2025-03&to=2025-01", "comes after"),
        ("from=1990-01&to=2025-01", "At most 240 are answered at once"),
        ("area_type=parish", "one of england, region"),
        ("by=shoe_size", "one of sex, age"),
        ("area=rhq", "capital letters"),
        ("page=99", "There is one page"),
        ("level=provider", "There is no parameter"),
    ],
)
def test_what_cannot_be_answered_is_told_in_words(of_analyst, query, words):
    assert words in of_analyst.reads(f"/api/v1/measures/CWT-62D/values?{query}", 400)["detail"]


def test_a_benchmark_is_asked_for_as_at_the_command_line(of_analyst):
    trust = "/api/v1/measures/CWT-62D/values?area_type=provider&area=RFF"
    answer = of_analyst.get(f"{trust}&against=alliance")
    assert wrong_with("Measure_values", answer.content) == []
    said = json.loads(answer.content)
    assert said["against"]["name"] == "South Yorkshire and Bassetlaw"
    assert {one["area"] for one in said["peers"]} > {"RFF"}
    assert {one["chart"] for one in said["lines"]} == {"xmr"}
    assert of_analyst.reads(trust)["against"]["kind"] == "england"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("area_type=provider&against=alliance", "AGAINST-WITHOUT-AREA"),
        ("area_type=alliance&area=E56000025&against=alliance", "AGAINST-NOT-POSSIBLE"),
        ("area_type=alliance&area=E56000025&chart=u", "CHART-NOT-POSSIBLE"),
        ("by=sex&chart=p", "MANNER-OF-GROUPS"),
    ],
)
def test_what_cannot_be_drawn_or_held_against_is_refused_with_a_code(of_analyst, query, code):
    assert of_analyst.reads(f"/api/v1/measures/CWT-62D/values?{query}", 400)["code"] == code
