"""YAML that a person sends: what would grow or dig without end when it is read is refused before it is read."""

import yaml

from clearway.standards.errors import StandardsError

DEEPEST = 8
"""Mappings and lists within one another; the deepest file shipped needs four."""

OPENING = (
    *(yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken),
    *(yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken),
)
CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
SHARED = (yaml.AliasToken, yaml.AnchorToken, yaml.TagToken)


def check_plain(text: str, name: str, *, longest: int, one: str) -> None:
    """Refuse tags, references, a depth beyond `DEEPEST` and more than `longest` characters.

    `name` is what messages call the file, `one` what it should hold one of. Raises StandardsError with the line.
    """
    if len(text) > longest:
        wrong = f"{len(text):,} characters are more than {longest:,}"
        raise StandardsError(name, "(whole file)", wrong, f"Send one {one}.")
    depth = 0
    try:
        for token in yaml.scan(text):
            line = f"line {token.start_mark.line + 1}"
            if isinstance(token, SHARED):
                raise StandardsError(name, line, "holds a tag, or a reference (& or *)", "Write it out in full.")
            depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
            if depth > DEEPEST:
                raise StandardsError(name, line, f"lies more than {DEEPEST} levels deep", "Use the form shipped.")
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "(whole file)"
        why = getattr(wrong, "problem", None) or "holds signs that no text has"
        raise StandardsError(name, where, f"does not read as YAML: {why}", "Correct the line.") from wrong
