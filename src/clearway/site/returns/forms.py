"""What is typed on the pages of returns: a new return, the mark of a cell, the answers of a quarter."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from clearway.measures.catalogue import Catalogue
from clearway.planning.structure import Plan
from clearway.publications.plan_rows import KINDS as PLAN_ROWS
from clearway.publications.returns.address import cell_place
from clearway.publications.returns.filling import Answer
from clearway.publications.returns.kinds import ROWS, VALUES
from clearway.publications.returns.marking import BlockColumn, MarkedBlock, MarkedCell
from clearway.publications.tables import Cell
from clearway.records.findings import Refused
from clearway.records.observations import AREA_TYPES
from clearway.site.agreements.forms import DatePartsField
from clearway.site.returns import answers as answering

LONGEST_WORDS = 2_000
LABELS: Mapping[str, str] = {
    "of": "Of what in the plan",
    "field": "Which field",
    "status": "Only those with this status",
    "part": "Which number",
    "span": "Over which time",
    "stream": "Revenue or capital",
    "measure": "Which measure",
    "level": "Kind of place",
    "place": "Code of the place",
    "question": "The question",
    "answer": "What is typed",
    "choices": "The answers to choose from",
    "hint": "Help for whoever answers",
}
HINTS: Mapping[str, str] = {
    "place": "Such as RFF for a trust. For the alliance itself leave it empty.",
    "question": "As whoever fills the return should read it.",
    "choices": "One on each line.",
}
WORDS_LABEL = "The form's own words"
WORDS_HINT = "One pair on each line: “On track = Green”. Leave it empty to write our words."


class ReturnForm(forms.Form):
    """A new return."""

    title = forms.CharField(max_length=200, label="What the return is called")
    asked_by = forms.CharField(max_length=200, required=False, label="Who asks for it")
    due_days = forms.IntegerField(
        min_value=0,
        max_value=200,
        label="Due how many days after the quarter ends",
        help_text="Such as 30: the return for July to September is then due on 30 October.",
    )


class KindForm(forms.Form):
    """What goes into a cell: the first of two steps."""

    kind = forms.ChoiceField(
        choices=[("", ""), *((key, one.words) for key, one in VALUES.items()), *ROWS.items()],
        label="What goes there?",
        error_messages={"required": "Choose what goes there"},
    )


class CellForm(forms.Form):
    """The second step for one value: whatever else its kind needs."""

    marks_optional = True

    def __init__(self, typed: Any, kind: str, *, plan: Plan | None, catalogue: Catalogue, initial: Any = None) -> None:
        super().__init__(typed, initial=initial)
        self.kind, wants = kind, VALUES[kind]
        for key in (*wants.needs, *wants.takes):
            known = dict((wants.choices or {}).get(key) or _known(key, kind, plan, catalogue))
            needed = key in wants.needs
            if known:
                named = [(one, said[:1].upper() + said[1:]) for one, said in known.items()]
                self.fields[key] = forms.ChoiceField(choices=[("", ""), *named], required=needed, label=LABELS[key])
            else:
                widget = forms.Textarea if key == "choices" else forms.TextInput
                self.fields[key] = forms.CharField(
                    required=needed,
                    max_length=LONGEST_WORDS,
                    label=LABELS[key],
                    widget=widget,
                    help_text=HINTS.get(key, ""),
                )
            self.fields[key].error_messages["required"] = f"{LABELS[key]}: choose or write it"
        self.fields["words"] = forms.CharField(
            required=False, max_length=LONGEST_WORDS, label=WORDS_LABEL, widget=forms.Textarea, help_text=WORDS_HINT
        )

    def marked(self, sheet: str, cell: str) -> MarkedCell:
        """The mark that was made. Raises Refused for words that are no pairs."""
        held: dict[str, Any] = {key: one for key, one in self.cleaned_data.items() if one and key != "words"}
        if "choices" in held:
            held["choices"] = tuple(dict.fromkeys(one.strip() for one in held["choices"].splitlines() if one.strip()))
        pairs = pairs_of(self.cleaned_data["words"])
        return MarkedCell(sheet=sheet, cell=cell, value=self.kind, words=pairs, **held)


class BlockForm(forms.Form):
    """The second step for rows: how far they go, and which column takes which field."""

    marks_optional = True

    def __init__(self, typed: Any, kind: str, *, plan: Plan | None, initial: Any = None) -> None:
        super().__init__(typed, initial=initial)
        self.kind = kind
        self.fields["last_row"] = forms.IntegerField(
            min_value=1,
            label="The last row that may be filled",
            help_text="What does not fit is named, never written beyond.",
        )
        within = [("", "Everything in the plan"), *_parts(plan)]
        self.fields["of"] = forms.ChoiceField(choices=within, required=False, label="Of what in the plan")
        for one in PLAN_ROWS[kind].columns:
            self.fields[f"column_{one.key}"] = forms.CharField(
                required=False, max_length=3, label=f"Column for: {one.heading}"
            )
        self.fields["words"] = forms.CharField(
            required=False, max_length=LONGEST_WORDS, label=WORDS_LABEL, widget=forms.Textarea, help_text=WORDS_HINT
        )

    def marked(self, sheet: str, cell: str) -> MarkedBlock:
        """The block that was marked, from the row of a cell on."""
        pairs = pairs_of(self.cleaned_data["words"])
        columns = tuple(
            BlockColumn(column=letters.strip().upper(), field=one.key, words=pairs)
            for one in PLAN_ROWS[self.kind].columns
            if (letters := self.cleaned_data[f"column_{one.key}"])
        )
        row, _ = cell_place(cell)
        return MarkedBlock(
            sheet=sheet,
            rows=self.kind,
            first_row=row,
            last_row=self.cleaned_data["last_row"],
            columns=columns,
            of=self.cleaned_data["of"] or None,
        )


def pairs_of(text: str) -> dict[str, str]:
    """`On track = Green`, one on each line. Raises Refused for a line that is no pair."""
    pairs: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        ours, mark, theirs = (one.strip() for one in line.partition("="))
        if not line.strip():
            continue
        if not (ours and mark and theirs):
            raise Refused(
                f"Line {number} of the form's own words is no pair.", "Write: On track = Green", code="MARKING-WORDS"
            )
        pairs[ours] = theirs
    return pairs


def told_pairs(pairs: Mapping[str, str]) -> str:
    """Pairs as they are typed."""
    return "\n".join(f"{ours} = {theirs}" for ours, theirs in pairs.items())


def _known(key: str, kind: str, plan: Plan | None, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The words that a key may be, where this store knows them."""
    if key == "measure":
        yield from ((one.id, f"{one.id} {one.name}") for one in catalogue)
    elif key == "level":
        yield from ((one, one.replace("_", " ")) for one in AREA_TYPES)
    elif key == "of" and plan is not None:
        if kind == "milestone":
            yield from ((each.id, f"{each.id} {each.text}") for one in plan.deliverables for each in one.milestones)
        else:
            yield from (pair for pair in _parts(plan) if kind != "deliverable" or not _is_workstream(plan, pair[0]))


