"""`python -m clearway.standards.exercised`: bring `exercised_by` of the rule files up to date with the examples.

An example names its rules; a rule file names its examples, so that a reader of either finds the other. Links that a
person added to a rule file stay, as long as the example exists.
"""

from pathlib import Path

from clearway.standards.examples import exercised, read_examples
from clearway.standards.load import SHIPPED
from clearway.standards.rule import read_rule

KEY = "exercised_by:"
PER_LINE = 18


def refresh(root: Path = SHIPPED) -> list[str]:
    """Rewrite the last key of every rule file that lacks an example; returns the ids of the rules changed."""
    examples = read_examples(root / "examples")
    named = exercised(examples.values())
    changed = []
    for path in sorted((root / "rules").rglob("*.yaml")):
        rule, _ = read_rule(path, root)
        kept = {name for name in rule.exercised_by if name in examples}
        wanted = tuple(sorted(kept | set(named.get(rule.id, ()))))
        if wanted != rule.exercised_by:
            head = path.read_text(encoding="utf-8").split(f"\n{KEY}")[0]
            path.write_text(f"{head}\n{_listed(wanted)}\n", encoding="utf-8")
            changed.append(rule.id)
    return changed


def _listed(names: tuple[str, ...]) -> str:
    if len(names) <= PER_LINE:
        return f"{KEY} [{', '.join(names)}]"
    lines = [", ".join(names[start : start + PER_LINE]) for start in range(0, len(names), PER_LINE)]
    return "\n".join([f"{KEY} [", *(f"  {line}," for line in lines), "]"])


if __name__ == "__main__":
    print("Changed: " + (", ".join(refresh()) or "nothing"))
