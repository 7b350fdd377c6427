"""`clearway golden`: a folder of known answers checked against the statistics library."""

from pathlib import Path
from typing import Annotated

import typer

from clearway.cli.answers import Code, answer, answer_json, end
from clearway.cli.app import command
from clearway.cli.options import Json

Folder = Annotated[
    Path,
    typer.Argument(help="Folder of known-answer files.", exists=True, file_okay=False, readable=True),
]


@command("golden", example="clearway golden ../shared/golden")
def golden(folder: Folder, as_json: Json = False) -> None:
    """Check the statistics against known answers: every file of a folder, each within its tolerance.

    Tells each difference by file and case. A file that nothing reads counts as failed. Ends with 1 when one failed.
    """
    from clearway.records.findings import Refused
    from clearway.stats.golden import run_folder

    report = run_folder(folder)
    if not report.answers:
        raise Refused(
            f"{folder} holds no known answers.",
            "Name the folder with the CSV files themselves.",
            code="NO_KNOWN_ANSWERS",
        )
    failed = len(report.failures)
    if as_json:
        answer_json(
            {
                "passed": report.passed,
                "failed": failed,
                "files": [
                    {"file": file, "passed": right, "failed": wrong}
                    for file, (right, wrong) in report.by_file().items()
                ],
                "failures": [
                    {"file": one.file, "case": one.case, "expected": one.expected, "given": one.given}
                    for one in report.failures
                ],
                "not_looked_at": list(report.not_looked_at),
            }
        )
    else:
        for one in report.failures:
            answer(str(one))
        for file, (right, wrong) in report.by_file().items():
            answer(f"{file}: {right} passed" + (f", {wrong} failed" if wrong else ""))
        for name in report.not_looked_at:
            answer(f"{name}: not looked at here")
        answer(f"{report.passed} passed, {failed} failed")
    if failed:
        raise end(Code.FOUND_PROBLEMS)
