"""`clearway plan read`: what a strategy document seems to promise, for a person to confirm."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json

if TYPE_CHECKING:
    from clearway.planning.documents.reader import Proposal


@command("plan read", example="clearway plan read strategy.pdf --csv proposals.csv")
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document: text, PDF or Word (.docx).")],
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the proposals there, to be answered one by one.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What a strategy, minutes or improvement plan seem to promise: each proposal beside its sentence.

    Nothing is loaded: a person confirms, changes or rejects each proposal.
    """
    from clearway.planning.documents.opening import open_document
    from clearway.planning.documents.reader import read_commitments

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    document = open_document(file)
    proposals = read_commitments(document)
    if csv is not None:
        from clearway.publications.proposals import proposal_table
        from clearway.publications.tables import comma_separated

        csv.write_bytes(comma_separated(proposal_table(document.name, proposals)))
    if as_json:
        answer_json({"document": document.name, "kind": document.kind, "proposals": [_plain(one) for one in proposals]})
        return
    for number, one in enumerate(proposals, start=1):
        _tell(number, one)
    say(f"{document.name}: {len(proposals)} proposals, confirmed by nobody. Hold each against its sentence.")


def _tell(number: int, one: "Proposal") -> None:
    answer(f"{number}. {one.action}")
    fields = {
        "owner": "; ".join(one.owners),
        "date": "; ".join(date.value for date in one.dates),
        "target": "; ".join(f"{target.value:g} {target.unit}" for target in one.targets),
        "recommendations": ", ".join(str(number) for number in one.recommendations),
    }
    if told := ", ".join(f"{name}: {words}" for name, words in fields.items() if words):
        answer(f"   {told}")
    answer(f"   “{one.sentence}”")
    answer(f"   {one.place.in_words()}; {one.because}")


def _plain(one: "Proposal") -> dict[str, Any]:
    return {
        "action": one.action,
        "owners": list(one.owners),
        "dates": [{"value": date.value, "printed": date.printed} for date in one.dates],
        "targets": [{"value": target.value, "unit": target.unit, "printed": target.printed} for target in one.targets],
        "recommendations": list(one.recommendations),
        "sentence": one.sentence,
        "lead": one.lead,
        "place": {"page": one.place.page, "line": one.place.line, "start": one.place.start, "end": one.place.end},
        "because": one.because,
    }
