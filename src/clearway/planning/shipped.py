"""The plans and frameworks that travel with the product. Read once; each file says where it was read and how far."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from clearway.planning.bids.framework import ScoringFramework
from clearway.planning.framework import Framework
from clearway.planning.objectives import ObjectivesFile
from clearway.planning.public_plan import public_plan
from clearway.planning.reading import read_plan
from clearway.planning.shaped import read_shape
from clearway.planning.structure import Plan
from clearway.planning.taskforce import TaskforceFile
from clearway.standards.strict import read_yaml_text

PLAN_2017, TASKFORCE, OBJECTIVES, BEST_VALUE = (
    "sybnd-delivery-plan.yaml",
    "taskforce-ambitions.yaml",
    "national-objectives-2025.yaml",
    "best-possible-value.yaml",
)


def content_text(name: str) -> str:
    """The text of a file that is shipped."""
    return files("clearway.planning").joinpath("content", name).read_text(encoding="utf-8")


@cache
def taskforce_file() -> TaskforceFile:
    """The Taskforce's table of ambitions and local achievements, of 2016."""
    return read_shape(TaskforceFile, read_yaml_text(content_text(TASKFORCE), TASKFORCE))


@cache
def objectives_file() -> ObjectivesFile:
    """National objectives of 2025 and after, as far as they could be read."""
    return read_shape(ObjectivesFile, read_yaml_text(content_text(OBJECTIVES), OBJECTIVES))


@cache
def frameworks() -> Mapping[str, Framework]:
    """Every framework that is shipped, by its id, the newest last."""
    held = (taskforce_file().framework(), objectives_file().framework())
    return MappingProxyType({one.id: one for one in held})


def framework_of(plan: Plan) -> Framework | None:
    """The framework that a plan says it answers; None when it names none that is known."""
    return frameworks().get(plan.meta.aligned_framework or "")


@cache
def plan_of_2017() -> Plan:
    """The delivery plan 2017/18 to 2020/21 of South Yorkshire, Bassetlaw and North Derbyshire."""
    return read_plan(content_text(PLAN_2017), PLAN_2017).plan


@cache
def plan_of_2025() -> Plan:
    """The public intentions of North Central London for 2025/26, joined with the national objectives."""
    file = objectives_file()
    if file.modern_plan is None:
        raise LookupError(f"{OBJECTIVES} holds no plan.")
    return public_plan(file, file.modern_plan)


@cache
def best_possible_value() -> ScoringFramework:
    """A framework to begin scoring bids with. Its criteria are from memory and its weights ours: nobody agreed them."""
    return read_shape(ScoringFramework, read_yaml_text(content_text(BEST_VALUE), BEST_VALUE))
