"""A public page as plain text."""

from dataclasses import replace

from clearway.publications.public_page import Done, Planned, PublicPage, WaitSaid, plain_text, words_of

PAGE = PublicPage(
    code="RFF",
    name="Barnsley Hospital",
    whose="These are the waits of people whom it told, or treated.",
    month="March 2025",
    is_provisional=False,
    waits=(WaitSaid("28", "Being told", "You should be told.", "Here, 78 out of 100 people were told.", "", "", ""),),
    waits_source="NHS England",
    opening="This page says how long people wait.",
    planned=(Planned("More scanners", "Led by Trust A", "Next step by May 2026", "On time so far"),),
    done=(Done("Letters are hard to read.", "We wrote them anew.", "3 May 2026"),),
    approved_source="Our plan",
)


def test_every_part_stands_in_the_plain_text_with_its_source():
    text = plain_text(PAGE)
    for part in (
        "Barnsley Hospital",
        "78 out of 100",
        "Source: NHS England",
        "You told us: Letters",
        "Source: Our plan",
    ):
        assert part in text
    assert "More scanners. Led by Trust A. Next step by May 2026. On time so far.\n" in text
    assert text.index("How long people wait") < text.index("What you told us") < text.index("What is planned")


def test_what_there_is_not_has_no_heading():
    text = plain_text(replace(PAGE, planned=(), done=(), waits=(), mark="Made up."))
    assert "planned" not in text
    assert "told us" not in text
    assert "Source" not in text
    assert "Made up." in text


def test_the_reading_age_is_measured_without_the_names_of_sources():
    assert "Source" not in words_of(PAGE)
