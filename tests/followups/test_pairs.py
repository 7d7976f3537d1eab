"""Pairs: who is suggested to meet, and who is not."""

import contextvars
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from blueprints.contacts import index
from blueprints.contacts.index import ContactWords
from blueprints.contacts.matching import Crowd, Pair, ranked
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.posting import Wellmet
from tests import cast
from tests.conftest import Actor, Stored
from tests.followups.two_people import HELPS, REASON, begun, helper, met, seeker

__all__ = ["begun", "helper", "seeker"]


def test_whose_need_meets_anothers_offer_is_suggested_with_the_reason(
    alice: Actor, seeker: str, helper: str
) -> None:
    page = alice.read("/introductions")

    assert REASON in page
    assert f'name="first" value="{seeker}"' in page
    assert f'name="second" value="{helper}"' in page


def test_both_their_pages_name_the_pair(alice: Actor, seeker: str, helper: str) -> None:
    of_seeker, of_helper = alice.read(f"/people/{seeker}"), alice.read(f"/people/{helper}")

    assert "Might help: <bdi>Sam Whitfield</bdi>" in of_seeker
    assert "They might help: <bdi>Ifeoma Okafor</bdi>" in of_helper
    for page in (of_seeker, of_helper):
        assert REASON in page
        assert f'href="/introductions#{seeker}"' in page
    assert f'<article class="panel stack" id="{seeker}">' in alice.read("/introductions")


def test_a_page_names_no_pair_that_is_not_suggested(
    alice: Actor, bob: Actor, seeker: str, helper: str
) -> None:
    other = met(alice, "Nadia", headline="Harpist")
    # A second who could help: Ifeoma is in one pair already.
    spare = met(alice, "Zoe", can_help="Hired a nurse")
    met(bob, "Sam", can_help=HELPS)
    for one in (other, spare):
        assert "might help" not in alice.read(f"/people/{one}").lower()

    alice.post(f"/people/{helper}/letting-go")
    assert "might help" not in alice.read(f"/people/{helper}").lower()
    assert "Might help: <bdi>Zoe</bdi>" in alice.read(f"/people/{seeker}")


def test_a_fourth_pair_is_named_on_no_page(alice: Actor) -> None:
    people = []
    for word in ("harpsichord tuning", "beekeeping hives", "sailing regatta", "welding bridges"):
        people += [met(alice, f"Seeks {word}", looking_for=word)]
        people += [met(alice, f"Offers {word}", can_help=word)]

    named = [one for one in people if "ight help: " in alice.read(f"/people/{one}")]

    assert len(named) == 6


def test_who_is_being_asked_is_named_no_more(
    alice: Actor, seeker: str, helper: str, begun: str
) -> None:
    for one in (seeker, helper):
        assert "might help" not in alice.read(f"/people/{one}").lower()


def test_what_was_heard_is_a_need_too(alice: Actor, helper: str) -> None:
    ifeoma = met(alice, "Ifeoma")
    assert "Nobody comes to mind yet." in alice.read("/introductions")
    alice.post(f"/people/{ifeoma}/listening", {"heard": "Stuck on hiring her first nurse"})

    assert "Ifeoma said “Stuck on hiring her first nurse”" in alice.read("/introductions")


def test_the_index_follows_what_is_corrected(alice: Actor, seeker: str, helper: str) -> None:
    assert REASON in alice.read("/introductions")
    alice.post(f"/people/{helper}", {"name": "Sam Whitfield", "can_help": "Sailing"})

    assert "Nobody comes to mind yet." in alice.read("/introductions")


def test_somebody_let_go_is_never_suggested(alice: Actor, seeker: str, helper: str) -> None:
    for one in (seeker, helper):
        alice.post(f"/people/{one}/letting-go")
        assert "Introduce them" not in alice.read("/introductions")
        alice.post(f"/people/{one}/return")

    assert "Introduce them" in alice.read("/introductions")


