"""Something of everything of engagement, for the walks through every address."""

from datetime import timedelta

from django.utils import timezone
from tests.site.conftest import member

from clearway.site.engagement.models import AudienceKind, HeardState
from clearway.site.engagement.services import audiences, consultations, heard, planner, together
from clearway.site.organisations.models import Organisation
from clearway.site.organisations.roles import ProgrammeManager


def engagement_within(alliance: Organisation, words: str) -> dict[tuple[str, str], str]:
    """Make it; what stands in addresses of engagement for `number`. Every text says `words`."""
    by, today = member("engages@example.org", alliance, ProgrammeManager), timezone.localdate()
    who = audiences.add_audience(
        by=by,
        about=audiences.AboutAudience(
            name=words, kind=AudienceKind.PEOPLE, interest=3, influence=3, contact=words, reached_by=words
        ),
    )
    asked = consultations.prepare(
        by=by,
        about=consultations.AboutConsultation(
            title=words, proposal=words, easy_read=words, decided_by=words, form="public-feedback", audiences=[who],
            opens_on=today - timedelta(days=3), closes_on=today + timedelta(days=60),
        ),
    )  # fmt: skip
    for principle in ("formative", "reasons"):
        evidence = consultations.Evidence(principle=principle, words=words, kept_at=words, who=words, dated=today)
        consultations.show_evidence(by=by, consultation=asked, evidence=evidence, today=today)
    consultations.open_consultation(by=by, consultation=asked, today=today)
    consultations.take_into_account(by=by, consultation=asked, responses=3, report=words, report_words=words)
    about = planner.AboutActivity(
        text=words, when=words[:100], first_day=today, audience=words, audiences=[who], comments=words, update=words,
        lead=words, venue=words, take_part=words, form="public-feedback", consultation=asked,
    )  # fmt: skip
    activity = planner.add_activity(by=by, about=about)
    said = heard.AboutHeard(
        said=words, easy_read=words, heard_on=today, came_from=words, activity=activity, consultation=asked,
        form="public-feedback",
    )  # fmt: skip
    one = heard.add_heard(by=by, about=said, today=today, nobody_recognised=True)
    answer = heard.Answer(state=HeardState.DONE, did=words, easy_read=words, is_for_public=True)
    heard.answer_heard(by=by, heard=one, answer=answer, today=today)
    designed = together.add_together(
        by=by,
        about=together.AboutTogether(
            title=words, began_on=today, took_part=[words], designed=words, support=words, changed=words,
            changed_on=today,
        ),
    )  # fmt: skip
    rows = {"audiences": who, "consultations": asked, "activities": activity, "said": one, "together": designed}
    return {
        **{(f"engagement/{part}/", "number"): str(row.pk) for part, row in rows.items()},
        ("engagement", "principle"): "time",
    }
