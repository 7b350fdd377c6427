"""A small rule file without fault, for tests that spoil it."""

GOOD = """\
id: DAY-9
family: days
title: A rule
words: What it says
source: {document: A document, version: "1", paragraph: "2", evidence: [S1]}
trust: verified
picked_by: none
applies_from: 2009-01-01
known_from: unknown
parameters:
  some_days:
    title: Some days
    unit: days
    values:
      - {applies_from: 2009-01-01, known_from: unknown, value: 14}
      - {applies_from: 2010-01-01, known_from: 2009-06-01, value: 15, trust: memory}
exercised_by: [E01]
"""
