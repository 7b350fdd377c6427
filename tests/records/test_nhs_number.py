"""NHS numbers: strict alone, and the same in bulk."""

import nhs_number
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearway.records.nhs_number import Kind, NhsNumberFault, nhs_number_fault, nhs_number_faults

KINDS: tuple[Kind, ...] = (None, "live", "demo")


def with_check_digit(nine: str) -> str | None:
    """Nine digits and their check digit; None for the one in eleven that has none."""
    digit = nhs_number.calculate_checksum(nine)
    return None if digit == 10 else f"{nine}{digit}"


tens = st.integers(0, 10**10 - 1).map(lambda number: f"{number:010}")
sound = (
    st.integers(0, 10**9 - 1)
    .map(lambda number: with_check_digit(f"{number:09}"))
    .filter(lambda number: number is not None)
)
odd = st.sampled_from(
    [
        "",
        "9434765919.0",
        "9.43E+09",
        "943 476 5919",
        "９４３４７６５９１９",
        "943476591",
        "94347659190",
        "x",
        "1111111111",
    ]
)


@settings(deadline=None)
@given(st.lists(tens | sound | odd, max_size=40), st.sampled_from(KINDS))
def test_a_column_is_judged_as_its_numbers_are_one_by_one(numbers: list[str], kind: Kind) -> None:
    in_bulk = nhs_number_faults(pa.array(numbers, pa.string()), kind)
    assert list(in_bulk) == [nhs_number_fault(number, kind) for number in numbers]


@given(sound)
def test_a_sound_number_is_what_the_library_calls_valid_in_form_and_check_digit(number: str) -> None:
    has_fault = nhs_number_fault(number) is not None
    assert has_fault == (len(set(number)) == 1)


@given(sound, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, step: int) -> None:
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert nhs_number_fault(wrong) is not None


@pytest.mark.parametrize("number", ["9990000018", "4000000004", "4505577104"])
def test_sound_numbers_pass_without_a_store(number: str) -> None:
    assert nhs_number_fault(number) is None


@pytest.mark.parametrize(
    ("number", "kind", "fault"),
    [
        ("9990000018", "live", NhsNumberFault.SYNTHETIC),
        ("9990000018", "demo", None),
        ("4505577104", "live", None),
        ("4505577104", "demo", NhsNumberFault.NOT_SYNTHETIC),
    ],
)
def test_a_live_store_takes_no_synthetic_number_and_a_demo_store_no_real_one(
    number: str, kind: Kind, fault: NhsNumberFault | None
) -> None:
    assert nhs_number_fault(number, kind) is fault


def test_missing_numbers_in_a_column_are_missing() -> None:
    assert list(nhs_number_faults(pa.array([None, ""], pa.string()))) == [NhsNumberFault.MISSING] * 2
