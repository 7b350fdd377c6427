"""Calculated answers as FHIRPath, the language in which FHIR writes them, and back.

Three expressions are written and understood, and no others: a sum, a difference, and how many questions chose a code.
That is little, but a reader can see what each means, and nobody can upload a program.
"""

import re

from clearway.site.forms.questionnaire.item import Calculation, Sum

ID = r"[A-Za-z0-9._-]+"
ANSWERS = "%resource.descendants().where({where}).answer.value"
ADDED = ".aggregate($this + $total, 0)"
_ONE = rf"%resource\.descendants\(\)\.where\(linkId='({ID})'\)\.answer\.value\.aggregate\(\$this \+ \$total, 0\)"
_SOME = rf"%resource\.descendants\(\)\.where\((linkId='{ID}'(?: or linkId='{ID}')*)\)\.answer\.value"
SHAPES = (
    (Sum.SUM, re.compile(rf"{_SOME}\.aggregate\(\$this \+ \$total, 0\)")),
    (Sum.DIFFERENCE, re.compile(rf"{_ONE} - {_ONE}")),
    (Sum.COUNT, re.compile(rf"{_SOME}\.where\(code='([^'\\]+)'\)\.count\(\)")),
)


def fhirpath(calculation: Calculation) -> str:
    """The calculation as a FHIRPath expression over a QuestionnaireResponse."""
    if calculation.kind is Sum.DIFFERENCE:
        return " - ".join(ANSWERS.format(where=f"linkId='{one}'") + ADDED for one in calculation.of)
    answers = ANSWERS.format(where=" or ".join(f"linkId='{one}'" for one in calculation.of))
    if calculation.kind is Sum.SUM:
        return f"{answers}{ADDED}"
    return f"{answers}.where(code='{calculation.chosen}').count()"


def from_fhirpath(expression: str) -> Calculation | None:
    """The calculation that an expression writes, or None for one that is not understood here."""
    for kind, shape in SHAPES:
        if found := shape.fullmatch(expression.strip()):
            if kind is Sum.DIFFERENCE:
                return Calculation(kind, (found[1], found[2]))
            of = tuple(re.findall(rf"linkId='({ID})'", found[1]))
            return Calculation(kind, of, found[2] if kind is Sum.COUNT else "")
    return None
