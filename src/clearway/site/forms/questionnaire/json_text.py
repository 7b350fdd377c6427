"""JSON in and out with exact decimals, as FHIR asks: 1.50 stays 1.50."""

import json
from decimal import Decimal
from typing import Any

from clearway.site.forms.questionnaire.problems import FormProblem

DEEPEST = 40


def written(value: Any) -> str:
    """A value as JSON text, keys in the order given."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))}: {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(one) for one in value) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)


def read(text: str) -> Any:
    """The value of a JSON text. Raises FormProblem for text that is none, for keys given twice, and for NaN."""
    try:
        value = json.loads(text, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_once)
    except RecursionError as error:
        raise FormProblem("the file", "is nested too deep", "Send a plain resource.") from error
    except json.JSONDecodeError as error:
        raise FormProblem("the file", f"is not JSON: {error.msg}", "Correct the line.", line=error.lineno) from error
    except ValueError as error:
        if isinstance(error, FormProblem):
            raise
        raise FormProblem("the file", "holds a number that is too long", "Correct the number.") from error
    if _depth(value) > DEEPEST:
        raise FormProblem("the file", "is nested too deep", "Send a plain resource.")
    return value


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((_depth(one) for one in inner), default=0)


def _refused(word: str) -> Any:
    raise FormProblem("the file", f"holds {word}, which is no number in JSON", "Leave it out.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise FormProblem("the file", "gives a key twice in one place", "Remove one of them.")
    return found
