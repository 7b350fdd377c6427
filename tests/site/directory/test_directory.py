"""The directory of organisations: public facts with dates and how sure they are, found by name and by code."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.pipeline.loading import Desk
from tests.site.two_tellings import twice_told, write_manifest

from clearway.site.performance import figures


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield twice_told(tmp_path_factory.mktemp("directory"))
    figures.reader_of.cache_clear()


@pytest.fixture(autouse=True)
def _site_of_the_desk(settings, db, desk: Desk) -> None:
    settings.STORE = desk.store
    write_manifest(desk)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_chesterfield_counts_with_one_alliance_and_also_serves_another(as_analyst: Client) -> None:
    page = text(as_analyst, "/organisations/RFS")
    assert "South Yorkshire and Bassetlaw" in page
    assert "Counts in its sum" in page
    assert "East Midlands" in page
    assert "Also serves it, not in its sum" in page
    assert "97.0%" in page
    assert "Derby and Derbyshire" in page.split("What is held here")[0]


def test_north_middlesex_says_who_took_over_when_and_how_sure_that_is(as_analyst: Client) -> None:
    page = text(as_analyst, "/organisations/RAP")
    assert "Its patients are today with" in page
    assert 'href="/organisations/RAL"' in page
    assert "1 January 2025" in page
    successor = text(as_analyst, "/organisations/RAL")
    assert "North Middlesex University Hospital NHS Trust (RAP)" in successor
    assert "Exact legal date not read." in successor


def test_a_split_trust_says_into_which_parts(as_analyst: Client) -> None:
    page = text(as_analyst, "/organisations/RW6")
    assert page.count("Was split; a part passed to") == 2
    assert "Its patients are today with" not in page


@pytest.mark.parametrize(
    ("code", "said"),
    [("QF7", "NHS South Yorkshire Integrated Care Board"), ("02P", "Sub-ICB location"), ("14M", "Commissioning hub"),
     ("NT301", "Spire"), ("03Y", "no name is published with it"), ("E56000025", "Trusts that it sums")],
)  # fmt: skip
def test_every_kind_of_organisation_has_a_page(as_analyst: Client, code: str, said: str) -> None:
    assert said in text(as_analyst, f"/organisations/{code}")


@pytest.mark.slow
def test_every_organisation_of_the_reference_has_a_page(as_analyst: Client) -> None:
    from clearway.site.directory.kinds import known_codes
    from clearway.site.standards import books

    codes = list(known_codes(books.organisations()))
    assert len(codes) > 600
    for code in codes:
        text(as_analyst, f"/organisations/{code}")


def test_a_code_nobody_knows_is_not_there(as_analyst: Client) -> None:
    text(as_analyst, "/organisations/XYZ99", status=404)


def test_what_is_held_of_a_trust_is_told(as_analyst: Client) -> None:
    assert "Published figures, October 2024 to March 2025" in text(as_analyst, "/organisations/RHQ")


def test_another_trust_s_files_are_not_counted_for_a_tracker(as_tracker: Client) -> None:
    page = text(as_tracker, "/organisations/RHQ")
    assert "It sent no file that you may see." in page
    assert "Published figures, October 2024 to March 2025" in page


def test_files_of_a_trust_are_counted_for_the_alliance(as_analyst: Client) -> None:
    assert "1 file counts now; the newest came on 8 July 2025" in text(as_analyst, "/organisations/RHQ")


def test_the_list_says_who_belongs_where_and_downloads(as_analyst: Client) -> None:
    page = text(as_analyst, "/organisations")
    assert "The alliances as listed in December 2016" in page
    assert "Cumbria" in page
    answer = as_analyst.get("/organisations?table=providers&format=csv")
    assert "RFS" in answer.content.decode("utf-8-sig")


def test_the_search_finds_organisations_that_are_no_more(as_analyst: Client) -> None:
    assert "/organisations/RAP" in text(as_analyst, "/search?q=north+middlesex")
    assert "/organisations/QF7" in text(as_analyst, "/search?q=QF7")


def test_the_alliance_s_own_table_is_shown_as_its_own(as_analyst: Client, desk: Desk) -> None:
    folder = desk.store.policies / "organisations"
    folder.mkdir(parents=True)
    own = folder / "provider_alliance.yaml"
    try:
        own.write_text(
            "list_from: 2021-04-01\ntrust: design\nplacements:\n"
            "  - {provider: RFS, alliance: E56000016, role: also_serves, note: by agreement}\n"
        )
        page = text(as_analyst, "/organisations/RFS")
        assert "the alliance&#39;s own table" in page
        assert "by agreement" in page
        assert 'href="/organisations/E56000024"' not in page
    finally:
        own.unlink()
        folder.rmdir()
