"""Writes improvement-plan.docx: a trust's cancer improvement plan with tables, as Word files have them.

Run by hand where python-docx is installed (it is no requirement of Clearway): python make_improvement_plan.py
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document  # type: ignore[import-not-found]

SERVICES = [
    ("Ref", "What we are going to do", "Lead", "By when", "How we will know", "RAG"),
    ("1.1", "Triage every urgent colorectal referral within one working day, using FIT results held in the laboratory "
     "system", "Colorectal Clinical Lead", "31 May 2026", "90% triaged within one working day", "A"),
    ("1.2", "Second weekly hysteroscopy list at the Eastmoor site", "General Manager, Women's Services", "Q2 26/27",
     "28-day faster diagnosis for gynaecology at 77%", "A"),
    ("1.3", "Straight-to-test MRI for men with a raised PSA", "Urology Pathway Manager",
     "Complete (went live February 2026)", "80% scanned before first clinic", "B"),
    ("1.4", "Reduce the wait for CT-guided lung biopsy from 19 days to 7 days", "Radiology Service Manager",
     "September 2026", "Median wait", "R"),
    ("1.5", "Breast pain clinics run by physiotherapists at both sites", "Breast Matron", "TBC", "", "A"),
]  # fmt: skip
PEOPLE = [
    ("Recommendation", "Response", "Responsible", "Timescale"),
    ("Rec 61", "A named key worker for everybody, with the name in the first letter", "Lead Cancer Nurse",
     "by 30/06/2026"),
    ("Recs 65 and 67", "Offer the full recovery package; stratified follow-up for breast first, then prostate",
     "Lead Cancer Nurse; Associate Director of Operations", "In 2026/27"),
    ("Rec 38", "Protected time for two co-ordinators in each MDT", "MDT Co-ordination Manager", "From April 2026"),
    ("Rec 57", "Already in place", "Chief Information Officer", "n/a"),
]  # fmt: skip


def main() -> None:
    """Write the document beside this script."""
    plan = Document()
    plan.add_heading("Eastmoor and Calder NHS Trust: cancer improvement plan 2026/27", 0)
    plan.add_paragraph("Synthetic document, written for testing. The trust does not exist.")
    plan.add_heading("Why we need a plan", 1)
    plan.add_paragraph(
        "Our 62-day performance was 58.3% in December 2025 and has been below 85% for seven years. The regulator wrote "
        "to us in January. Everybody who works here knows that this must change, and that it should have changed "
        "sooner. Demand will keep growing: we expect 6% more urgent referrals a year."
    )
    plan.add_paragraph(
        "By March 2027 we will treat 75% of people within 62 days of an urgent referral, on the way to 85% by March "
        "2029. Faster diagnosis is to reach 82% by the end of quarter 3."
    )
    plan.add_heading("Actions by service", 1)
    add_table(plan, SERVICES)
    plan.add_heading("Answers to the national recommendations", 1)
    plan.add_paragraph("The Lead Cancer Nurse owns this section and reports on it to the Quality Committee monthly.")
    add_table(plan, PEOPLE)
    plan.add_heading("Theatres and beds", 1)
    plan.add_paragraph(
        "Theatre time for cancer falls short by about 14 hours a week. The Divisional Director, Surgery:"
    )
    plan.add_paragraph("opens theatre 6 on Saturdays from 4 July 2026;", style="List Bullet")
    plan.add_paragraph(
        "agrees with Calder Valley Hospital the transfer of 120 low-risk operations before Easter 2027;",
        style="List Bullet",
    )
    plan.add_paragraph("has already closed the gap in weekday anaesthetic cover.", style="List Bullet")
    plan.add_heading("How we will keep on track", 1)
    plan.add_paragraph(
        "The Chief Nurse is responsible for harm reviews: every person who waits more than 104 days has one finished "
        "within 30 days of treatment. Progress is published each quarter. If a milestone is missed twice, it must be "
        "explained to the Board; nobody will be blamed for bad news that comes early."
    )
    plan.add_paragraph(
        "What this plan does not do: it does not deal with chemotherapy capacity, which the network leads."
    )
    plan.save(Path(__file__).with_name("improvement-plan.docx"))


def add_table(plan: Any, rows: Sequence[tuple[str, ...]]) -> None:
    """One table with its first row as headings."""
    table = plan.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


if __name__ == "__main__":
    main()
