"""One definition of an alliance's own as a text: checked as strictly as a shipped file, and written anew.

Nothing here touches a folder: who keeps the text, and who agreed to it, is for the caller.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from clearway.measures.catalogue.definition import measure_of
from clearway.measures.catalogue.load import Catalogue, check_resolves
from clearway.measures.catalogue.measure import Measure
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.standards.plain_yaml import check_plain
from clearway.standards.strict import Section, read_yaml_text

LONGEST = 32_000
"""Letters in a definition; the longest shipped one has a tenth of them."""

UNNAMED = "definition.yaml"


def own_measure(text: str, catalogue: Catalogue) -> Measure:
    """The measure that a text defines, held against the rest of the catalogue.

    Raises StandardsError naming the key, what is wrong and how to mend it: a key that is missing, unknown or of the
    wrong kind, a word out of no list, an objective that nobody knows, the id of a shipped measure.
    """
    section = own_section(text)
    measure = measure_of(section, vocabulary(), is_local=True)
    held = catalogue.measures.get(measure.id)
    if held is not None and not held.is_local:
        raise section.wrong("id", f"{measure.id!r} is the id of a shipped measure", "Choose another id.")
    check_resolves(measure, catalogue)
    return measure


def own_section(text: str) -> Section:
    """The keys of a text, under the file name that its id asks for. Raises StandardsError for what is no mapping."""
    check_plain(text, UNNAMED, longest=LONGEST, one="definition")
    section = read_yaml_text(text, UNNAMED)
    named = section.content.get("id")
    return Section(f"{named}.yaml" if isinstance(named, str) else UNNAMED, "", section.content)


def definition_text(content: Mapping[str, Any]) -> str:
    """A definition as the text of its file, keys in the order given. Reading it gives the same content again."""
    return yaml.dump(dict(content), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=116)


def with_keys(text: str, **changed: object) -> str:
    """The text with some of its keys set; None takes a key out."""
    content = {**own_section(text).content, **changed}
    return definition_text({key: value for key, value in content.items() if value is not None})


class _Writer(yaml.SafeDumper):
    """Writes exact decimals as numbers, and never a reference to something written before."""

    def ignore_aliases(self, data: object) -> bool:
        """Always: a definition repeats what it means."""
        del data
        return True


def _decimal(writer: _Writer, value: Decimal) -> yaml.ScalarNode:
    text = f"{value:f}"
    return writer.represent_scalar("tag:yaml.org,2002:float", text if "." in text else f"{text}.0")


_Writer.add_representer(Decimal, _decimal)
