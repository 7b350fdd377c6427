"""Who is to do a thing, as a sentence prints it: roles and bodies, never "we"."""

import re

from clearway.planning.documents.tables import form, words_of

LONGEST_NAME = 9
"""Words in the name of a role or body; more are a clause and no name."""
AND = re.compile(r"\s+(?:and|&)\s+|;\s*|\s*/\s*", re.IGNORECASE)
CLAUSE = re.compile(r"[;:]\s+|,\s+(?:and|but|while|where|which|who)\s+|\b(?:that|said|explained)\s+", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|a|an|our|all|both)\s+", re.IGNORECASE)
TOGETHER = re.compile(r"\s+(?:together|also|each|then|now|therefore|jointly)$", re.IGNORECASE)
TRAILING = re.compile(r"\(([^()]{3,90})\)[.;]?$|:\s*([^:]{3,90})$")
DUE = re.compile(r",\s+(?=(?:by|in|from|spring|summer|autumn|winter)\b|\w* ?Q?\d)", re.IGNORECASE)
DOES = frozenset({"has", "have", "is", "are", "does", "providing", "leading", "reviewing"})
ROLE = re.compile(r"[A-Z][\w'’-]*")


def owners_before(words: str) -> tuple[str, ...]:
    """The owners named by the subject of a sentence: the words before "will", "is to", "agreed to" and the like."""
    clause = CLAUSE.split(words.strip())[-1]
    clause = form("owners", "place_first").sub("", clause)
    return owners_named(TOGETHER.sub("", clause.strip(" ,")))


def owners_after(sentence: str) -> tuple[str, ...]:
    """The owners named behind "led by", "owner:", or at the end of a sentence in brackets or behind a colon."""
    for match in form("owners", "after").finditer(sentence):
        rest = re.split(
            r"[.;()]|,\s+(?:by|in|from)\b|\s+(?:in|by|from|to|for|on|with|and will)\s", sentence[match.end() :]
        )[0]
        if found := owners_named(rest.strip(" ,")):
            return found
    if trailing := TRAILING.search(sentence):
        for part in DUE.split(trailing[1] or trailing[2]):
            if found := owners_named(part.strip(" .,")):
                return found
    return ()


def owners_at_start(sentence: str) -> tuple[str, ...]:
    """The owners with whose names a sentence begins, before what they do: "MDTs review …", "All GPs undertaking …"."""
    tokens = ARTICLE.sub("", sentence.strip()).split()
    for count in range(1, min(LONGEST_NAME, len(tokens) - 1)):
        does = tokens[count].lower().strip(",;:")
        stems = {does, does.removesuffix("s"), does.removesuffix("ing"), f"{does.removesuffix('ing')}e"}
        is_name = tokens[count - 1].lower().strip(",") in words_of("owners", "ends")
        if is_name and (stems & words_of("commitments", "verbs") or does in DOES) and not _begins_a_task(tokens[0]):
            return owners_named(" ".join(tokens[:count]))
    return ()


def _begins_a_task(word: str) -> bool:
    """Whether a first word is what is to be done, so that no name begins with it: "Review of MDT …"."""
    return word.lower() in words_of("commitments", "verbs") | words_of("commitments", "nouns")


def owners_named(words: str) -> tuple[str, ...]:
    """The owners in a stretch that is nothing but names, such as a cell; empty when it is none."""
    whole = ARTICLE.sub("", words.strip(" .,;"))
    nobody = (form("commitments", "ours"), form("owners", "not_owners"), form("owners", "own"))
    if not whole or any(pattern.match(whole) for pattern in nobody):
        return ()
    parts = [ARTICLE.sub("", part.strip(" ,")) for part in AND.split(whole) if part.strip(" ,")]
    if len(parts) > 1 and all(_is_owner(part) for part in parts):
        return tuple(parts)
    return (whole,) if _is_owner(whole) else ()


def owners_in_cell(words: str) -> tuple[str, ...]:
    """The owners in the owner's cell of a table, whatever they are called."""
    return owners_named(words) or tuple(part.strip() for part in re.split(r"[;/]", words) if part.strip())


def _is_owner(name: str) -> bool:
    """Whether a stretch reads as the name of a role or body: short, and with a word that such names end with."""
    plain = re.sub(r"\([^)]*\)", "", name).strip()
    tokens = [re.sub(r"[^\w-]", "", token).lower() for token in plain.split()]
    tokens = [token for token in tokens if token]
    if not 1 <= len(tokens) <= LONGEST_NAME:
        return False
    ends = words_of("owners", "ends")
    if tokens[-1] in ends:
        return True
    heads = {head.lower() for head in re.findall(r"([\w-]+)(?:,| of| for)\s", plain)}
    return bool(heads & ends) and ROLE.match(plain) is not None and _has_no_verb(tokens)


def _has_no_verb(tokens: list[str]) -> bool:
    return not words_of("commitments", "verbs") & set(tokens[:-1]) - words_of("owners", "ends")
