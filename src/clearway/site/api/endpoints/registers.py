"""Registers: which there are, what their fields mean, and their entries page by page, as far as one may see them."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.api.described.endpoint import ROOT, Ask, Endpoint, NotHere, Parameter
from clearway.site.api.described.kinds import OneOf, Shaped, Whole
from clearway.site.api.described.shapes import Shape, day, listed, text, thing, truth, whole
from clearway.site.api.provenance import SYNTHETIC
from clearway.site.demo_store import is_demo
from clearway.site.registers.known import NoSuchRegister, known_types, schema_in_use
from clearway.site.registers.listing import DUE, HELD, WITHDRAWN, Question, page_of
from clearway.site.registers.models import Entry, EntryState
from clearway.site.registers.reading import note_refusal
from clearway.site.registers.schema import FieldKind, Schema, SeenBy

A_REGISTER = Shaped(r"^[a-z][a-z0-9-]{1,39}$", "the key of a register, such as services")
A_NUMBER = Shaped(r"^[1-9][0-9]{0,11}$", "the number of an entry")
SOME_WORDS = Shaped(r"^[A-Za-z0-9 .'-]{1,100}$", "at most 100 letters, digits and spaces")
A_FILTER = Shaped(r"^[a-z][a-z0-9_]{0,39}:[A-Za-z0-9_-]{1,40}$", "a field and a code, such as kind:support_group")
STATES = {"held": HELD, "due": DUE, "withdrawn": WITHDRAWN}

FIELD = thing(
    {
        "id": text("Under what the values stand."),
        "label": text("What it is called."),
        "kind": text("What it holds.", values=tuple(FieldKind)),
        "required": truth("Whether every entry has it."),
        "public": truth("Whether everybody may read it."),
        "filter": truth("Whether the list can be filtered by it."),
        "choices": listed(
            thing({"code": text("The code."), "label": text("How it reads.")}), "Of a choice: its codes."
        ),
    }
)
REGISTER: Mapping[str, Shape] = {
    "key": text("Its key."),
    "title": text("Its title."),
    "about": text("What it holds."),
    "version": whole("Which version of its schema is in use."),
    "seen_by": text("Who sees its entries.", values=tuple(SeenBy)),
    "owner_role": text("Who keeps it."),
    "review_months": whole("After how many months an entry is looked at again."),
    "title_field": text("The field that names an entry."),
    "fields": listed(FIELD, "Its fields."),
    "href": text("Its entries in this API."),
    "page": text("Its page."),
}
VALUES: Shape = {
    "type": "object",
    "description": "What it holds, by field. Numbers and money are exact text, dates 2026-03-31, choices their codes.",
    "additionalProperties": {"type": ["string", "boolean", "integer", "array"], "items": {"type": "string"}},
}
ENTRY: Mapping[str, Shape] = {
    "number": whole("Its number."),
    "register": text("Its register."),
    "title": text("Its name."),
    "values": VALUES,
    "organisation": text("The code of the organisation that owns it."),
    "owner_role": text("Who keeps it there."),
    "state": text("Whether it holds.", values=tuple(EntryState.values)),
    "review_by": day("By when it is looked at again."),
    "reviewed_on": day("When it was last checked."),
    "version": whole("Which version of the entry this is."),
    "href": text("Its address in this API."),
    "page": text("Its page."),
}


def answer_registers(ask: Ask) -> Mapping[str, Any]:
    """Every register in use."""
    return {"rows": [_register(one) for one in known_types()]}


def answer_entries(ask: Ask) -> Mapping[str, Any]:
    """Entries of one register, by title, a page from a place on."""
    schema = _schema(ask)
    question = Question(
        schema=schema,
        on=timezone.localdate(),
        words=ask.said("q"),
        filters=_filters(schema, ask.said("filter")),
        state=STATES[ask.said("state") or "held"],
        after=ask.values["after"],
    )
    page = page_of(question, ask.by, rows=ask.values["per_page"])
    following = ask.query.copy()
    if page.entries:
        following["after"] = str(page.entries[-1].pk)
    return {
        "rows": [_entry(one) for one in page.entries],
        "per_page": ask.values["per_page"],
        "links": {
            "self": f"{ask.path}?{ask.query.urlencode()}" if ask.query else ask.path,
            "next": f"{ask.path}?{following.urlencode()}" if page.has_after and page.entries else None,
        },
        "synthetic": is_demo(),
    }


def answer_entry(ask: Ask) -> Mapping[str, Any]:
    """One entry. Raises NotHere; that somebody asked for another organisation's is on the trail."""
    schema, number = _schema(ask), int(ask.said("number"))
    found = Entry.objects.for_membership(ask.by).filter(register=schema.key, pk=number).first()
    if found is None:
        note_refusal(by=ask.by, register=schema.key, number=number, request_id=ask.request_id)
        raise NotHere(ask.said("number"))
    return {**_entry(found), "synthetic": is_demo()}


