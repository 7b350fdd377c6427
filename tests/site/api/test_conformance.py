"""Every path of the description answers as it is described, and there is no path without a description."""

import json
import re
from datetime import date

import jsonschema_rs
import pytest
from django.urls import get_resolver
from tests.site.api.shapes import description, is_problem, wrong_with

from clearway.site.api.endpoints import ENDPOINTS
from clearway.site.registers.services.entries import Draft, add_entry

pytestmark = pytest.mark.usefixtures("on_filled_store")

ASKED = {
    "waits": (
        "",
        "?basis=computed&by=provider,cancer_type",
        "?basis=computed&standard=62&by=alliance&year=2025-26&organisations=now",
        "?basis=computed&from=2025-04&by=provider,commissioner&per_page=1&page=2",
        "?basis=computed&month=2025-05&by=route&provider=RFF&cancer_type=Lower Gastrointestinal",
    ),
    "breaches": ("", "?month=2025-05&standard=62&per_page=1", "?month=2025-05&trust=RHQ&sort=trust", "?standard=28"),
    "measures": ("?per_page=500", "?domain=screening", "?per_page=1&page=108"),
    "measure_values": (
        "?area_type=provider&per_page=3",
        "?area_type=provider&area=RFF&from=2025-01&to=2025-12",
        "?area_type=provider&by=sex",
        "?area_type=practice",
        "",
    ),
    "submissions": ("", "?state=live&data_set=waiting_time_records&month=2025-05&organisation=RFF", "?per_page=1"),
    "submission": ("",),
    "findings": ("", "?kind=logical", "?organisation=RP5", "?finding=BREACH_NO_DELAY_REASON&column=delay_ref_to_treat"),
    "entries": ("", "?per_page=1", "?q=support&filter=kind:support_group&state=due"),
    "organisations": ("", "?kind=site&per_page=500", "?page=2"),
}
IN_BRACES = re.compile(r"{(\w+)}")
IN_PATH = {"measure": "CWT-62D", "standard": "62_COMBINED", "rule_id": "D62-3", "code": "RHQ", "register": "services"}


def paths_of(endpoint, submission: str) -> list[str]:
    path = "/api/v1" + endpoint.path.format(**IN_PATH, submission_id=submission)
    return [path + query for query in ASKED.get(endpoint.name, ("",))]


@pytest.fixture
def _entry_of_services(analyst, monkeypatch) -> None:
    """An entry of the register of services, whatever its number."""
    raw = {"name": "A support group", "kind": "support_group", "place": "E08000016"}
    draft = Draft(raw=raw, organisation="E56000025")
    made = add_entry(by=analyst, register="services", draft=draft, today=date(2026, 1, 1))
    monkeypatch.setitem(IN_PATH, "number", made.pk)


@pytest.fixture
def submission(on_filled_store) -> str:
    return on_filled_store.manifest.rows[0].id


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: one.name)
@pytest.mark.usefixtures("_entry_of_services")
def test_every_path_answers_as_it_is_described(of_analyst, endpoint, submission):
    for path in paths_of(endpoint, submission):
        answer = of_analyst.get(path)
        if answer.status_code == 409:  # no published figures are held in this store
            assert is_problem(answer)
            assert path.endswith("/waits")
            continue
        assert answer.status_code == 200, (path, answer.content)
        assert wrong_with(endpoint.name.capitalize(), answer.content) == [], path
        assert ("ETag" in answer) != endpoint.is_personal


def test_every_standard_rule_and_organisation_answers_as_it_is_described(of_analyst, monkeypatch, settings):
    settings.API_REQUESTS_A_MINUTE = 100_000
    rows = [("Standard", row["href"]) for row in of_analyst.reads("/api/v1/standards")["rows"]] + [
        ("Rule", row["href"]) for row in of_analyst.reads("/api/v1/rules")["rows"]
    ]
    for kind in ("alliance", "hub", "former_ccg", "icb", "sub_icb", "site", "provider"):
        found = of_analyst.reads(f"/api/v1/organisations?kind={kind}&per_page=500")["rows"]
        rows += [("Organisation", row["href"]) for row in found[::17]]
    assert len(rows) > 120
    for name, href in rows:
        answer = of_analyst.get(href)
        assert answer.status_code == 200, href
        assert wrong_with(name, answer.content) == [], href


def test_the_description_needs_no_token_and_is_one_of_openapi(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert json.loads(answer.content) == json.loads(json.dumps(description()))
    assert json.loads(answer.content)["openapi"] == "3.1.0"
    for schema in description()["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)


def test_every_address_of_the_api_is_described_and_every_described_one_is_there():
    own = [one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "api"]
    routes = {str(one.pattern) for one in own[0].url_patterns}
    described = {one.route for one in ENDPOINTS}
    others = {"api/v1/", "api/v1/openapi.json", "api/v1/<path:rest>", "account/tokens"}
    assert routes == described | others | {"account/tokens/<int:number>/revoke"}
    assert {one.path for one in ENDPOINTS} == set(description()["paths"])


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: one.name)
def test_every_operation_describes_its_parameters_its_answer_and_every_problem(endpoint):
    said = description()["paths"][endpoint.path]["get"]
    assert set(description()["paths"][endpoint.path]) == {"get"}
    assert said["operationId"] == endpoint.name
    assert said["summary"]
    assert "Who may: " in said["description"]
    assert {one["name"] for one in said["parameters"] if one["in"] == "path"} == set(IN_BRACES.findall(endpoint.path))
    for one in said["parameters"]:
        assert one["description"], one["name"]
        assert is_bounded(one["schema"]), one["name"]
        assert one["in"] == "query" or one["required"], one["name"]
    expected = {"200", "400", "401", "403", "404", "409", "429", "500", "503"}
    assert set(said["responses"]) == expected | ({"304"} - {"304" if endpoint.is_personal else ""})
    for status in expected - {"200"}:
        told = said["responses"][status]
        assert told["description"]
        assert told["content"]["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}
    name = said["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert undescribed(description()["components"]["schemas"][name]) == []


def is_bounded(schema: dict) -> bool:
    """Whether a parameter says what it can be: a pattern, a list of values, a format, or limits of a number."""
    if schema["type"] == "array":
        return "maxItems" in schema and is_bounded(schema["items"])
    return bool({"pattern", "enum", "format"} & set(schema)) or {"minimum", "maximum"} <= set(schema)


def undescribed(shape: dict, where: str = "") -> list[str]:
    """The places of an answer whose meaning is not said."""
    found = []
    for name, one in shape.get("properties", {}).items():
        place = f"{where}/{name}"
        if not one.get("description") and "$ref" not in one and "properties" not in one:
            found.append(place)
        found += undescribed(one, place) + undescribed(one.get("items", {}), place)
    return found


def test_the_page_for_people_lists_every_path_with_an_example_that_can_be_tried(as_analyst):
    text = as_analyst.get("/api/v1/").content.decode()
    for one in ENDPOINTS:
        assert f"GET /api/v1{one.path}" in text
        assert one.words.split(":")[0].replace("’", "&#39;") in text
    for path in ("/waits?standard=62", "/breaches?standard=62", "/rules/D62-3", "/organisations/RHQ"):
        assert f'href="/api/v1{path}'.replace("&", "&amp;") in text


def test_the_same_question_again_is_answered_with_nothing_new(of_analyst):
    first = of_analyst.get("/api/v1/rules")
    again = of_analyst.get("/api/v1/rules", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "private, no-cache"
    assert set(first["Vary"].split(", ")) >= {"Authorization", "Cookie"}
