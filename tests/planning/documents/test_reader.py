"""Documents of a few lines: what is proposed, what is not, and that every proposal stands beside its sentence."""

import pytest

from clearway.planning.documents.document import DocumentKind, DocumentText
from clearway.planning.documents.reader import Proposal, read_commitments


def read(text: str) -> tuple[Proposal, ...]:
    """The proposals of a text."""
    return read_commitments(DocumentText("plan.txt", DocumentKind.TEXT, text))


def test_a_proposal_holds_action_owner_date_target_and_numbers_beside_its_sentence() -> None:
    sentence = "The Screening Team will raise bowel screening uptake to 75% by March 2027 (10, 12)."
    text = f"Our plan\n\nThings stand badly (1). They did before (2).\n\n{sentence}\n"
    [one] = read(text)
    assert one.sentence == sentence
    assert one.owners == ("Screening Team",)
    assert one.action == "raise bowel screening uptake to 75%"
    assert [date.value for date in one.dates] == ["2027-03"]
    assert [(target.value, target.unit) for target in one.targets] == [(75, "percent")]
    assert one.recommendations == (10, 12)
    assert one.because == "says who will or must do a thing"
    assert text[one.place.start : one.place.end] == sentence
    assert one.place.line == 5


@pytest.mark.parametrize(
    "sentence",
    [
        "The Board will not pay for this.",
        "Demand will keep growing.",
        "Members should note the figures.",
        "It is important that people are heard.",
        "Patients may wait longer.",
        "The Manager had sent the letter.",
    ],
)
def test_what_only_sounds_like_a_promise_is_not_proposed(sentence: str) -> None:
    assert read(f"{sentence}\n") == ()


def test_a_list_under_a_heading_of_activities_is_proposed_and_one_of_facts_is_not() -> None:
    text = (
        "Key challenges\n\n- Long waits in the north\n\nActivities\n\n- A single point of access\n- Broad engagement\n"
    )
    assert [one.action for one in read(text)] == ["A single point of access", "Broad engagement"]


def test_a_lead_names_who_acts_for_each_item_below_it() -> None:
    text = "The Pathology Manager will:\n\n- buy two scanners\n- train the staff by June 2026\n"
    assert [(one.action, one.owners) for one in read(text)] == [
        ("buy two scanners", ("Pathology Manager",)),
        ("train the staff", ("Pathology Manager",)),
    ]


def test_nothing_is_proposed_of_what_a_board_would_not_do() -> None:
    assert read("The Board would not:\n\n- manage the performance of trusts\n- interfere with contracts\n") == ()


def test_a_line_marked_as_an_action_gives_its_owner_with_a_dash_or_with_to() -> None:
    text = "ACTION 7: Lead Pharmacist to list the drugs by 3 March 2026\nACTION 8 - Chair - thank all - in two weeks\n"
    first, second = read(text)
    assert (first.owners, first.action) == (("Lead Pharmacist",), "list the drugs")
    assert (second.owners, second.action) == (("Chair",), "thank all")
    assert [date.value for date in second.dates] == ["P2W"]


def test_a_table_of_actions_is_read_by_its_headings_and_rows_that_are_done_are_left_out() -> None:
    text = (
        "No\tMilestone\tLead\tDeadline\tSuccess measure\tStatus\n"
        "1\tNew lung clinic at Barnley\tLung Manager\tQ2 2026/27\t85% seen in a week\tOn track\n"
        "2\tNew website\tCommunications Lead\tMay 2025\t\tComplete\n"
    )
    [one] = read(text)
    assert one.owners == ("Lung Manager",)
    assert one.action == "New lung clinic at Barnley"
    assert [date.value for date in one.dates] == ["2026/27 Q2"]
    assert [target.value for target in one.targets] == [85]


def test_a_table_set_with_blanks_is_read_like_one_with_tabs() -> None:
    text = "Ref  Action                   Owner          Due\n4    Write to the practices   Practice Lead  May 2026\n"
    [one] = read(text)
    assert (one.action, one.owners) == ("Write to the practices", ("Practice Lead",))


def test_lines_broken_for_the_page_are_one_sentence() -> None:
    [one] = read("The Network Director is to publish a stan-\ndard pathway for\nsarcoma by June 2026.\n")
    assert one.sentence == "The Network Director is to publish a stan-dard pathway for sarcoma by June 2026."
    assert one.place.line == 1


def test_a_document_without_promises_gives_no_proposals() -> None:
    assert read("Cancer is common. In 2019 one in two people had it.\n") == ()
