"""What clinical safety, security, data protection and accessibility ask of Clearway, and the test that shows each.

The four files beside this module are data that a person can check: `hazards.yaml`, `security.yaml`, `flows.yaml` and
`accessibility.yaml`. Pages under `docs/` and screens are made from them. A test fails when a test that is named here
is gone.
"""

from clearway.standards.governance.accessibility import Accessibility, load_accessibility
from clearway.standards.governance.flows import Flow, Flows, PrivacyRisk, load_flows
from clearway.standards.governance.hazards import Hazard, HazardLog, load_hazards
from clearway.standards.governance.measures import Measure
from clearway.standards.governance.security import Requirement, SecurityTable, load_security

__all__ = [
    "Accessibility",
    "Flow",
    "Flows",
    "Hazard",
    "HazardLog",
    "Measure",
    "PrivacyRisk",
    "Requirement",
    "SecurityTable",
    "load_accessibility",
    "load_flows",
    "load_hazards",
    "load_security",
    "named_tests",
]


def named_tests() -> dict[str, tuple[str, ...]]:
    """Every test that the four files name, with who names it: hazards, requirements, flows, risks, statements."""
    named: dict[str, list[str]] = {}
    for who, tests in _who_names():
        for test in tests:
            named.setdefault(test, []).append(who)
    return {test: tuple(whom) for test, whom in named.items()}


def _who_names() -> list[tuple[str, tuple[str, ...]]]:
    """Each entry of the four files by its id, with the tests it names."""
    flows = load_flows()
    return [
        *((one.id, measure.tests) for one in load_hazards().hazards for measure in one.measures),
        *((one.id, measure.tests) for one in flows.flows for measure in one.measures),
        *((one.id, measure.tests) for one in flows.risks for measure in one.measures),
        *((one.id, one.tests) for one in load_security().requirements),
        *((one.id, one.tests) for one in load_accessibility().checked),
    ]
