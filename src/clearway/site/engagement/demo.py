"""The engagement of a demo: the planner of 2017 as history, and a living one of today that is made up and says so."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from clearway.planning.engagement.reference import characteristic_titles, planner_of_2017, reference
from clearway.records.findings import Refused
from clearway.site.engagement.models import Activity, Audience, AudienceKind, Consultation, HeardState
from clearway.site.engagement.services import audiences, consultations, heard, planner, together
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Deliverable
from clearway.standards.strict import read_yaml
from clearway.store.folder import StoreFolder, StoreKind

CONTENT = Path(__file__).with_name("demo_engagement.yaml")
HISTORY = "2017"
ALLIANCE = "ALLIANCE"
KEEPER = "programme@demo.example"


@transaction.atomic
def create_demo_engagement(store: StoreFolder, *, today: date) -> None:
    """Put engagement into a demo that has none, on behalf of its programme manager. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Made-up engagement is for a demo.", "Add real activities on the pages.", code="DEMO-IN-LIVE")
    by = Membership.objects.active().filter(person__email=KEEPER).first()
    if by is None or Activity.objects.exists():
        return  # a store made by an earlier version has no programme manager
    take_up_planner(by=by)
    held = read_yaml(CONTENT, CONTENT.parent).content
    made = _Made(store.alliance, by, today)
    for one in held["audiences"]:
        made.audience(dict(one))
    for one in held["activities"]:
        made.activity(dict(one))
    made.consultation(held["consultations"]["closed"], is_closed=True)
    made.consultation(held["consultations"]["open"], is_closed=False)
    for one in held["heard"]:
        made.heard(dict(one))
    for one in held["together"]:
        made.together(dict(one))


def take_up_planner(*, by: Membership) -> list[Activity]:
    """Put the planner of 2017 into the store as history, in its own columns."""
    old = planner_of_2017()
    titles = {one.code: one.title for one in reference().audiences}
    return [
        planner.add_activity(
            by=by,
            about=planner.AboutActivity(
                text=one.activity,
                when=one.date,
                audience=one.audience or "; ".join(titles[code] for code in one.audiences),
                comments=one.comments,
                channel=one.channel,
            ),
            history=HISTORY,
            source=f"{old.source}, line {one.line}",
        )
        for one in old.activities
    ]


class _Made:
    """What is put into the demo, with days counted from today."""

    def __init__(self, alliance: str, by: Membership, today: date) -> None:
        self.alliance, self.by, self.today = alliance, by, today
        self.audiences: dict[str, Audience] = {}
        self.promises = list(Deliverable.objects.filter(is_withdrawn=False).order_by("-plan__brought_at", "position"))

    def day(self, days: int) -> date:
        """So many days from today."""
        return self.today + timedelta(days=days)

    def place(self, one: dict[str, Any]) -> str:
        """The place of a row; the alliance's own code where it says so."""
        return self.alliance if one.get("place") == ALLIANCE else str(one.get("place", ""))

    def promise(self, one: dict[str, Any]) -> Deliverable | None:
        """A deliverable of the newest plan, by its number in it."""
        number = one.get("promise")
        return self.promises[number] if number is not None and number < len(self.promises) else None

    def audience(self, one: dict[str, Any]) -> None:
        """Add an audience under its key."""
        key = one.pop("key")
        about = audiences.AboutAudience(**one | {"kind": AudienceKind(one["kind"])})
        self.audiences[key] = audiences.add_audience(by=self.by, about=about, is_made_up=True)

    def activity(self, one: dict[str, Any]) -> None:
        """Add an activity; one with an outcome was held, one with a reason was cancelled."""
        begins, lasts = self.day(one["day"]), one.get("lasts", 0)
        about = planner.AboutActivity(
            text=one["text"],
            first_day=begins,
            last_day=begins + timedelta(days=lasts),
            audience=one.get("audience", ""),
            audiences=[self.audiences[key] for key in one.get("for", ())],
            characteristics=[code for code in one.get("characteristics", ()) if code in characteristic_titles()],
            comments=one.get("comments", ""),
            update=one.get("update", ""),
            channel=one.get("channel", ""),
            lead=one.get("lead", ""),
            place=self.place(one),
            venue=one.get("venue", ""),
            take_part=one.get("take_part", ""),
            form=one.get("form", ""),
            deliverable=self.promise(one),
        )
        made = planner.add_activity(by=self.by, about=about, is_made_up=True)
        if "outcome" in one:
            planner.finish_activity(
                by=self.by,
                activity=made,
                outcome=one["outcome"],
                people=one.get("people"),
                characteristics=one.get("characteristics", ()),
            )
        if "cancelled" in one:
            planner.cancel_activity(by=self.by, activity=made, reason=one["cancelled"])

    def consultation(self, one: dict[str, Any], *, is_closed: bool) -> None:
        """Add a consultation with its evidence; open it, and close the one that is over."""
        opens, closes = self.day(one["opens"]), self.day(one["closes"])
        about = consultations.AboutConsultation(
            title=one["title"],
            proposal=one["proposal"],
            easy_read=one["easy_read"],
            decided_by=one["decided_by"],
            place=self.place(one),
            opens_on=opens,
            closes_on=closes,
            form=one.get("form", ""),
            deliverable=self.promise(one),
            audiences=[self.audiences[key] for key in one["for"]],
            characteristics=one["characteristics"],
        )
        made = consultations.prepare(by=self.by, about=about, is_made_up=True)
        for principle, told in one["evidence"].items():
            given = consultations.Evidence(
                principle=principle,
                words=told["words"],
                kept_at=told["kept_at"],
                who=told["who"],
                dated=min(opens if principle in ("formative", "reasons") else closes, self.today),
            )
            consultations.show_evidence(by=self.by, consultation=made, evidence=given, today=self.today)
        consultations.open_consultation(by=self.by, consultation=made, today=opens)
        if is_closed:
            consultations.take_into_account(by=self.by, consultation=made, **one["considered"])
            consultations.close(by=self.by, consultation=made, today=closes + timedelta(days=14))

    def heard(self, one: dict[str, Any]) -> None:
        """Add what people said, and its answer."""
        about = heard.AboutHeard(
            said=one["said"],
            heard_on=self.day(one["day"]),
            came_from=one["came_from"],
            place=self.place(one),
            consultation=Consultation.objects.filter(title=one.get("consultation", "")).first(),
            form=one.get("form", ""),
        )
        made = heard.add_heard(by=self.by, about=about, today=self.today, nobody_recognised=True, is_made_up=True)
        if "state" in one:
            given = heard.Answer(
                state=HeardState(one["state"]),
                did=one.get("did", ""),
                on=self.day(one["did_day"]) if "did_day" in one else None,
                deliverable=self.promise(one),
                is_for_public=one.get("public", False),
                easy_read=one.get("easy_read", ""),
            )
            heard.answer_heard(by=self.by, heard=made, answer=given, today=self.today)

    def together(self, one: dict[str, Any]) -> None:
        """Add work that was designed together."""
        about = together.AboutTogether(
            title=one["title"],
            began_on=self.day(one["day"]),
            took_part=one["took_part"],
            designed=one["designed"],
            support=one.get("support", ""),
            changed=one.get("changed", ""),
            changed_on=self.day(one["changed_day"]) if "changed_day" in one else None,
            place=self.place(one),
            deliverable=self.promise(one),
        )
        together.add_together(by=self.by, about=about, is_made_up=True)
