"""Filling in a part, one section a page; without JavaScript what an answer opens is asked after saving."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from clearway.records.findings import Refused
from clearway.site.forms.fields import Typed, field_name, fields_of, read_section
from clearway.site.forms.holding import draft_of
from clearway.site.forms.models import FormPart
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.form_type import Section
from clearway.site.forms.questionnaire.item import Value
from clearway.site.forms.services.filling import AnswersRefused, SavedMeanwhile

Read = Callable[[FormPart], Answered]
Save = Callable[[Mapping[Place, tuple[Value, ...]], int], FormPart]


@dataclass(frozen=True, slots=True)
class Way:
    """Where the pages of one filling lie: the address of a section by its id, and of the end."""

    section: Callable[[str], str]
    end: str
    frame: str
    read: Read = draft_of


def section_page(request: HttpRequest, part: FormPart, section_id: str, *, save: Save, way: Way) -> HttpResponse:
    """One section as a page of questions: shows it, or saves what was typed and goes on."""
    answered = way.read(part)
    sections = answered.form.sections_of(part.party)
    place = next((number for number, one in enumerate(sections) if one.group.link_id == section_id), None)
    if place is None:
        raise Http404
    if request.method != "POST":
        more = request.GET.get("more", "")
        return _shown(request, part, answered, sections, place, way, more=more)
    typed = read_section(answered, sections[place].group, request.POST)
    errors, problem, is_stale = dict(typed.errors), "", False
    if not errors:
        try:
            part = save(typed.answers, _revision(request))
        except SavedMeanwhile as stale:
            problem, part, is_stale = str(stale), stale.part, True
            answered = way.read(part)
        except AnswersRefused as refusal:
            errors = {one.place: one.words for one in refusal.problems}
        except Refused as refusal:
            problem = str(refusal)
        else:
            return _next(request, part, answered, sections, place, way)
    return _shown(
        request, part, answered, sections, place, way, typed=typed, errors=errors, problem=problem, is_stale=is_stale
    )


def _next(
    request: HttpRequest, part: FormPart, before: Answered, sections: tuple[Section, ...], place: int, way: Way
) -> HttpResponse:
    """Where saving leads: on, back to the form, or to the same page when it has more to ask."""
    after = way.read(part)
    here = sections[place].group
    if group := request.POST.get("add", ""):
        known = {one.link_id for one in here.every()}
        return HttpResponseRedirect(f"{way.section(here.link_id)}?more={group if group in known else ''}#{group}")
    opened = _asked(after, sections[place]) - _asked(before, sections[place])
    if opened:
        first = min(opened, key=[one.link_id for one in here.every()].index)
        return HttpResponseRedirect(f"{way.section(here.link_id)}?opened={len(opened)}#{first}")
    if request.POST.get("leave") or place + 1 == len(sections):
        return HttpResponseRedirect(way.end)
    return HttpResponseRedirect(way.section(sections[place + 1].group.link_id))


def _asked(answered: Answered, section: Section) -> set[str]:
    return {one.link_id for one in section.group.every() if one.type.is_question and answered.is_asked(one)}


def _shown(
    request: HttpRequest,
    part: FormPart,
    answered: Answered,
    sections: tuple[Section, ...],
    place: int,
    way: Way,
    *,
    typed: Typed | None = None,
    errors: Mapping[Place, str] | None = None,
    problem: str = "",
    more: str = "",
    is_stale: bool = False,
) -> HttpResponse:
    section = sections[place].group
    told = errors or {}
    fields = fields_of(answered, section, typed=typed, errors=told, more=more)
    links = []
    for where, words in told.items():
        name = field_name(where, in_turns=answered.repeating(where.question) is not None)
        links.append({"text": words, "href": f"#{name}"})
    context = {
        "part": part,
        "case": part.case,
        "asked": answered.form,
        "party": answered.form.party(part.party),
        "section": section,
        "sections": [one.group for one in sections],
        "place": place,
        "fields": fields,
        "links": links,
        "problem": problem,
        "is_stale": is_stale,
        "opened": _count(request.GET.get("opened", "")),
        "before": way.section(sections[place - 1].group.link_id) if place else "",
        "section_href": way.section,
        "here": way.section(section.link_id),
        "end": way.end,
        "frame": way.frame,
    }
    return render(request, "forms/section.jinja", context, status=422 if told or problem else 200)


def _revision(request: HttpRequest) -> int:
    return _count(request.POST.get("revision", ""))


def _count(raw: str) -> int:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0
