"""An alliance's own measures load through the same path, and are marked as its own."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.measures.catalogue.good_measure import GOOD, written

from clearway.measures.catalogue import Records, Status, WaitsRatio, load_catalogue
from clearway.standards import StandardsError

AMBITIONS = """\
groups:
  - owner: Our alliance
    source: Board paper of May 2026
    verification: seed
    entries:
      - {id: OUR-1, text: A call within two days}
"""


def test_a_local_measure_stands_in_its_domain_beside_the_shipped_ones_and_is_marked(tmp_path: Path) -> None:
    catalogue = load_catalogue(written(tmp_path / "deep" / "down").parent.parent)
    own = catalogue["LOC-WAIT1"]
    assert len(catalogue) == 109
    assert own.is_local
    assert not catalogue["CWT-62D"].is_local
    assert own in catalogue.of_domain("waiting_times")
    assert (own.targets[0].value, own.targets[0].by, own.targets[0].by_words) == (
        Decimal(90), date(2027, 3, 31), "March 2027",
    )  # fmt: skip
    assert "LOC-WAIT1" not in load_catalogue().measures


def test_a_local_measure_may_serve_an_objective_of_the_alliance_s_own(tmp_path: Path) -> None:
    folder = written(tmp_path, GOOD.replace("[A-EDX-8]", "[A-EDX-8, OUR-1]"))
    (folder / "ambitions.yaml").write_text(AMBITIONS, encoding="utf-8")
    catalogue = load_catalogue(folder)
    assert catalogue.ambitions["OUR-1"].owner == "Our alliance"
    assert [one.id for one in catalogue.serving("OUR-1")] == ["LOC-WAIT1"]


def test_a_local_measure_may_be_reviewed(tmp_path: Path) -> None:
    reviewed = GOOD.replace("draft, not reviewed", "reviewed") + "reviewed_by: A. Person\nreviewed_on: 2026-06-30\n"
    own = load_catalogue(written(tmp_path, reviewed))["LOC-WAIT1"]
    assert (own.status, own.reviewed_by, own.reviewed_on) == (Status.REVIEWED, "A. Person", date(2026, 6, 30))


def test_no_local_measure_takes_the_id_of_a_shipped_one(tmp_path: Path) -> None:
    folder = written(tmp_path, GOOD.replace("LOC-WAIT1", "CWT-62D"), "CWT-62D.yaml")
    with pytest.raises(StandardsError, match="is the id of a shipped measure"):
        load_catalogue(folder)


def test_two_local_measures_of_one_id_are_refused(tmp_path: Path) -> None:
    written(tmp_path / "a")
    written(tmp_path / "b")
    with pytest.raises(StandardsError, match=r"b/LOC-WAIT1.yaml: id: .* is the id of another local measure"):
        load_catalogue(tmp_path)


def test_no_objective_of_one_s_own_takes_the_id_of_a_shipped_one(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "ambitions.yaml").write_text(AMBITIONS.replace("OUR-1", "A-EDX-8"), encoding="utf-8")
    with pytest.raises(StandardsError, match="is the id of a shipped objective"):
        load_catalogue(folder)


def test_an_objective_that_stands_twice_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "ambitions.yaml").write_text(AMBITIONS + "      - {id: OUR-1, text: Again}\n", encoding="utf-8")
    with pytest.raises(StandardsError, match="stands twice"):
        load_catalogue(folder)


def test_places_know_their_kind_and_their_parts() -> None:
    catalogue = load_catalogue()
    share = catalogue["CWT-DETECT"].found_in[0]
    assert isinstance(share, WaitsRatio)
    assert (share.kind, share.above.standard, share.below.stage_route) == ("waits_ratio", "62", "First Treatment")
    records = catalogue["DIA-NSSCONV"].found_in[0]
    assert isinstance(records, Records)
    assert (records.kind, records.count, records.referral) == (
        "records", "told_cancer_of_told", "non_specific_symptoms",
    )  # fmt: skip


def test_a_measure_whose_file_nobody_has_given_is_not_measured_and_must_say_what_it_needs(tmp_path: Path) -> None:
    waiting = GOOD.replace("finest: trust}", "finest: trust, at_hand: false}")
    with pytest.raises(StandardsError, match="needs: missing, though no values are at hand"):
        load_catalogue(written(tmp_path, waiting))
    own = load_catalogue(written(tmp_path, waiting + "needs: The booking file.\n"))["LOC-WAIT1"]
    assert own.found_in
    assert not own.is_measurable
