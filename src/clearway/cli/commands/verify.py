"""`clearway verify`: is the store as it was written?"""

from clearway.cli.answers import Code, answer, answer_json, end
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store


@command("verify", example="clearway verify --store my-store")
def verify(store: Store, as_json: Json = False) -> None:
    """Check checksums, counts and the audit trail, and say what is wrong; nothing is repaired.

    Ends with 1 when something is wrong.
    """
    folder = use_store(store)
    from clearway.pipeline.verify import problems_of
    from clearway.site.audit.services import verify_chain
    from clearway.site.submissions.services import all_submissions

    submissions = all_submissions()
    problems = [
        {"where": one.where, "problem": one.problem, "mend": one.mend} for one in problems_of(folder, submissions)
    ]
    problems += [
        {
            "where": f"audit event {one.sequence}",
            "problem": one.problem,
            "mend": "Somebody changed the audit trail: keep this store as it is and tell whoever answers for it.",
        }
        for one in verify_chain()
    ]
    if as_json:
        answer_json({"submissions": len(submissions), "problems": problems})
    else:
        for problem in problems:
            answer(f"{problem['where']} {problem['problem']}. {problem['mend']}")
        if not problems:
            answer(
                f"All is as it was written: {len(submissions)} submissions, their files, figures and the audit trail."
            )
    if problems:
        raise end(Code.FOUND_PROBLEMS)
