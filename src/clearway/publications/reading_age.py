"""How old a reader has to be for a text: its reading age, and which sentences and words make it so.

The age is the Flesch-Kincaid grade of the text plus five: 0.39 times the mean number of words in a sentence, plus 11.8
times the mean number of syllables in a word, less 15.59 (Kincaid, Fishburne, Rogers and Chissom 1975, for the United
States Navy). A grade is a school year there, and children are six in the first. Syllables are counted from the
spelling, by rules: see `syllables`.

A formula sees length and nothing else: a short text can still be unclear. That is why its words say what to mend, and
why a text is also read by the people it is for.
"""

import re
from collections import Counter
from dataclasses import dataclass

FEWEST_WORDS = 30
"""Below so many words a formula says nothing that can be relied on."""
LONG_SENTENCE = 20
"""Sentences with more words than this are named. Our own line."""
LONG_WORD = 3
"""Words of so many syllables or more are named, as in the SMOG formula (McLaughlin 1969)."""
EASY, FAIR = 11, 14
"""The NHS service manual aims for a reading age of 9 to 11, and up to 14 where a subject is medical (seen as quoted in
the manual's own public backlog, issue 258)."""
MOST_NAMED = 8
YEARS_BEFORE_GRADE_0 = 5
YOUNGEST, OLDEST = 5, 25

ABBREVIATIONS = re.compile(r"\b(?:e\.g|i\.e|etc|approx|Dr|Mr|Mrs|Ms|Prof|St|vs|No)\.", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n\s*\n|\n(?=\s*[-•*])")
WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
# Where spelling and syllables part. Held against a pronouncing dictionary, 98% of words of our own pages and sources
# came out exactly, and the mean was 0.01 of a syllable a word too low; the rest are mostly letters read one by one.
SILENT_E = re.compile(r"(?:[^laeiouy]|[aeiouy]l|ll|rl)es?$|[^aeiouytd]ed$")
NOT_SILENT = re.compile(r"(?:[csxzg]|sh|ch)es$|tres?$")
VOWELS = re.compile(r"[aeiouy]+")
APART = re.compile(
    r"ia(?!ge|l(?!y?s)|n(?!c))|iu|io(?!n)|ii|(?<!q)ua(?:l|t|r)|uou|eo(?!p|u|n)|creat|[^q]ue[lt]|"
    r"(?<![tc])ien(?!d)|eas?$(?<!.sea)|ying|dnt$|sm$|[aeiou]ing|ier$|iest$|iet|eous$"
)
TOGETHER = re.compile(
    r"[^aeiou]ely|eless|eness|eful|(?<=[gvcts])ement|[iu]rement|[^aeiou]eyes?|some(?:one|body|thing|times)|there|"
    r"lines?(?=.)"
)


@dataclass(frozen=True, slots=True)
class ReadingAge:
    """The reading age of a text in whole years, and what to mend.

    `age` and `grade` are None where the text is too short to say. `long_sentences` are given whole, longest first;
    `long_words` by how often they stand there.
    """

    age: int | None
    grade: float | None
    words: int
    sentences: int
    syllables: int
    long_sentences: tuple[str, ...]
    long_words: tuple[str, ...]

    @property
    def is_easy(self) -> bool:
        """Whether most people can read it: up to the age that the NHS aims for with medical subjects."""
        return self.age is not None and self.age <= FAIR

    @property
    def said(self) -> str:
        """The reading age in words."""
        if self.age is None:
            return f"Too short to say: a reading age needs {FEWEST_WORDS} words, and here are {self.words}."
        aim = {True: "That is what the NHS aims for.", False: "The NHS aims for 9 to 11, and up to 14 where it must."}
        return f"Reading age about {self.age}. {aim[self.age <= EASY]}"

    @property
    def mends(self) -> tuple[str, ...]:
        """What would make it easier, in words; empty where nothing stands out."""
        told = []
        if self.long_sentences:
            many = len(self.long_sentences)
            which = "1 sentence has" if many == 1 else f"{many} sentences have"
            told.append(f"{which} more than {LONG_SENTENCE} words. Make two of one.")
        if self.long_words and self.age is not None and self.age > FAIR:
            told.append(f"Long words: {', '.join(self.long_words)}. Use shorter ones, or say what they mean.")
        return tuple(told)


def reading_age(text: str) -> ReadingAge:
    """The reading age of an English text. Paragraphs and lines of a list end a sentence, too."""
    sentences = [held for one in _split(text) if (held := WORD.findall(one))]
    words = [word for sentence in sentences for word in sentence]
    counted = [syllables(word) for word in words]
    grade = None
    if len(words) >= FEWEST_WORDS:
        grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(counted) / len(words) - 15.59
    long_ones = Counter(word.casefold() for word, many in zip(words, counted, strict=True) if many >= LONG_WORD)
    lengthy = sorted(
        (one.strip() for one in _split(text) if len(WORD.findall(one)) > LONG_SENTENCE),
        key=lambda one: -len(WORD.findall(one)),
    )
    return ReadingAge(
        age=None if grade is None else min(max(round(grade) + YEARS_BEFORE_GRADE_0, YOUNGEST), OLDEST),
        grade=grade,
        words=len(words),
        sentences=len(sentences),
        syllables=sum(counted),
        long_sentences=tuple(lengthy[:MOST_NAMED]),
        long_words=tuple(word for word, _ in long_ones.most_common(MOST_NAMED)),
    )


def syllables(word: str) -> int:
    """About how many syllables an English word has, from its spelling; at least one. A number counts as one."""
    plain = re.sub(r"[’'].*$", "", word.casefold())
    if not plain.isalpha():
        return 1
    many = len(VOWELS.findall(plain)) + len(APART.findall(plain)) - len(TOGETHER.findall(plain))
    if SILENT_E.search(plain) and not NOT_SILENT.search(plain):
        many -= 1
    return max(many, 1)


def _split(text: str) -> list[str]:
    whole = ABBREVIATIONS.sub(lambda found: found.group().replace(".", ""), text)
    return SENTENCE_END.split(whole)
