"""Answers are remembered, the oldest forgotten first, and never more rows than memory is meant to hold."""

from types import SimpleNamespace

from clearway.site.performance import figures


def answer(rows: int):
    return SimpleNamespace(rows=[None] * rows)


def test_the_oldest_answers_are_forgotten_when_all_together_grow_too_large(monkeypatch):
    monkeypatch.setattr(figures, "MOST_ROWS", 100)
    held = figures.Answers()
    for name in "abc":
        held.keep(name, answer(40))
    assert [held.find(name) is not None for name in "abc"] == [False, True, True]
    held.keep("b", answer(10))
    held.keep("d", answer(40))
    assert [held.find(name) is not None for name in "bcd"] == [True, True, True]


def test_one_answer_is_remembered_however_large_it_is(monkeypatch):
    monkeypatch.setattr(figures, "MOST_ROWS", 100)
    held = figures.Answers()
    held.keep("a", answer(10))
    held.keep("b", answer(1_000))
    assert held.find("a") is None
    assert len(held.find("b").rows) == 1_000
