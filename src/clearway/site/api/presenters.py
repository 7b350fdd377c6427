"""The pages of the API and of tokens in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from clearway.site import words
from clearway.site.api import usage
from clearway.site.api.described.endpoint import ROOT, Endpoint
from clearway.site.api.described.kinds import Kind
from clearway.site.api.models import ApiToken


@dataclass(frozen=True, slots=True)
class ParameterShown:
    """One parameter: its name, what it means, what it can be."""

    name: str
    words: str
    can_be: str


@dataclass(frozen=True, slots=True)
class EndpointShown:
    """One endpoint as the page lists it. `try_href` is empty where the address needs an id."""

    key: str
    path: str
    title: str
    words: str
    needs: str
    parameters: tuple[ParameterShown, ...]
    fields: tuple[tuple[str, str], ...]
    example: str
    try_href: str


@dataclass(frozen=True, slots=True)
class TokenShown:
    """One token on its owner's page."""

    number: int
    name: str
    ending: str
    role: str
    state: str
    made: str
    used: str
    is_live: bool


def endpoints_shown(endpoints: Iterable[Endpoint], host: str) -> list[EndpointShown]:
    """Every endpoint with an example to try; `host` begins the addresses, such as `https://example.nhs.uk`."""
    return [_endpoint(one, host) for one in endpoints]


def _endpoint(one: Endpoint, host: str) -> EndpointShown:
    path = ROOT + one.path
    for parameter in one.in_path:
        path = path.replace(f"{{{parameter.name}}}", parameter.example or f"{{{parameter.name}}}")
    address = path + (f"?{urlencode(one.example)}" if one.example else "")
    is_whole = "{" not in path
    return EndpointShown(
        key=one.name,
        path=ROOT + one.path,
        title=one.title,
        words=one.words,
        needs=one.needs,
        parameters=tuple(
            ParameterShown(parameter.name, parameter.words, can_be(parameter.kind))
            for parameter in (*one.in_path, *one.in_query)
        ),
        fields=tuple(_fields(one.shape)),
        example=f'curl -H "Authorization: Bearer $TOKEN" "{host}{address}"',
        try_href=address if is_whole else "",
    )


def can_be(kind: Kind) -> str:
    """What a parameter can be, in words, with its default."""
    schema = kind.schema()
    if schema["type"] == "array":
        said = f"{', '.join(schema['items']['enum'])}; at most {schema['maxItems']}, with commas between them"
    elif "enum" in schema:
        said = " or ".join(schema["enum"])
    elif schema["type"] == "integer":
        said = f"{schema['minimum']} to {schema['maximum']:,}"
    else:
        said = str(getattr(kind, "words", "a day written as 2025-03-31"))
    default = schema.get("default")
    if default is None:
        return said
    return f"{said}. If left out: {', '.join(default) if isinstance(default, list) else default}"


def _fields(shape: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The fields of an answer and, where it has rows, those of a row."""
    for name, field in shape["properties"].items():
        if name == "rows":
            for inner, of_row in field["items"]["properties"].items():
                yield f"rows[].{inner}", of_row.get("description", "")
        else:
            yield name, field.get("description", "")


def tokens_shown(tokens: Sequence[ApiToken], today: date) -> list[TokenShown]:
    """A person's tokens: those that work first."""
    shown = [_token(one, today) for one in tokens]
    return sorted(shown, key=lambda one: not one.is_live)


def _token(one: ApiToken, today: date) -> TokenShown:
    is_live = one.is_live(today) and one.membership.is_active()
    requests = sum(day.requests for day in usage.days_counted(one.key) if day.day == today)
    used = f"Last used {words.day(one.last_used_on)}" if one.last_used_on else "Not used yet"
    used_today = f"{requests:,} {'request' if requests == 1 else 'requests'} today"
    return TokenShown(
        number=one.pk,
        name=one.name,
        ending=one.ending,
        role=f"{one.membership.role_class.display_name}, {one.membership.organisation.name}",
        state=_state(one, today),
        made=f"made {words.day(one.made_at)}",
        used=f"{used}; {used_today}" if requests else used,
        is_live=is_live,
    )


def _state(one: ApiToken, today: date) -> str:
    if one.revoked_at:
        return f"revoked {words.day(one.revoked_at)}"
    if today > one.expires_on:
        return f"ran out on {words.day(one.expires_on)}"
    if not one.membership.is_active():
        return "its role has ended"
    return f"works until {words.day(one.expires_on)}"
