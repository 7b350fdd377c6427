"""The description of the API for programs: OpenAPI 3.1, made from what requests are read by."""

from collections.abc import Iterable, Mapping
from typing import Any

from clearway.site.api.described.endpoint import ROOT, Endpoint, Parameter
from clearway.site.api.described.kinds import ManyOf
from clearway.site.api.problems import PROBLEM, PROBLEM_JSON

ABOUT = (
    "What the pages of Clearway show, for programs. Read only. Every answer has the rights of the person who asks, in "
    "the one role they ask in. Rates are fractions beside their numerator and denominator; halves are exact; dates are "
    "`YYYY-MM-DD`, months `YYYY-MM`. Every figure names its snapshot, its files, its release and its definition."
)
PROBLEMS = {
    400: "A parameter out of its bounds, or a question that no figures can answer.",
    401: "No token, none that works, and no session.",
    403: "A role that does not see this.",
    404: "No such thing, or none that you may see.",
    409: "Figures have to be loaded or worked out first.",
    429: "Too many requests with this token within a minute.",
    500: "Our fault; the error id finds it in the log.",
    503: "The store is busy or away.",
}


def described(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The whole description, as JSON has it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Clearway",
            "version": "1",
            "description": ABOUT,
            "license": {"name": "Open Government Licence v3.0 for published figures", "identifier": "OGL-UK-3.0"},
        },
        "servers": [{"url": ROOT}],
        "security": [{"token": []}, {"session": []}],
        "paths": {one.path: {"get": _operation(one)} for one in endpoints},
        "components": {
            "schemas": {"Problem": PROBLEM, **{_name(one): dict(one.shape) for one in endpoints}},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token made on the page /account/tokens, with the rights of one role.",
                },
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "sessionid",
                    "description": "A signed-in browser.",
                },
            },
        },
    }


def _operation(one: Endpoint) -> dict[str, Any]:
    return {
        "operationId": one.name,
        "summary": one.title,
        "description": f"{one.words}\n\nWho may: {one.needs}",
        "parameters": [
            *(_parameter(parameter, "path") for parameter in one.in_path),
            *(_parameter(parameter, "query") for parameter in one.in_query),
        ],
        "responses": {
            "200": _found(one),
            **({} if one.is_personal else {"304": {"description": "As it was when `If-None-Match` was given."}}),
            **{str(status): _problem(status) for status in PROBLEMS},
        },
    }


def _found(one: Endpoint) -> dict[str, Any]:
    said = {
        "description": one.title,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{_name(one)}"}}},
    }
    if one.is_personal:
        return said
    words = "Names the answer; send it back as `If-None-Match`."
    return {**said, "headers": {"ETag": {"description": words, "required": True, "schema": {"type": "string"}}}}


def _problem(status: int) -> Mapping[str, Any]:
    said = {
        "description": PROBLEMS[status],
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status not in (429, 503):
        return said
    seconds = {"description": "After how many seconds to ask again.", "required": True, "schema": {"type": "integer"}}
    return {**said, "headers": {"Retry-After": seconds}}


def _parameter(one: Parameter, place: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": one.name,
        "in": place,
        "required": one.is_required,
        "description": one.words,
        "schema": dict(one.kind.schema()),
    }
    if isinstance(one.kind, ManyOf):
        said |= {"style": "form", "explode": False}
    if one.example:
        said["example"] = [one.example] if isinstance(one.kind, ManyOf) else _typed(one)
    return said


def _typed(one: Parameter) -> Any:
    return int(one.example) if one.kind.schema()["type"] == "integer" else one.example


def _name(one: Endpoint) -> str:
    return one.name.capitalize()
