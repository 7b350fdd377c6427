"""What the selects of forms and filters offer: places, audiences, deliverables, forms that anybody may fill in."""

from clearway.planning.engagement.reference import channel_titles, characteristic_titles
from clearway.site.boxes import Option
from clearway.site.engagement.models import Activity, Audience, Consultation
from clearway.site.forms.types_held import newest
from clearway.site.performance.places import home_alliance
from clearway.site.places.areas import parts_of, reference
from clearway.site.plan.models import Deliverable
from clearway.site.registers.choices import place_options

MOST = 300


def places() -> list[Option]:
    """The alliance and its places."""
    return place_options()


def districts() -> list[Option]:
    """The districts of the alliance: where people live."""
    return [(part.code, part.name) for part in parts_of(home_alliance(), "districts")]


def place_name(code: str) -> str:
    """A place by its name; the whole alliance where none is said."""
    return reference().name(code) if code else "The whole alliance"


def audiences() -> dict[str, Audience]:
    """The audiences of today, by number."""
    return {str(one.pk): one for one in Audience.objects.filter(ended_on=None)}


def deliverables() -> dict[str, Deliverable]:
    """What is promised in plans, the newest plan first, by number."""
    rows = Deliverable.objects.filter(is_withdrawn=False).select_related("plan")
    return {str(one.pk): one for one in rows.order_by("-plan__brought_at", "position", "pk")[:MOST]}


def deliverable_options() -> list[Option]:
    """What is promised, each with its plan."""
    return [(key, f"{one.code} {one.title}"[:150]) for key, one in deliverables().items()]


def consultations() -> dict[str, Consultation]:
    """Consultations, by number."""
    return {str(one.pk): one for one in Consultation.objects.all()[:MOST]}


def activities() -> dict[str, Activity]:
    """Activities of today's planner, the newest first, by number."""
    rows = Activity.objects.filter(history="").order_by("-first_day", "-pk")
    return {str(one.pk): one for one in rows[:MOST]}


def form_options() -> list[Option]:
    """Forms that anybody may fill in."""
    return [(one.id, one.title) for one in newest().values() if one.is_public]


def survey_options() -> list[Option]:
    """Forms that anybody may fill in, and each of their themes as `form:theme`."""
    found = []
    for one in newest().values():
        if one.is_public:
            found.append((one.id, one.title))
            found += [(f"{one.id}:{theme.code}", f"{one.title}: {theme.text}") for theme in one.themes]
    return found


def theme_title(form: str, theme: str) -> str:
    """A theme of a form in words; empty where the form does not have it any more."""
    asked = newest().get(form)
    return next((one.text for one in asked.themes if one.code == theme), "") if asked else ""


def characteristic_options() -> list[Option]:
    """The protected characteristics."""
    return list(characteristic_titles().items())


def channel_options() -> list[Option]:
    """Ways to reach people."""
    return list(channel_titles().items())
