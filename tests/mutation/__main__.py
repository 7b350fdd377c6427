"""`python -m tests.mutation [SET …] [--jobs N]`: try every mutant, tell what survived and the scores; 1 below a bar."""

import argparse
import importlib
import sys
import time

from tests.mutation.equivalents import load_equivalents, without_equivalents
from tests.mutation.fresh import BEFOREHAND
from tests.mutation.report import Score, drawn, score_of, survivors
from tests.mutation.sets import load_sets
from tests.mutation.verdicts import verdicts_on


def main(arguments: list[str]) -> int:
    """Try what was asked for: 0 when every set reaches its bar, else 1."""
    sets = load_sets()
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"which of: {', '.join(sets)} (all)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="trials at once (1)")
    parser.add_argument("--file", default="", metavar="PART", help="only modules whose path holds this")
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="only N mutants of a set, always the same ones"
    )
    asked = parser.parse_args(arguments)
    if unknown := set(asked.sets) - set(sets):
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    for name in BEFOREHAND:
        importlib.import_module(name)
    known = load_equivalents()
    scores: list[Score] = []
    for name in asked.sets or sets:
        began = time.monotonic()
        mutants = [one for one in without_equivalents(sets[name].mutants(), known) if asked.file in str(one.path)]
        everything = len(mutants)
        mutants = drawn(mutants, asked.sample)
        verdicts = verdicts_on(sets[name], mutants, asked.jobs)
        print(*survivors(verdicts), sep="\n", flush=True)
        scores.append(score_of(sets[name], verdicts, everything))
        print(f"{scores[-1].words}, in {time.monotonic() - began:.0f} seconds", flush=True)
    print(*(score.words for score in scores), sep="\n")
    return 0 if all(score.is_enough for score in scores) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
