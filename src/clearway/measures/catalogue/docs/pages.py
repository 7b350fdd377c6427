"""What the pages of docs/measures say."""

from collections.abc import Iterator

from clearway.measures.catalogue.docs.files_at_hand import files_at_hand, series_not_shown
from clearway.measures.catalogue.load import Catalogue
from clearway.measures.catalogue.measure import Measure
from clearway.measures.catalogue.places import Place
from clearway.measures.catalogue.telling import behind, standing, target_words
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.standards.docs.markdown import table

WRITTEN = "<!-- Written by `python -m clearway.measures.catalogue.docs`. Change the definitions, not this page. -->"


def page(title: str, *blocks: str) -> str:
    """A whole page with one blank line between its blocks."""
    return "\n\n".join([WRITTEN, f"# {title}", *(block for block in blocks if block)]) + "\n"


def link(measure: Measure) -> str:
    """A measure's id, leading to its place."""
    return f"[{measure.id}]({measure.domain}.md#{measure.id.lower()})"


def index_page(catalogue: Catalogue) -> str:
    """How many measures there are, the first page, and every domain with its measures."""
    words = vocabulary()
    known = sum(one.is_measurable for one in catalogue)
    drafts = sum(one.status.value == "draft, not reviewed" for one in catalogue)
    about = (
        f"{len(catalogue)} measures: {known} measured, {len(catalogue) - known} not measured yet. "
        f"{drafts} of them are drafts that no reviewer has agreed yet. "
        "How to read, review and add one: [measures](../measures.md). "
        "Where each value comes from, or what is missing: [sources](where-values-come-from.md). "
        "What they serve: [ambitions](ambitions.md)."
    )
    rows = [
        (str(place), link(catalogue[one.measure]), one.heading, one.why)
        for place, one in enumerate(catalogue.front_page.rows, start=1)
    ]
    left_out = [(link(catalogue[name]), why) for name, why in catalogue.front_page.left_out.items()]
    domains = [
        (f"[{title}]({name}.md)", ", ".join(link(one) for one in catalogue.of_domain(name)))
        for name, title in words.domains.items()
    ]
    return page(
        "The catalogue of measures",
        about,
        "## The first page",
        table(("", "Measure", "Heading", "Why it stands there"), rows),
        "Left out of it, and why:",
        table(("Measure", "Why"), left_out),
        "## Domains",
        table(("Domain", "Measures"), domains),
        "## What kind of thing is counted",
        "\n".join(f"- **{name}**: {text}." for name, text in words.kinds.items()),
    )


def domain_page(domain: str, catalogue: Catalogue) -> str:
    """Every measure of a domain, whole."""
    held = catalogue.of_domain(domain)
    contents = "\n".join(f"- [{one.id}: {one.name}](#{one.id.lower()}) ({standing(one)})" for one in held)
    return page(vocabulary().domains[domain], contents, *(measure_block(one, catalogue) for one in held))


def measure_block(measure: Measure, catalogue: Catalogue) -> str:
    """One measure in full."""
    words = vocabulary()
    basis = words.definition_bases[measure.definition_basis]
    facts = [
        ("Numerator", measure.numerator),
        ("Denominator", measure.denominator),
        ("Left out", "; ".join(measure.exclusions)),
        ("Unit", f"{measure.unit.title}; {words.polarities[measure.polarity.value]}"),
        ("Kind", words.kinds[measure.kind.value]),
        ("Source", f"{measure.source} ({basis})"),
        ("Cut by", ", ".join(words.levels[one] for one in measure.levels)),
        ("How often", measure.periodicity),
        ("Interval", words.methods[measure.method]),
        ("Serves", "; ".join(f"[{one}](ambitions.md#{anchor(one)})" for one in measure.serves)),
        ("2016 Cancer Dashboard", "yes" if measure.in_dashboard else "no"),
        ("Standard", f"thresholds of `{measure.standard}` in the rule book" if measure.standard else ""),
        ("Review", f"{measure.status.value}; by the {measure.reviewed_by_role}, next {measure.next_review}"),
        ("Notes", " ".join(measure.notes)),
    ]
    blocks = [
        f'<a id="{measure.id.lower()}"></a>',
        f"## {measure.id}: {measure.name}",
        f"**Why it matters.** {measure.why_it_matters}",
        f"**What it cannot tell.** {measure.cannot_tell}",
        "\n".join(f"- {name}: {text}" for name, text in facts if text),
        targets_block(measure),
        "\n".join(place_lines(measure)),
    ]
    return "\n\n".join(block for block in blocks if block)


