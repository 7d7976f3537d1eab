"""The phone knows the server's time zones, and which of them a calling code tells of."""

import pytest

from blueprints.followups.zone_guess import by_code
from blueprints.shared.zones import ZONES
from service_worker.compiler import places

from .node import Node


def test_the_phone_offers_the_zones_of_the_server_in_their_order(node: Node) -> None:
    assert node.ask({"do": "places"})["zones"] == list(ZONES)


def test_each_calling_code_tells_of_the_same_zone(node: Node) -> None:
    assert node.ask({"do": "places"})["codes"] == by_code()


def test_a_code_of_a_zone_that_nobody_can_choose_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "by_code", lambda: {"999": "Mars/Base"})

    with pytest.raises(ValueError, match="no place for the zones"):
        places.places()