def _schema(ask: Ask) -> Schema:
    try:
        return schema_in_use(ask.said("register"))
    except NoSuchRegister as missing:
        raise NotHere(ask.said("register")) from missing


def _filters(schema: Schema, asked: str) -> dict[str, str]:
    if not asked:
        return {}
    key, _, code = asked.partition(":")
    if key not in {one.id for one in schema.filters}:
        known = ", ".join(one.id for one in schema.filters) or "none"
        raise Refused(f"This register has no filter “{key}”.", f"There are: {known}.", code="REGISTER-FILTER")
    return {key: code}


def _register(one: Schema) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "about": one.about,
        "version": one.version,
        "seen_by": one.seen_by.value,
        "owner_role": one.owner_role,
        "review_months": one.review_months,
        "title_field": one.title_field,
        "fields": [
            {
                "id": field.id,
                "label": field.label,
                "kind": field.kind.value,
                "required": field.is_required,
                "public": field.is_public,
                "filter": field.is_filter,
                "choices": [{"code": choice.code, "label": choice.label} for choice in field.choices],
            }
            for field in one.fields
        ],
        "href": f"{ROOT}/registers/{one.key}",
        "page": f"/registers/{one.key}",
    }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "number": one.pk,
        "register": one.register,
        "title": one.title,
        "values": one.values,
        "organisation": one.organisation_code,
        "owner_role": one.owner_role,
        "state": one.state,
        "review_by": one.review_by.isoformat(),
        "reviewed_on": one.reviewed_on.isoformat(),
        "version": one.version,
        "href": f"{ROOT}/registers/{one.register}/{one.pk}",
        "page": f"/registers/{one.register}/{one.pk}",
    }


NEEDS = "Every role: entries that are shared, and one's own organisation's; every entry for roles of the alliance."
IN_PATH = Parameter("register", A_REGISTER, "The key of the register.", "services", is_required=True)

REGISTERS = Endpoint(
    name="registers",
    path="/registers",
    title="Registers",
    words="Every register: services, tests, trials and the rest, with their fields.",
    needs="Every role.",
    shape=thing({"rows": listed(thing(REGISTER), "The registers, by title.")}),
    answer=answer_registers,
)
ENTRIES = Endpoint(
    name="entries",
    path="/registers/{register}",
    title="Entries of a register",
    words="The entries of one register, by name, page by page: follow links.next.",
    needs=NEEDS,
    shape=thing(
        {
            "rows": listed(thing(ENTRY), "The entries of this page."),
            "per_page": whole("How many rows a page holds at most."),
            "links": thing(
                {
                    "self": text("The address of this page."),
                    "next": text("The address of the next page; null on the last.", or_null=True),
                }
            ),
            "synthetic": SYNTHETIC,
        }
    ),
    answer=answer_entries,
    in_path=(IN_PATH,),
    in_query=(
        Parameter("q", SOME_WORDS, "Only entries whose texts have these words.", "support"),
        Parameter("filter", A_FILTER, "Only entries with this code in a field that filters.", "kind:support_group"),
        Parameter("state", OneOf(tuple(STATES), "held"), "Which entries.", "due"),
        Parameter("after", Whole(0, 10**12, 0), "Begin after the entry of this number.", "120"),
        Parameter("per_page", Whole(1, 500, 100), "Rows a page, at most 500.", "100"),
    ),
)
ENTRY_OF_REGISTER = Endpoint(
    name="entry",
    path="/registers/{register}/{number}",
    title="One entry",
    words="One entry of a register as it stands now.",
    needs=NEEDS,
    shape=thing({**ENTRY, "synthetic": SYNTHETIC}),
    answer=answer_entry,
    in_path=(IN_PATH, Parameter("number", A_NUMBER, "Its number.", "1", is_required=True)),
)
