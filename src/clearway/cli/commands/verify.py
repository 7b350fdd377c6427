"""`clearway verify`: is the store as it was written?"""

from dataclasses import asdict

from clearway.cli.answers import Code, answer, answer_json, end
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store
from clearway.store.folder import StoreFolder, read_store

CHANGED = "Somebody changed the audit trail: keep this store as it is and tell whoever answers for it."
OLDER = "Bring the newest copy of the database back; until then, what was acknowledged after this event is lost."
LOST_BYTES = "Bring the folder `documents` of the store back from a backup, or remove the document with a reason."

UNPROTECTED = "Rows of other organisations are not held back by the database: see docs/deployment.md."


@command("verify", example="clearway verify --store my-store")
def verify(store: Store, as_json: Json = False) -> None:
    """Check the database, checksums, counts and the audit trail, and say what is wrong; nothing is repaired.

    Ends with 1 when something is wrong.
    """
    from clearway.pipeline.verify import database_problems

    count = waiting = 0
    problems = [asdict(one) for one in database_problems(read_store(store))]
    if not problems:
        folder = use_store(store)
        from clearway.site.audit.models import Waiting
        from clearway.site.submissions.services import all_submissions

        problems, count, waiting = problems_of_store(folder), len(all_submissions()), Waiting.objects.count()
    if as_json:
        answer_json({"submissions": count, "reads_waiting": waiting, "problems": problems})
    else:
        for problem in problems:
            answer(f"{problem['where']} {problem['problem']}. {problem['mend']}")
        if not problems:
            answer(f"All is as it was written: {count} submissions, their files, figures and the audit trail.")
        if waiting:
            answer(f"{waiting:,} reads wait to be chained to the trail: the job worker does so within seconds.")
    if problems:
        raise end(Code.FOUND_PROBLEMS)


def problems_of_store(folder: StoreFolder) -> list[dict[str, str]]:
    """Everything that is not as it was written: submissions, figures, the audit trail, and a database put back."""
    from clearway.pipeline.verify import problems_of
    from clearway.site.attachments.services import document_problems
    from clearway.site.audit.services import mark_problems, verify_chain
    from clearway.site.organisations.row_security import row_problems
    from clearway.site.submissions.services import all_submissions

    problems = [asdict(one) for one in problems_of(folder, all_submissions())]
    problems += [{"where": where, "problem": one, "mend": LOST_BYTES} for where, one in document_problems(folder)]
    problems += [{"where": "row-level security", "problem": one, "mend": UNPROTECTED} for one in row_problems()]
    for mend, found in ((CHANGED, verify_chain()), (OLDER, mark_problems())):
        problems += [{"where": f"audit event {one.sequence}", "problem": one.problem, "mend": mend} for one in found]
    return problems
