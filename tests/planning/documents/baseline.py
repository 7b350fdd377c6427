"""The plain baseline: a sentence with will, shall, must or should is a commitment; one expression finds each field."""

import calendar
import re
from dataclasses import dataclass

from clearway.planning.documents.document import DocumentText

MONTHS = tuple(calendar.month_name)[1:]
MODAL = re.compile(r"\b(?:will|shall|must|should)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n|\n(?=\s*[-•*])|\t|\s•\s")
DATE = re.compile(
    rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})\b"
    r"|\b(20\d\d/\d\d)\b|\b(20\d\d)\b"
)
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?%")
NUMBERS = re.compile(r"\((\d{1,3}(?:, \d{1,3})*)\)|recommendations? (\d{1,3})", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """What the baseline proposes."""

    start: int
    end: int
    action: str
    owners: tuple[str, ...]
    dates: tuple[str, ...]
    targets: tuple[tuple[float, str], ...]
    recommendations: tuple[int, ...]


def baseline(document: DocumentText) -> list[Found]:
    """Its proposals for a document."""
    text, found, at = document.text, [], 0
    for end in [*(gap.end() for gap in SENTENCE.finditer(text)), len(text)]:
        words = " ".join(text[at:end].split())
        if modal := MODAL.search(words):
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            found.append(_found(start, end, words, modal))
        at = end
    return found


def _found(start: int, end: int, words: str, modal: re.Match[str]) -> Found:
    subject = re.sub(r"^(?:[-•*]|The)\s+", "", words[: modal.start()].strip())
    is_name = 0 < len(subject.split()) <= 8 and not re.match(r"(?:we|it|this|they|there)\b", subject, re.IGNORECASE)
    date, percent, numbers = DATE.search(words), PERCENT.search(words), NUMBERS.search(words)
    return Found(
        start,
        end,
        words[modal.end() :].strip(" .") or words,
        (subject,) if is_name else (),
        (_date(date),) if date else (),
        ((float(percent[1]), "percent"),) if percent else (),
        tuple(int(one) for one in re.findall(r"\d+", numbers[0])) if numbers else (),
    )


def _date(match: re.Match[str]) -> str:
    day, month, year, financial, alone = match.groups()
    if financial or alone:
        return str(financial or alone)
    printed = f"{year}-{MONTHS.index(month) + 1:02d}"
    return f"{printed}-{int(day):02d}" if day else printed