def test_at_most_three_pairs_and_each_person_in_one(alice: Actor, helper: str) -> None:
    wanted = ("harpsichord tuning", "beekeeping hives", "sailing regatta", "welding bridges")
    for word in wanted:
        met(alice, f"Seeks {word}", looking_for=word)
        met(alice, f"Offers {word}", can_help=word)
        met(alice, f"Also offers {word}", can_help=word)

    page = alice.read("/introductions")

    assert page.count("Introduce them</button>") == 3
    assert page.count('class="panel') == 3


def test_nobodys_people_are_matched_with_anothers(
    alice: Actor, bob: Actor, charlie: Actor, seeker: str
) -> None:
    met(bob, "Sam", can_help=HELPS)

    for one in (alice, bob, charlie):
        assert "Introduce them" not in one.read("/introductions")


def test_not_these_two_are_not_suggested_again_until_that_is_undone(
    alice: Actor, seeker: str, helper: str, stored: Stored
) -> None:
    act_id = new_id()
    two = {"id": act_id, "first": seeker, "second": helper}
    assert alice.post("/introductions/dismissals", two).location == "/introductions"
    page = alice.read("/introductions")
    assert "Introduce them" not in page
    assert f'action="/introductions/{act_id}/reconsidering"' in page

    for _ in range(2):
        alice.post(f"/introductions/{act_id}/reconsidering")
    assert "Introduce them" in alice.read("/introductions")
    assert "Under way" not in alice.read("/introductions")


def test_what_somebody_let_go_said_is_no_more_weighed(
    app: Wellmet, alice: Actor, seeker: str, helper: str
) -> None:
    alice.read("/introductions")
    alice.post(f"/people/{helper}/letting-go")
    alice.read("/introductions")

    with app.app_context():
        rows = db.session.execute(select(ContactWords.contact_id, ContactWords.offers))
        offered = {contact: offers for contact, offers in rows}
    assert offered == {seeker: "", helper: ""}


def test_whoever_leaves_leaves_nothing_in_the_index(
    app: Wellmet, alice: Actor, bob: Actor, seeker: str, helper: str
) -> None:
    sam = met(bob, "Sam", can_help=HELPS)
    for one in (alice, bob):
        one.read("/introductions")
    alice.post(f"/people/{helper}", {"name": "Sam", "can_help": "Nurses"})
    alice.read("/introductions")
    assert alice.post("/me/delete", {"password": cast.PASSWORD}).status_code == 303

    with app.app_context():
        kept = db.session.scalars(select(ContactWords.contact_id)).all()
        if db.engine.dialect.name == "sqlite":
            # FTS5 refuses this where its index and what it stands for differ.
            check = "INSERT INTO contact_words_index (contact_words_index) VALUES ({})"
            db.session.execute(text(check.format("'integrity-check'")))
    assert kept == [sam]


def test_others_write_while_the_pairs_of_many_are_found(
    alice: Actor, bob: Actor, seeker: str, helper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []

    def ranked_meanwhile(crowd: Crowd, candidates: Iterable[tuple[str, str]]) -> list[Pair]:
        with ThreadPoolExecutor(1) as thread:
            form = {"name": "Nadia", "id": new_id()}
            alone = contextvars.Context()
            posted = thread.submit(alone.run, bob.post, "/people", form)
            found.append(posted.result(timeout=3).status_code)
        return ranked(crowd, candidates)

    monkeypatch.setattr(index, "ranked", ranked_meanwhile)

    assert REASON in alice.read("/introductions")
    assert found == [303]


def test_what_is_cut_off_before_the_pairs_are_found_is_done_again(
    app: Wellmet,
    alice: Actor,
    seeker: str,
    helper: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with app.app_context(), db.engine.connect(), db.engine.connect():
        pass
    with monkeypatch.context() as cut_off:
        cut_off.setattr(index, "ranked", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError) as fault:
            alice.get("/introductions")
    # Whichever connection it was, it may write, though what failed is still about.
    added = [alice.post("/people", {"name": "Nadia", "id": new_id()}) for _ in range(4)]

    assert fault
    assert [answer.status_code for answer in added] == [303] * 4
    assert REASON in alice.read("/introductions")