def _is_workstream(plan: Plan, wanted: str) -> bool:
    return any(one.id == wanted for one in plan.workstreams)


def _parts(plan: Plan | None) -> Iterator[tuple[str, str]]:
    """Workstreams and deliverables, in order."""
    for workstream in plan.workstreams if plan else ():
        yield workstream.id, f"{workstream.id} {workstream.title}"
        yield from ((one.id, f"{one.id} {one.title}") for one in workstream.deliverables)


class AnswersForm(forms.Form):
    """The questions of a return; an answer carried forward has a box that confirms it."""

    marks_optional = False

    def __init__(self, typed: Any, questions: tuple[MarkedCell, ...], held: Mapping[str, Answer]) -> None:
        super().__init__(typed)
        self.questions, self.held = questions, held
        for number, one in enumerate(questions):
            answer = held.get(one.question or "")
            self.fields[f"a{number}"] = _asked(one, answer)
            if answer is not None and answer.carried_from:
                self.fields[f"c{number}"] = forms.MultipleChoiceField(
                    choices=[("yes", "This answer still holds")],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                    label=f"Carried forward from {answer.carried_from}",
                    initial=["yes"] if answer.is_confirmed else [],
                )

    def answers(self) -> dict[str, Answer]:
        """What is answered now. Raises Refused with the question for what is no answer to it."""
        told: dict[str, Answer] = {}
        for number, one in enumerate(self.questions):
            given = self.cleaned_data[f"a{number}"]
            try:
                value: Cell = given if one.answer == "date" else answering.typed(one, given or "")
            except Refused as refusal:
                raise Refused(f"{one.question}: {refusal.reason}", refusal.mend, code=refusal.code) from refusal
            if value is not None:
                is_confirmed = bool(self.cleaned_data.get(f"c{number}"))
                told[one.question or ""] = answering.answered(self.held, one, value, is_confirmed=is_confirmed)
        return told


def _asked(one: MarkedCell, answer: Answer | None) -> forms.Field:
    value = answer.value if answer else None
    hint = one.hint or ""
    if one.answer == "date":
        return DatePartsField(required=False, label=one.question, initial=value, help_text=hint)
    if one.answer == "choice":
        choices = [("", ""), *((each, each) for each in one.choices)]
        return forms.ChoiceField(choices=choices, required=False, label=one.question, initial=value, help_text=hint)
    widget = forms.Textarea if one.answer == "text" else forms.TextInput
    return forms.CharField(
        required=False,
        max_length=answering.LONGEST,
        label=one.question,
        widget=widget,
        help_text=hint,
        initial=value,
    )


class SubmitForm(forms.Form):
    """The last step: why cells stay empty, where any do."""

    marks_optional = False

    seen = forms.CharField(widget=forms.HiddenInput)
    empty_because = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea,
        label="Why do cells stay empty, or rows stay out?",
        help_text="Kept with the return.",
    )
