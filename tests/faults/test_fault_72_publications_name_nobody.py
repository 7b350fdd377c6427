"""Fault 72: files that name people leave by their own gate and never as a publication."""

import pytest
from tests.site.publishing.conftest import begun, manager, on_stocked_store, second, stocked, toy  # noqa: F401

from clearway.records.findings import Refused
from clearway.site.publishing.kinds import KINDS
from clearway.site.publishing.services import making


@pytest.mark.parametrize("words", ["Ask 943 476 5919 about it.", "Ask ９４３４７６５９１９ about it."])
def test_fault_72_words_that_could_hold_an_nhs_number_are_not_taken_into_a_publication(words, toy, manager):  # noqa: F811
    release = begun(manager)
    with pytest.raises(Refused, match="NHS number"):
        making.make_again(by=manager, release=release, text={"Opening": words})
    release.refresh_from_db()
    assert "943" not in str(release.text)


def test_fault_72_no_kind_of_publication_asks_for_who_people_are():
    for kind in KINDS.values():
        assert "patient" not in kind.permission.value, kind.key
        assert kind.audiences, kind.key
