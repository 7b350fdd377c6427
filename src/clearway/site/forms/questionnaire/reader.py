"""A form out of our own YAML: every key is named, and a refusal says the line, the item, what, and how to mend it."""

import re
from dataclasses import replace

import yaml

from clearway.site.forms.questionnaire.form_type import AllianceSees, FormType, PartiesSee, Party, Section, Theme
from clearway.site.forms.questionnaire.item import Item, Operator
from clearway.site.forms.questionnaire.problems import FormProblem
from clearway.site.forms.questionnaire.structure import check
from clearway.site.forms.questionnaire.yaml_items import Lists, item_of, settled
from clearway.standards.errors import StandardsError
from clearway.standards.strict import Section as Keys
from clearway.standards.strict import read_yaml_text

REQUIRED = ("id", "version", "title", "parties", "sections")
OPTIONAL = (
    *("description", "source", "url", "status", "due_days", "alliance_sees", "parties_see", "public", "themes"),
    "lists",
)
STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
LONGEST_TEXT = 1_000_000
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""The parser in C, where there is one: it reads a few texts that the plain one refuses, as the strict reader does."""


def form_of_yaml(text: str, *, name: str = "the file") -> FormType:
    """The form that a YAML text defines; `name` is what messages call it. Raises FormProblem."""
    if len(text) > LONGEST_TEXT:
        raise FormProblem(name, "is longer than a million characters", "Split the form.")
    try:
        _refuse_aliases(text)
        return check(_with_conditions(_form(read_yaml_text(text, name))))
    except StandardsError as wrong:
        line = line_of(text, wrong.key)
        raise FormProblem(_where(text, wrong.key), wrong.wrong, wrong.mend, line=line) from wrong
    except FormProblem as wrong:
        line = wrong.line or line_of_id(text, wrong.where)
        raise FormProblem(wrong.where, wrong.wrong, wrong.mend, line=line) from wrong
    except RecursionError as wrong:
        raise FormProblem(name, "is nested too deep", "Take levels out.") from wrong


def _refuse_aliases(text: str) -> None:
    """A few lines with references to each other can stand for millions of items."""
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else None
                raise FormProblem("the file", "refers to itself (*name)", "Use lists and options_from.", line=line)
    except yaml.YAMLError:
        return  # the reader proper says what is wrong, and where


def line_of(text: str, path: str) -> int | None:
    """The line on which a path of keys (`sections[0].items[2].type`) stands, as far as the path leads."""
    if found := re.fullmatch(r"line (\d+)", path):
        return int(found[1])
    node, line = _composed(text), None
    for key, place in STEP.findall(path):
        found_node = None
        if isinstance(node, yaml.MappingNode) and key:
            for key_node, value_node in node.value:
                if key_node.value == key:
                    line, found_node = key_node.start_mark.line + 1, value_node
        elif isinstance(node, yaml.SequenceNode) and place and int(place) < len(node.value):
            found_node = node.value[int(place)]
            line = found_node.start_mark.line + 1
        if found_node is None:
            break
        node = found_node
    return line


def line_of_id(text: str, link_id: str) -> int | None:
    """The last line on which an id is given: where something stands twice, that is the second."""
    pattern = re.compile(rf"\bid:\s*[\"']?{re.escape(link_id)}[\"']?\s*([,}}#]|$)")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
    return lines[-1] if lines else None


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _where(text: str, path: str) -> str:
    """The path with the id of the innermost item on it, when it has one: an id says more than a place in a list."""
    if path.startswith(("line ", "(")):
        return "the file"
    node, found = _composed(text), ""
    for key, place in STEP.findall(path):
        if isinstance(node, yaml.MappingNode) and key:
            node = next((one for at, one in node.value if at.value == key), None)
        elif isinstance(node, yaml.SequenceNode) and place:
            node = node.value[int(place)] if int(place) < len(node.value) else None
        if isinstance(node, yaml.MappingNode):
            found = next((str(one.value) for at, one in node.value if at.value == "id"), found)
    last = path.rpartition(".")[2]
    return f"item {found}, {last}" if found else path


def _form(keys: Keys) -> FormType:
    keys.only(REQUIRED, OPTIONAL)
    lists = _lists(keys)
    due = keys.value("due_days") if keys.has("due_days") else None
    if due is not None and (not isinstance(due, int) or isinstance(due, bool)):
        raise keys.wrong("due_days", "is not a whole number", "Write days.")
    return FormType(
        id=keys.text("id"),
        version=keys.text("version"),
        title=keys.text("title"),
        parties=tuple(_party(one) for one in keys.sections("parties")),
        sections=tuple(_section(one, lists) for one in keys.sections("sections")),
        description=keys.text("description", ""),
        source=keys.text("source", ""),
        url=keys.text("url", ""),
        status=keys.one_of("status", ("active", "draft"), "active"),
        due_days=due,
        alliance_sees=AllianceSees(keys.one_of("alliance_sees", [one.value for one in AllianceSees], "signed")),
        parties_see=PartiesSee(keys.one_of("parties_see", [one.value for one in PartiesSee], "signed")),
        is_public=keys.switch("public", False),
        themes=tuple(_theme(one) for one in keys.sections("themes")) if keys.has("themes") else (),
    )


def _with_conditions(form: FormType) -> FormType:
    """The form with the answers of its conditions as the questions they name have them."""
    known = {one.link_id: one for one in form.items()}

    def whole(item: Item) -> Item:
        conditions = tuple(
            one
            if one.operator is Operator.EXISTS or one.question not in known
            else replace(one, answer=settled(one.answer, known[one.question]))
            for one in item.enable_when
        )
        return replace(item, enable_when=conditions, items=tuple(whole(one) for one in item.items))

    return replace(form, sections=tuple(Section(one.party, whole(one.group)) for one in form.sections))


def _lists(keys: Keys) -> Lists:
    if not keys.has("lists"):
        return {}
    held = keys.section("lists")
    return {name: held.sections(name) for name in held.content}


def _party(keys: Keys) -> Party:
    keys.only(("id", "title"), ("kinds", "signed_by"))
    return Party(keys.text("id"), keys.text("title"), keys.texts("kinds"), keys.texts("signed_by"))


def _theme(keys: Keys) -> Theme:
    keys.only(("code", "text"))
    return Theme(keys.text("code"), keys.text("text"))


def _section(keys: Keys, lists: Lists) -> Section:
    keys.only(("id", "title", "party", "items"), ("help",))
    group = item_of(keys, lists, is_section=True)
    return Section(keys.text("party"), group)
