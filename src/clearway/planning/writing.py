"""A plan as the mapping, JSON or YAML that reads back as the same plan, and the mark by which it is known again."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import yaml

from clearway.planning.shaped import write_shape
from clearway.planning.structure import Plan


class _Whole(yaml.SafeDumper):
    """Writes exact decimals as numbers, and no references."""

    def ignore_aliases(self, data: object) -> bool:
        """Nothing is written once and pointed at: a person reads the file."""
        return True


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", _digits(value))


_Whole.add_representer(Decimal, _decimal)


def _digits(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return text if "." in text else f"{text}.0"


def plan_content(plan: Plan) -> dict[str, Any]:
    """The mapping that reads back as this plan."""
    return write_shape(plan)


def plan_json(plan: Plan) -> str:
    """The plan as JSON; sums of money stand as text-exact numbers."""
    return json.dumps(_numbers(plan_content(plan)), indent=2, ensure_ascii=False)


def plan_yaml(plan: Plan) -> str:
    """The plan as YAML."""
    return yaml.dump(plan_content(plan), Dumper=_Whole, sort_keys=False, allow_unicode=True, width=120)


def plan_hash(plan: Plan) -> str:
    """A mark of the content: two plans that say the same have the same, however their files were written."""
    told = json.dumps(_numbers(plan_content(plan)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _numbers(value: Any) -> Any:
    """The mapping with decimals as numbers of JSON: a float of up to fifteen digits reads back as the same decimal."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _numbers(one) for key, one in value.items()}
    return [_numbers(one) for one in value] if isinstance(value, list) else value
