"""Counts of answers as tables: one a question, and one of all questions for a file."""

from collections.abc import Iterator, Mapping, Sequence

from clearway.publications.tables import Cell, Column, Kind, Notes, Table
from clearway.site.forms.answer_counts import NOT_ASKED, Question
from clearway.site.forms.answer_protection import Node, Shown
from clearway.site.forms.presenters.lists import names_of
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.tables import ShownTable

LEVELS = {
    "alliance": "The whole alliance",
    "trust": "Trusts",
    "network": "Primary care networks",
    "practice": "General practices",
}
CLOSED = "Too few forms, or what would give others away"
QUESTION = (Column("question", "Question"), Column("asked", "What is asked"))
ORGANISATION = (Column("organisation", "Code"), Column("name", "Organisation"))
COUNTS = (
    Column("answer", "Answer"),
    Column("forms", "Forms", Kind.COUNT),
    Column("share", "Share of those asked", Kind.SHARE),
)
EVERY_QUESTION = "every-question"


def answer_tables(
    form: FormType, questions: Sequence[Question], shown: Mapping[str, Shown], level: str, mark: str
) -> list[ShownTable]:
    """For each question a table at a level; and last one of all of them, for a file."""
    titles = _titles(form, questions)
    nodes = {node for one in shown.values() for node in (*one.forms, *one.closed)}
    names = names_of(node.code for node in nodes if node.level == level)
    tables, whole = [], []
    for number, one in enumerate(questions, start=1):
        rows = list(_rows(one, shown[one.item.link_id], level, names))
        whole += [(one.item.link_id, one.item.text, *row) for row in rows]
        is_whole = level == "alliance"
        kept = tuple(row[2:] if is_whole else row[1:] for row in rows)
        columns = COUNTS if is_whole else (ORGANISATION[1], *COUNTS)
        table = Table(titles[number - 1], columns, kept, _notes(one, mark))
        empty = "No signed form has come to this question yet."
        tables.append(ShownTable(f"question-{number}", table, empty, missing="*"))
    every = Table(
        f"{form.title}: {LEVELS[level].lower()}", (*QUESTION, *ORGANISATION, *COUNTS), tuple(whole), _notes(None, mark)
    )
    return [*tables, ShownTable(EVERY_QUESTION, every, "", missing="*")]


def _rows(question: Question, shown: Shown, level: str, names: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    for node in sorted({*shown.forms, *shown.closed}, key=lambda one: (names.get(one.code, ""), one)):
        if node.level != level:
            continue
        about = (node.code or "All", names.get(node.code) or "The whole alliance")
        if node in shown.closed:
            yield (*about, CLOSED, None, None)
            continue
        for code, words in question.answers.items():
            if code in shown.answers[node] or code in _offered(question):
                yield (*about, words, *_counted(shown, node, code))


def _titles(form: FormType, questions: Sequence[Question]) -> list[str]:
    """How each question reads, with whose part it is in where there are several; no two read the same."""
    several = len(form.parties) > 1
    titles = [f"{one.item.text} ({form.party(one.party).title})" if several else one.item.text for one in questions]
    return [
        f"{title} ({one.item.link_id})" if titles.count(title) > 1 else title
        for title, one in zip(titles, questions, strict=True)
    ]


def _offered(question: Question) -> set[str]:
    return {code for code in question.answers if not code.startswith("-")}


def _counted(shown: Shown, node: Node, code: str) -> tuple[int | None, float | None]:
    """How many forms gave an answer, and of those in which the question was asked which part; None where hidden."""
    held = shown.answers[node]
    count, unasked = held.get(code, 0), held.get(NOT_ASKED, 0)
    if count is None or unasked is None or code == NOT_ASKED or unasked == shown.forms[node]:
        return count, None
    return count, count / (shown.forms[node] - unasked)


def _notes(question: Question | None, mark: str) -> Notes:
    is_several = question is not None and question.is_several
    several = " A form can give several answers, so shares need not add up to 1." if is_several else ""
    return Notes(
        definition="Signed forms by the answer they gave, over all versions of the form; a form counts once for an "
        f"answer.{several} Answers of 1 to 4 forms are hidden, and whatever would give a hidden one away.",
        source="Filled in and signed in this store by the people named in each form",
        as_at="As the forms stand now",
        snapshot="Live",
        licence="The organisations' own records.",
        mark=mark,
    )
