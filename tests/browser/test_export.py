"""Everything taken along, through the worker that answers for the server."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect

from tests import cast
from tests.browser.conftest import Enter, Network
from tests.conftest import Actor


def test_everything_comes_in_one_file(enter: Enter, alice: Actor, ifeoma: str) -> None:
    phone = enter(cast.ALICE.email)
    phone.settle()
    page = phone.go("/me")

    page.get_by_role("link", name="Take it with you").click()
    phone.picture("export")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it").click()

    assert download.value.suggested_filename == "wellmet.zip"
    with ZipFile(BytesIO(Path(download.value.path()).read_bytes())) as file:
        assert file.testzip() is None
        told = json.loads(file.read("wellmet.json"))
        assert "Ifeoma Okafor" in file.read("contacts.vcf").decode()
    assert [one["id"] for one in told["contacts"]] == [ifeoma]


def test_without_a_network_it_says_so_and_shows_the_way_back(
    enter: Enter, alice: Actor, network: Network
) -> None:
    phone = enter(cast.ALICE.email)
    phone.settle()
    network.go_away()
    try:
        page = phone.go("/me/export")
        expect(page.get_by_role("heading", name="This needs a network")).to_be_visible()
        page.get_by_role("link", name="Back to today").click()
        expect(page).to_have_url(f"{phone.origin}/today")
    finally:
        network.come_back()
