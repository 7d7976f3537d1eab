"""One schedule in a browser, from an evening under way until all is quiet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from blueprints.shared.ids import new_id
from tests import cast
from tests.chaos.acts import Act, Deed, Marks, Records
from tests.chaos.stage import CARDS
from tests.processes import wait_until

from ..acts import enter
from ..kept import WAITING
from ..server import Server
from ..surf import Surf
from .hand import ACTS, Hand
from .network import FAULTS, Network

PHONE = "alice-1"
OFFER = "A new version of Wellmet is here."
TAKEN_UP = "The new version takes over as soon as it can."
# A browser looks for a new worker by itself, but not at once.
UPDATE = "(await navigator.serviceWorker.ready).update()"
IS_EMPTY = f"const all = await (async () => {{{WAITING}}})(); return all.length === 0"

Step = tuple[str, int]


@dataclass
class Play:
    """What has happened so far."""

    surf: Surf
    server: Server
    network: Network
    hand: Hand
    ids: dict[str, str]
    codes: dict[str, str]
    # What the database held as it began.
    rows: Records
    deeds: list[Deed] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    is_served: bool = True
    is_signed_in: bool = True

    def take(self, what: str, pick: int) -> None:
        """One step of the schedule."""
        steps: dict[str, Callable[[int], object]] = {
            "act": self._act,
            "away": self._go_away,
            "stop": self._stop,
            "back": self._come_back,
            "fault": self._lose,
            "die": self._die,
            "reload": self._reload,
            "expire": self._expire,
            "sign in": self._sign_in,
            "update": self._update,
            "elsewhere": self._note_elsewhere,
            "met": self._be_met,
        }
        steps[what](pick)

    def come_to_rest(self) -> None:
        """All is well again, and what waits goes out."""
        self._come_back(0)
        self._sign_in(0)
        self.surf.go("/waiting")
        self.surf.look_again()
        self.surf.wait_for("Nothing is waiting")
        self.surf.wait_for_js(IS_EMPTY, "Something waits on the disk")

    def _act(self, pick: int) -> None:
        act = ACTS[pick % len(ACTS)](self.hand, self.marks(), pick)
        self._note(act, "alice", PHONE)

    def _go_away(self, _pick: int) -> None:
        self.network.away = True

    def _stop(self, _pick: int) -> None:
        """The server dies, and whatever it had in memory."""
        self.server.kill()
        self.is_served = False

    def _come_back(self, _pick: int) -> None:
        self.network.away = False
        if not self.is_served:
            self.server.start()
        self.is_served = True

    def _lose(self, pick: int) -> None:
        """Something is lost of what goes between the phone and the server."""
        self._come_back(0)
        self.surf.go("/today")
        self.network.fault = FAULTS[pick % len(FAULTS)]
        self.surf.look_again()
        wait_until(lambda: not self.network.fault, "The phone asks nothing")

    def _die(self, pick: int) -> None:
        """The browser is killed as soon as a post without a network has been answered."""
        was_away, self.network.away = self.network.away, True
        self._act(pick)
        self.surf.restart()
        self.surf.go("/waiting")
        self.surf.wait_for_js(WAITING, "Nothing waits on the disk")
        self.network.away = was_away

    def _reload(self, _pick: int) -> None:
        # To a part of the same page a browser only scrolls.
        self.surf.go(self.surf.url.partition("#")[0])

    def _expire(self, _pick: int) -> None:
        self.server.let_cookies_run_out()
        self.is_signed_in = False

    def _sign_in(self, _pick: int) -> None:
        self._come_back(0)
        if not self.is_signed_in:
            enter(self.surf, self.server, cast.ALICE)
            self.is_signed_in = True

    def _update(self, pick: int) -> None:
        """Another worker takes over while something waits."""
        self._come_back(0)
        self.network.holds = True
        self._act(pick)
        self.server.serve_worker(new_id())
        self.surf.go("/today")
        self.surf.run(UPDATE)
        self.surf.wait_for(OFFER)
        self.surf.click("Reload")
        self.surf.wait_away(TAKEN_UP)
        self.surf.wait_for_js(WAITING, "Nothing waits on the disk")
        self.network.holds = False

    def _note_elsewhere(self, _pick: int) -> None:
        """Alice notes something on another device of hers."""
        mark = self.marks()
        path = f"/people/{self.hand.known[0]}/notes"
        self._post("alice", path, text=mark)
        self._note(Act("note", path, [], mark), "alice", "")

    def _be_met(self, _pick: int) -> None:
        """Bob scans Alice's code."""
        path = f"/c/{self.codes['alice'].lower()}/swap"
        self._post("bob", path, mode="swap")
        self._note(Act("swap", path, [], self.marks()), "bob", "")

    def _post(self, name: str, path: str, **fields: str) -> None:
        client = self.server.app.test_client()
        card = CARDS[name]
        client.post("/sign-in", data={"email": card.email, "password": cast.PASSWORD})
        answer = client.post(path, data={"id": new_id(), **fields})
        assert answer.status_code == 303, f"{path} answered {answer.status_code}"

    def _note(self, act: Act, name: str, phone: str) -> None:
        self.deeds.append(Deed(act, self.ids[name], phone))


TROUBLES = (
    *("away", "stop", "back", "fault", "fault", "die", "reload", "expire", "sign in", "update"),
    *("elsewhere", "met"),
)


def drawn(seed: str) -> list[Step]:
    """A schedule: as many acts as troubles, and no trouble much more often than another."""
    chance = Random(seed)
    what = ["act"] * 6 + chance.sample(TROUBLES, 6)
    chance.shuffle(what)
    return [(one, chance.randrange(100)) for one in what]
