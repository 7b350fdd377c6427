"""Reading registers: the list of registers, the list of one, what is due, and the pages that everybody may read."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clearway.publications.tables import LongTable, Table
from clearway.records.findings import Refused
from clearway.site.downloads import long_file, wanted_file
from clearway.site.pages.errors import error_page
from clearway.site.registers import listing
from clearway.site.registers.asked import query_of, read
from clearway.site.registers.known import NoSuchRegister, known_types, schema_in_use
from clearway.site.registers.permissions import can_add, can_manage_types
from clearway.site.registers.presenters import files, lists
from clearway.site.registers.presenters.area_map import counts_map
from clearway.site.registers.presenters.words import interval
from clearway.site.registers.schema import Schema
from clearway.site.requests import SignedInRequest
from clearway.site.tables import ShownTable
from clearway.site.visits import limited

View = Callable[..., HttpResponseBase]

ENTRIES = "entries"
SHORT = 5_000
"""Entries of a list whose file is made in one piece."""


def in_words(view: View) -> View:
    """A view whose refusals are told as a page, and for which a register that is not there is not found."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: object, **named: object) -> HttpResponseBase:
        try:
            return view(request, *arguments, **named)
        except NoSuchRegister as missing:
            raise Http404 from missing
        except Refused as refusal:
            said = f"{refusal.reason} {refusal.mend}"
            return error_page(request, status=400, title="This cannot be answered", words=said)

    return answered


@require_safe
@in_words
def registers(request: SignedInRequest) -> HttpResponse:
    """Every register with what it holds."""
    today, by = timezone.localdate(), request.membership
    table = lists.registers_table(known_types(), by, today)
    context = {
        "table": table,
        "due": len(listing.due_seen_by(by, today)),
        "may_manage": can_manage_types(by),
    }
    file = wanted_file(request, table, name="clearway-registers")
    return file or render(request, "registers/registers.jinja", context)


@require_safe
@in_words
def register(request: SignedInRequest, register: str) -> HttpResponseBase:
    """The entries of one register."""
    schema, by = schema_in_use(register), request.membership
    question = read(request.GET, schema, timezone.localdate())
    if "format" in request.GET:
        whole = listing.all_of(replace(question, after=0, before=0), by)
        return _whole_file(request, whole, files.long_entries_table(schema, whole, len(whole), question.on), schema)
    context = {
        "schema": schema,
        "question": question,
        "page": lists.list_page(question, listing.page_of(question, by), by),
        "query": query_of(question),
        "may_add": can_add(by),
        "interval": interval(schema),
    }
    return render(request, "registers/register.jinja", context)


@require_safe
@in_words
def map_of(request: SignedInRequest, register: str) -> HttpResponse:
    """The districts of the alliance by how many entries name them; for registers with a field of places."""
    schema, today = schema_in_use(register), timezone.localdate()
    if not schema.geography:
        raise NoSuchRegister(register)
    question = listing.Question(schema=schema, on=today)
    counts = listing.counts_by_word(question, request.membership, schema.geography)
    drawing, table = counts_map(schema, counts, today)
    file = wanted_file(request, table, name=f"clearway-{schema.key}")
    context = {"schema": schema, "field": schema.field(schema.geography), "drawing": drawing, "table": table}
    return file or render(request, "registers/map.jinja", context)


@require_safe
@in_words
def due(request: SignedInRequest) -> HttpResponse:
    """The entries that somebody of this membership's organisation should look at."""
    today = timezone.localdate()
    schemas = {one.key: one for one in known_types()}
    table = lists.due_table(listing.due_seen_by(request.membership, today), schemas, today)
    file = wanted_file(request, table, name="clearway-registers")
    return file or render(request, "registers/due.jinja", {"table": table})


@require_safe
@limited
@in_words
def public_registers(request: HttpRequest) -> HttpResponse:
    """The registers that everybody may read."""
    schemas = [one for one in known_types() if one.is_public]
    return render(request, "registers/public_registers.jinja", {"schemas": schemas})


@require_safe
@limited
@in_words
def public_register(request: HttpRequest, register: str) -> HttpResponseBase:
    """One register as everybody may read it: public fields of current entries, with their source and date."""
    schema = schema_in_use(register)
    if not schema.is_public:
        raise NoSuchRegister(register)
    today = timezone.localdate()
    question = _public_question(request, schema, read(request.GET, schema, today))
    if "format" in request.GET:
        whole = listing.all_of(question, None)
        return _whole_file(request, whole, files.long_public_table(schema, whole, len(whole), today), schema)
    page = listing.page_of(question, None)
    first, last = (page.entries[0].pk, page.entries[-1].pk) if page.entries else (0, 0)
    context = {
        "schema": schema,
        "question": question,
        "selects": [one for one in lists.selects(question) if schema.field(one.name).is_public],
        "table": lists.public_list(schema, page.entries, today),
        "before": query_of(question, before=first) if page.has_before and first else "",
        "after": query_of(question, after=last) if page.has_after and last else "",
    }
    return render(request, "registers/public_register.jinja", context)


def _whole_file(request: HttpRequest, whole: listing.Whole, long: LongTable, schema: Schema) -> HttpResponseBase:
    """Every entry of a list as a file: in one piece while it is short, else as its entries are read."""
    name = f"clearway-{schema.key}"
    if len(whole) > SHORT:
        return long_file(request, long, key=ENTRIES, rows=len(whole), name=name)
    table = Table(long.title, long.columns, tuple(long.rows), long.notes)
    file = wanted_file(request, ShownTable(ENTRIES, table, ""), name=name)
    if file is None:
        raise Http404
    return file


def _public_question(request: HttpRequest, schema: Schema, asked: listing.Question) -> listing.Question:
    """What a stranger may ask: public filters, in order of the title; never by what only others may know."""
    public = {one.id for one in schema.public_fields}
    kept = {key: word for key, word in asked.filters.items() if key in public}
    whole = "format" in request.GET
    return listing.Question(
        schema=schema,
        on=asked.on,
        filters=kept,
        after=0 if whole else asked.after,
        before=0 if whole else asked.before,
    )