def targets_block(measure: Measure) -> str:
    """Targets as a table; a target from memory says that it is provisional."""
    rows = (
        (target_words(measure, one), f"{one.applies_from or ''}", one.verification.value, one.source, one.note)
        for one in measure.targets
    )
    return table(("Target", "Known or in force from", "How we know", "Source", "Note"), rows)


def place_lines(measure: Measure) -> Iterator[str]:
    """Where its values are, what is near to it, and what is needed."""
    for place in measure.found_in:
        yield f"- Values{'' if place.is_at_hand else ', once loaded'}: {place_words(place)}"
    for place in measure.nearest:
        yield f"- Nearest, and not the measure{'' if place.is_at_hand else ', once loaded'}: {place_words(place)}"
    if measure.needs:
        yield f"- {'Still needed' if measure.is_measurable else 'Not measured yet. Needed'}: {measure.needs}"


def place_words(place: Place) -> str:
    """A place in one sentence, with its caveat."""
    told = behind(place)
    return f"{told.file}; {told.publisher}; {place.finest}." + (f" *{place.caveat}*" if place.caveat else "")


def once_loaded(measure: Measure) -> str:
    """The files that can be read and are not at hand, from which its values would come."""
    return "; ".join(place_words(place) for place in measure.found_in if not place.is_at_hand)


def sources_page(catalogue: Catalogue) -> str:
    """For each measure its file, publisher and finest level, or exactly what is missing."""
    measured = [
        (link(one), one.name, behind(place).file, behind(place).publisher, place.finest, place.caveat)
        for one in catalogue
        for place in one.found_in
        if place.is_at_hand
    ]
    missing = [
        (link(one), one.name, one.needs, once_loaded(one), "; ".join(place_words(place) for place in one.nearest))
        for one in catalogue
        if not one.is_measurable
    ]
    more = [(link(one), one.name, one.needs, once_loaded(one)) for one in catalogue if one.is_measurable and one.needs]
    return page(
        "Where values come from",
        "A value is shown only from a place that is named here. What is near to a measure is never shown as the "
        "measure. Figures worked out from synthetic patients are labelled synthetic wherever they appear.",
        f"## Measured ({sum(one.is_measurable for one in catalogue)})",
        "Several rows for one measure are tried in this order.",
        table(("Measure", "Name", "File", "Publisher", "Finest level", "Beware"), measured),
        "## Measured, but more is needed",
        table(("Measure", "Name", "Still needed", "Shown once this is loaded"), more),
        f"## Not measured yet ({len(missing)})",
        table(
            ("Measure", "Name", "What is missing", "Shown once this is loaded", "Nearest, and not the measure"), missing
        ),
        "## Files at hand, and what of them is not used",
        "Every published file that Clearway was built on. Each series that is loaded stands in a measure above, or "
        "below with the reason why it does not.",
        table(
            ("File", "Publisher", "Shown", "Not used, because"),
            ((one.names, one.publisher, one.shown or "nothing", one.not_shown) for one in files_at_hand()),
        ),
        "Series that are loaded and in no measure:",
        "\n".join(f"- `{one.series}`: {one.because}." for one in series_not_shown()),
    )


def ambitions_page(catalogue: Catalogue) -> str:
    """Every ambition and objective with its source and the measures that serve it."""
    rows = (
        (
            f'<a id="{anchor(one.id)}"></a>{one.id}',
            one.text,
            one.owner,
            f"{one.source} ({one.verification.value})",
            {True: "yes", False: "no", None: ""}[one.in_dashboard],
            ", ".join(link(measure) for measure in catalogue.serving(one.id)),
        )
        for one in catalogue.ambitions.values()
    )
    return page(
        "What the measures serve",
        "Ambitions, achievements and objectives in our own words. seed: printed in a founding document; seen: read on "
        "a public page; memory: provisional.",
        table(("Id", "Text", "Whose", "Source", "In the 2016 Dashboard", "Measures"), rows),
    )


def anchor(served: str) -> str:
    """The name of an ambition's place on its page."""
    return served.lower().replace(".", "-")
