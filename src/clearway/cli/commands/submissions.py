"""`clearway submissions`: what has been loaded."""

from clearway.cli.answers import answer, answer_json
from clearway.cli.app import command
from clearway.cli.options import Json, Store
from clearway.cli.stores import use_store


@command("submissions", example="clearway submissions --store my-store")
def submissions(store: Store, as_json: Json = False) -> None:
    """What has been loaded, by whom and when, in which version, and which of it counts now."""
    use_store(store)
    from clearway.pipeline.manifest import Submission
    from clearway.site.submissions.services import all_submissions

    held = all_submissions()
    if as_json:
        answer_json({"submissions": [_plain(one) for one in held]})
        return
    if not held:
        answer("Nothing has been loaded yet. Start with: clearway load FILE --store DIR")

    def months(one: Submission) -> str:
        return one.first_month if one.first_month == one.last_month else f"{one.first_month} to {one.last_month}"

    for one in held:
        answer(f"{one.id}  {one.state}")
        whose = " ".join(filter(None, (one.organisation_code, months(one))))
        answer(f"  {one.file_name}, {one.source}, {whose}, {one.release}, version {one.version}")
        answer(
            f"  {one.accepted:,} accepted, {one.rejected:,} rejected; {one.loaded_by}, {one.received_at:%Y-%m-%d %H:%M}"
        )
        if one.supersedes:
            answer(f"  in place of {one.supersedes}")
        if one.forced_reason:
            answer(f"  forced: {one.forced_reason}")


def _plain(one: object) -> dict[str, object]:
    from dataclasses import asdict

    from clearway.pipeline.manifest import Submission

    if not isinstance(one, Submission):
        raise TypeError("a submission is expected")
    return {**asdict(one), "received_at": one.received_at.isoformat(timespec="seconds")}
