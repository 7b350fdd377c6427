"""What an address asks for: bounded values, one address a view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.records.findings import Refused
from clearway.site.performance.asked import Asked, read


def test_only_what_differs_from_the_default_is_in_the_address():
    assert Asked().query() == ""
    assert Asked(month="2025-03", side="residents").query() == "?month=2025-03&side=residents"


LABELS = st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), max_size=100).filter(str.isprintable)


@given(
    st.builds(
        Asked,
        month=st.sampled_from(["", "2025-03"]),
        basis=st.sampled_from(["published", "computed"]),
        side=st.sampled_from(["trusts", "residents"]),
        order=st.sampled_from(["breaches", "share", "name"]),
        months=st.integers(1, 120),
        cancer_type=st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), max_size=100).filter(
            str.isprintable
        ),
    )
)
def test_an_address_read_again_is_the_same_view(asked):
    from urllib.parse import parse_qsl

    assert read(dict(parse_qsl(asked.query().removeprefix("?"), keep_blank_values=True))) == asked


@pytest.mark.parametrize("name", ["month", "basis", "side", "order", "months", "alliance", "standard"])
def test_a_value_out_of_bounds_is_refused_naming_the_parameter_and_what_it_can_be(name):
    with pytest.raises(Refused) as refusal:
        read({name: "!!"})
    assert f"“{name}”" in refusal.value.reason
    assert refusal.value.mend.startswith("It can be")


@given(st.dictionaries(st.sampled_from(list(Asked().fields())), st.text(max_size=300)))
def test_whatever_an_address_says_it_is_read_or_refused(parameters):
    try:
        asked = read(parameters)
    except Refused:
        return
    assert 1 <= asked.months <= 120
    assert len(asked.query()) < 2_000
