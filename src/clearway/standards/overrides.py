"""An alliance's own dated policies: read strictly, applied beside the national values, never hiding them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from clearway.standards.codes import Code, CodeList, DatedCode
from clearway.standards.dated import DatedValue, Source, Trust, Value
from clearway.standards.errors import StandardsError
from clearway.standards.rule import Parameter, read_source, why_not
from clearway.standards.strict import Section, read_yaml


@dataclass(frozen=True)
class LocalCode:
    """A code that an alliance adds to a list, or reads otherwise where the national reading is not verified."""

    list_name: str
    code: str
    label: str
    group: str


@dataclass(frozen=True)
class Override:
    """One local policy: which parameter or code, for whom, from when to when, why, and who agreed it.

    Exactly one of `parameter` and `code` is set. `tumour_site` is a published cancer type, or empty for every one;
    both days are included, `valid_to` None leaves the end open. `file` is where it was read.
    """

    policy_id: str
    alliance: str
    tumour_site: str
    parameter: str
    value: Value | None
    code: LocalCode | None
    valid_from: date
    valid_to: date | None
    reason: str
    agreed_by: str
    source: Source
    file: str

    def refused(self, key: str, wrong: str, mend: str) -> StandardsError:
        """A refusal of this policy by name; the caller raises it."""
        return StandardsError(self.file, f"{self.policy_id}.{key}", wrong, mend)


def read_overrides(folder: Path) -> tuple[Override, ...]:
    """Every policy in a folder, one YAML file each. Raises StandardsError naming file and key."""
    if not folder.is_dir():
        raise StandardsError(folder.name, "(folder)", "is not a folder", "Name the folder that holds the policies.")
    found = tuple(_read_override(path, folder) for path in sorted(folder.glob("*.yaml")))
    by_id: dict[str, Override] = {}
    for one in found:
        if one.policy_id in by_id:
            raise one.refused("policy_id", f"is used in {by_id[one.policy_id].file} too", "Name each apart.")
        if one.alliance != found[0].alliance:
            raise one.refused(
                "scope.alliance",
                f"{one.alliance!r} and {found[0].alliance!r} share a folder",
                "Keep each alliance's policies in a folder of their own.",
            )
        by_id[one.policy_id] = one
    return found


def _read_override(path: Path, folder: Path) -> Override:
    file = read_yaml(path, folder)
    file.only(
        required=("policy_id", "scope", "valid_from", "reason", "agreed_by", "source"),
        optional=("parameter", "value", "code", "valid_to"),
    )
    if file.has("parameter") == file.has("code") or file.has("parameter") != file.has("value"):
        raise file.wrong("parameter", "one policy says one thing", "Give parameter and value, or code; not both.")
    scope = file.section("scope")
    scope.only(required=("alliance",), optional=("tumour_site",))
    starts, ends = file.day("valid_from"), file.optional_day("valid_to")
    if ends and ends < starts:
        raise file.wrong("valid_to", "lies before valid_from", "Correct one of the two dates.")
    return Override(
        policy_id=file.text("policy_id"),
        alliance=scope.text("alliance"),
        tumour_site=scope.text("tumour_site", default=" ").strip(),
        parameter=file.text("parameter") if file.has("parameter") else "",
        value=file.value() if file.has("value") else None,
        code=_read_local_code(file.section("code")) if file.has("code") else None,
        valid_from=starts,
        valid_to=ends,
        reason=file.text("reason"),
        agreed_by=file.text("agreed_by"),
        source=read_source(file.section("source")),
        file=file.file,
    )


def _read_local_code(section: Section) -> LocalCode:
    section.only(required=("list", "code", "label"), optional=("group",))
    return LocalCode(
        list_name=section.text("list"),
        code=section.text("code"),
        label=section.text("label"),
        group=section.text("group", default=" ").strip(),
    )


def overridden_parameters(national: Mapping[str, Parameter], overrides: tuple[Override, ...]) -> dict[str, Parameter]:
    """The parameters with local values spliced in. Raises StandardsError for a policy that may not be."""
    parameters = dict(national)
    for one in overrides:
        if not one.parameter:
            continue
        if one.parameter not in parameters:
            raise one.refused("parameter", f"no rule has {one.parameter!r}", "Use a name listed in docs/standards.")
        parameter = parameters[one.parameter]
        if not parameter.may_be_overridden:
            raise one.refused(
                "parameter",
                f"{one.parameter} is a national value (rule {parameter.rule_id}) and not open to local policy",
                "For a what-if, use a set instead.",
            )
        if reason := why_not(parameter, one.value):
            raise one.refused("value", reason, "Correct the value.")
        parameters[one.parameter] = _spliced(parameter, one)
    return parameters


def _spliced(parameter: Parameter, policy: Override) -> Parameter:
    """National values outside the policy's days, the policy's value within them; each national change stays a date."""
    end = policy.valid_to or date.max
    for dated, last in zip(parameter.values, [*_last_days(parameter.values), date.max], strict=True):
        other = dated.overridden_by
        if (
            other
            and other.tumour_site == policy.tumour_site
            and dated.applies_from <= end
            and policy.valid_from <= last
        ):
            raise policy.refused(
                "valid_from",
                f"{parameter.name} is set for the same days by {other.policy_id}",
                "End one policy before the other begins.",
            )
    if policy.valid_from < parameter.values[0].applies_from:
        raise policy.refused(
            "valid_from",
            f"lies before the first national value of {parameter.name} ({parameter.values[0].applies_from})",
            "Start the policy on or after that day.",
        )
    before = [one for one in parameter.values if one.applies_from < policy.valid_from]
    within = [one for one in parameter.values if policy.valid_from <= one.applies_from <= end]
    after = [one for one in parameter.values if one.applies_from > end]
    standing = _standing(parameter.values, policy.valid_from)
    local = [_local(standing, policy, policy.valid_from)]
    local += [_local(one, policy, one.applies_from) for one in within if one.applies_from > policy.valid_from]
    if policy.valid_to and not (after and after[0].applies_from == policy.valid_to + timedelta(days=1)):
        resumed = _standing(parameter.values, policy.valid_to)
        after = [replace(resumed, applies_from=policy.valid_to + timedelta(days=1)), *after]
    return replace(parameter, values=(*before, *local, *after))


def _last_days(values: tuple[DatedValue, ...]) -> list[date]:
    return [following.applies_from - timedelta(days=1) for following in values[1:]]


def _standing(values: tuple[DatedValue, ...], on: date) -> DatedValue:
    return next(one for one in reversed(values) if one.applies_from <= on)


def _local(national: DatedValue, policy: Override, starts: date) -> DatedValue:
    return DatedValue(
        applies_from=starts,
        known_from=policy.valid_from,
        value=policy.value,
        trust=Trust.DESIGN,
        source=policy.source.document,
        overridden_by=policy,
        national=national.national if national.overridden_by else national.value,
    )


def overridden_codes(national: Mapping[str, CodeList], overrides: tuple[Override, ...]) -> dict[str, CodeList]:
    """The code lists with local codes added or read otherwise. Raises StandardsError for a verified code."""
    lists = dict(national)
    for one in overrides:
        if one.code is None:
            continue
        if one.code.list_name not in lists:
            raise one.refused("code.list", f"there is no list {one.code.list_name!r}", "See docs/standards/codes.md.")
        lists[one.code.list_name] = _with_code(lists[one.code.list_name], one.code, one)
    return lists


def _with_code(listed: CodeList, local: LocalCode, policy: Override) -> CodeList:
    groups = {held.code.group for held in listed.codes}
    if listed.codes and local.group not in groups:
        raise policy.refused(
            "code.group",
            f"{local.group!r} is not a group of {listed.name}",
            f"Use one of: {', '.join(sorted(groups))}.",
        )
    if policy.valid_from < listed.applies_from:
        raise policy.refused("valid_from", f"lies before the list's first day ({listed.applies_from})", "Start later.")
    if policy.tumour_site:
        raise policy.refused("scope.tumour_site", "a code holds for every tumour site", "Leave tumour_site out.")
    kept: list[DatedCode] = []
    for held in listed.codes:
        if held.code.code != local.code or not _meet(held, policy):
            kept.append(held)
        elif held.overridden_by:
            raise policy.refused("code", f"{local.code} is set for the same days by {held.overridden_by}", "End one.")
        elif held.code.trust is Trust.VERIFIED:
            raise policy.refused("code", f"{local.code} of {listed.name} is verified", "Leave the national reading.")
        else:
            kept += _parts_outside(held, policy)
    code = Code(local.code, local.label, local.group, Trust.DESIGN)
    added = DatedCode(code, policy.valid_from, policy.valid_to, overridden_by=policy.policy_id)
    return replace(listed, codes=(*kept, added))


def _meet(held: DatedCode, policy: Override) -> bool:
    return held.applies_from <= (policy.valid_to or date.max) and policy.valid_from <= (held.applies_to or date.max)


def _parts_outside(held: DatedCode, policy: Override) -> list[DatedCode]:
    parts = []
    if held.applies_from < policy.valid_from:
        parts.append(replace(held, applies_to=policy.valid_from - timedelta(days=1)))
    if policy.valid_to and (held.applies_to is None or held.applies_to > policy.valid_to):
        parts.append(replace(held, applies_from=policy.valid_to + timedelta(days=1)))
    return parts
