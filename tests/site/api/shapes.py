"""Whether an answer is what the description says."""

import json
from functools import cache
from typing import Any

import jsonschema_rs

from clearway.site.api.described.openapi import described
from clearway.site.api.endpoints import ENDPOINTS


@cache
def description() -> dict[str, Any]:
    return described(ENDPOINTS)


@cache
def _validator(name: str) -> jsonschema_rs.Validator:
    schemas = description()["components"]["schemas"]
    return jsonschema_rs.validator_for(schemas[name], validate_formats=True)


def wrong_with(name: str, content: bytes) -> list[str]:
    """What in an answer differs from the shape of a name; empty when nothing does."""
    found = _validator(name).iter_errors(json.loads(content))
    return [f"{'/'.join(map(str, one.instance_path))}: {one.message}"[:300] for one in found]


def is_problem(answer: Any) -> bool:
    """Whether an answer is a problem as described."""
    return answer["Content-Type"] == "application/problem+json" and not wrong_with("Problem", answer.content)
