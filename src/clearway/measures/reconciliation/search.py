"""The smallest set of causes that closes the differences: searched exactly where that can be done, else one by one.

A set of options explains a component of cells (those linked by options) when their effects add up to the differences.
Each option costs what has to be believed for it; a person that nothing explains costs more than any option. The
cheapest set wins; where several are equally cheap, the figures cannot tell between them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clearway.measures.reconciliation.candidates import Option, Place
from clearway.measures.reconciliation.cells import HALVES, Cell, Pair, Vector, minus, vector_fits

UNEXPLAINED_PERSON = 2.5
"""The cost of one person whom no option explains."""

MOST_STEPS = 4_000
MOST_CELLS = 60
"""Beyond so many steps or cells a component is not searched whole: options are taken one by one, the best first."""

MOST_SETS = 12


@dataclass(frozen=True, slots=True)
class Explained:
    """The answer for one component: options with how many times each is meant, and what they leave over.

    `sets` are all the equally cheap answers, the one chosen first. `is_exact` is false where the component was too
    large to search whole.
    """

    cells: frozenset[Cell]
    sets: tuple[tuple[int, ...], ...]
    remaining: Vector
    is_exact: bool

    @property
    def chosen(self) -> tuple[int, ...]:
        """The options of the answer by number, one for each time."""
        return self.sets[0]

    def is_certain(self, number: int) -> bool:
        """Whether an option belongs to every equally cheap answer."""
        return self.is_exact and all(number in one for one in self.sets)


@dataclass(slots=True)
class _Search:
    options: Sequence[Option]
    numbers: Sequence[int]
    goals: frozenset[Cell]
    families: Mapping[str, int]
    best: float = float("inf")
    found: dict[tuple[int, ...], Vector] = field(default_factory=dict)
    steps: int = 0

    def run(self, differences: Vector, by_cell: dict[Cell, list[int]]) -> None:
        self._step(differences, by_cell, (), frozenset(), frozenset(), 0.0)

    def _step(
        self,
        left: Vector,
        by_cell: dict[Cell, list[int]],
        chosen: tuple[int, ...],
        used: frozenset[Place],
        settled: frozenset[Cell],
        cost: float,
    ) -> None:
        self.steps += 1
        if cost > self.best or self.steps > MOST_STEPS:
            return
        open_cells = [cell for cell in left if cell in self.goals and cell not in settled]
        if not open_cells:
            self._keep(chosen, left, cost)
            return
        fitting = {cell: self._fitting(cell, left, by_cell, chosen, used, settled) for cell in open_cells}
        cell = min(open_cells, key=lambda one: (len(fitting[one]), one[:3], tuple(label or "" for label in one[3:])))
        for number in fitting[cell]:
            option = self.options[number]
            own = _places(option)
            taken = used | own if len(own) == 1 or _is_whole(option) else used
            self._step(
                minus(left, option.effect),
                by_cell,
                tuple(sorted((*chosen, number))),
                taken,
                settled,
                cost + option.cost,
            )
        self._step(left, by_cell, chosen, used, settled | {cell}, cost + self.price(cell, left[cell]))

    def price(self, cell: Cell, pair: Pair) -> float:
        """The cost of leaving a cell unexplained; each person shows once in every family of cells."""
        return UNEXPLAINED_PERSON * pair.size / HALVES / self.families.get(cell.standard, 1)

    def _fitting(
        self,
        cell: Cell,
        left: Vector,
        by_cell: dict[Cell, list[int]],
        chosen: tuple[int, ...],
        used: frozenset[Place],
        settled: frozenset[Cell],
    ) -> list[int]:
        return [
            number
            for number in by_cell.get(cell, ())
            if not (settled & self.options[number].effect.keys())
            and chosen.count(number) < self.options[number].most
            and not (len(_places(self.options[number])) == 1 and _places(self.options[number]) & used)
            and vector_fits(self.options[number].effect, left)
        ]

    def _keep(self, chosen: tuple[int, ...], left: Vector, cost: float) -> None:
        if cost < self.best:
            self.best = cost
            self.found.clear()
        if len(self.found) < MOST_SETS:
            self.found.setdefault(chosen, left)


def explain(
    differences: Vector, options: Sequence[Option], goals: frozenset[Cell], families: Mapping[str, int]
) -> list[Explained]:
    """The cheapest explanation of each component of the differences.

    `goals` are the cells to be explained; differences in other cells only keep an option from being chosen too often.
    `families` says in how many kinds of cell a person shows, by standard.
    """
    by_cell: dict[Cell, list[int]] = {}
    for number, option in enumerate(options):
        for cell in option.effect:
            by_cell.setdefault(cell, []).append(number)
    return [
        _explain(component, differences, options, by_cell, goals, families)
        for component in _components(differences, options, by_cell, goals)
    ]


def _explain(
    component: frozenset[Cell],
    differences: Vector,
    options: Sequence[Option],
    by_cell: dict[Cell, list[int]],
    goals: frozenset[Cell],
    families: Mapping[str, int],
) -> Explained:
    own = {cell: pair for cell, pair in differences.items() if cell in component}
    numbers = sorted({number for cell in own for number in by_cell.get(cell, ())})
    asked = goals & component
    if len(asked) <= MOST_CELLS:
        search = _Search(options, numbers, asked, families)
        search.run(own, by_cell)
        if search.steps <= MOST_STEPS:
            best, left = min(search.found.items(), key=lambda one: (len(one[0]), one[0]))
            others = tuple(one for one in search.found if one != best)
            return Explained(component, (best, *others), left, is_exact=True)
    chosen, left = _one_by_one(own, options, numbers, asked, families)
    return Explained(component, (chosen,), left, is_exact=False)


def _one_by_one(
    differences: Vector,
    options: Sequence[Option],
    numbers: Sequence[int],
    goals: frozenset[Cell],
    families: Mapping[str, int],
) -> tuple[tuple[int, ...], Vector]:
    """Options taken greedily: each time the one that closes most for what it costs."""
    search = _Search(options, numbers, goals, families)
    left: Vector = dict(differences)
    chosen: list[int] = []
    used: set[Place] = set()
    gains = {number: _gain(options[number], search, goals) for number in numbers}
    for number in sorted(numbers, key=lambda one: (-gains[one], one)):
        option = options[number]
        free = _places(option) - used
        while gains[number] > 0 and free and vector_fits(option.effect, left):
            left = minus(left, option.effect)
            chosen.append(number)
            used |= _places(option) if _is_whole(option) else {min(free)}
            free = _places(option) - used
    return tuple(sorted(chosen)), left


def _gain(option: Option, search: _Search, goals: frozenset[Cell]) -> float:
    return sum(search.price(cell, pair) for cell, pair in option.effect.items() if cell in goals) - option.cost


def _places(option: Option) -> frozenset[Place]:
    return frozenset(record.place for one in option.candidates for record in one.records)


def _is_whole(option: Option) -> bool:
    return any(len(one.records) > 1 for one in option.candidates)


def _components(
    differences: Vector, options: Sequence[Option], by_cell: dict[Cell, list[int]], goals: frozenset[Cell]
) -> list[frozenset[Cell]]:
    """Cells linked by options that touch them together; those without a goal among them are of no interest."""
    seen: set[Cell] = set()
    found = []
    for start in differences:
        if start in seen:
            continue
        component, queue = set(), [start]
        while queue:
            cell = queue.pop()
            if cell in component:
                continue
            component.add(cell)
            for number in by_cell.get(cell, ()):
                queue += [other for other in options[number].effect if other not in component]
        seen |= component
        if component & goals:
            found.append(frozenset(component))
    return found
