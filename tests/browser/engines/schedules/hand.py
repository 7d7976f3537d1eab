"""What Alice does on the pages of her phone, with the forms that stand there."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from blueprints.shared.ids import derived
from tests.chaos.acts import NEXT_ON, Act
from tests.chaos.facts import with_day
from tests.chaos.play import HELD

from ..surf import Surf

# In one go, or the page might make itself again in between. The click comes after the answer, or a
# page that is left by it would be asked once more.
SEND = """
const [where, within, fields] = %s;
const is = (one) => (one.closest("li") ?? document.body).innerText.includes(within);
const form = [...document.querySelectorAll(`form[action$='${where}']`)].find(is);
if (!form) return false;
document.isLeft = true;
form.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
setTimeout(() => form.querySelector("button").click());
return true;
"""
# What the scanner does with a code that it has read.
READ = """
const form = document.querySelector("form[data-found-card]");
if (form) form.action = %s;
return Boolean(form);
"""
ENDS = """
const form = document.querySelector("form[action$='/return'], form[action$='/letting-go']");
return form?.getAttribute("action");
"""
LISTENING = "Three short things, while you remember."
IS_SENT = "return !document.isLeft && document.readyState === 'complete'"


@dataclass
class Hand:
    """Alice's. `known` are the ids of whom she has met, `promised` what she has not kept yet."""

    surf: Surf
    event: str
    code: str
    known: list[str]
    promised: list[tuple[str, str]] = field(default_factory=list)
    has_recalled: bool = False

    def write_down(self, mark: str, _pick: int) -> Act:
        """Somebody typed in by hand."""
        self.surf.go("/people/new")
        self._send("/people", LISTENING, name=mark)
        return Act("contact", "", [], mark, self._met())

    def swap(self, mark: str, _pick: int) -> Act:
        """Bob's code scanned."""
        path = f"/c/{self.code.lower()}/swap"
        self.surf.go("/scan")
        self.surf.wait_for_js(READ % json.dumps(path), "No scanner")
        self._send(path, LISTENING, card=f"{HELD['bob']};bob@example.org")
        return Act("swap", "", [], mark, self._met())

    def note(self, mark: str, pick: int) -> Act:
        """A note about somebody."""
        about = self._open(pick)
        self._send("/notes", mark, text=mark)
        return Act("note", "", [], mark, about)

    def promise(self, mark: str, pick: int) -> Act:
        """A promise to somebody."""
        about = self._open(pick)
        self._send("/promises", mark, side="mine", promised=mark)
        self.promised.append((about, mark))
        return Act("promise", "", [], mark, about)

    def keep(self, mark: str, pick: int) -> Act:
        """A promise kept; where there is none, a promise."""
        if not self.promised:
            return self.promise(mark, pick)
        about, promise = self.promised.pop(pick % len(self.promised))
        self.surf.go(f"/people/{about}")
        self._send("/keeping", "kept", within=promise)
        return Act("did", "", [], promise, about)

    def touch(self, mark: str, pick: int) -> Act:
        """That she was in touch with somebody."""
        about = self._open(pick)
        self._send("/touches", mark, who="me", text=mark)
        return Act("touch", "", [], mark, about)

    def recall(self, mark: str, pick: int) -> Act:
        """The first step of the checklist; where it has ended already, that they were in touch."""
        if self.has_recalled:
            return self.touch(mark, pick)
        self.has_recalled, meeting = True, derived(self.known[0], "meeting")
        self.surf.go(f"/follow-ups/{meeting}")
        self._send("/steps/recall", "A personal message", text=mark)
        said = f"Done: {mark}"
        return Act("step", "", [], mark, f"{meeting} recall", said=said)

    def plan_next(self, mark: str, pick: int) -> Act:
        """What comes next with somebody."""
        about = self._open(pick)
        self._send("/next", mark, next_step=mark, next_on=NEXT_ON)
        return Act("next", "", [], mark, about, said=with_day(mark, NEXT_ON))

    def set_goal(self, mark: str, _pick: int) -> Act:
        """The one goal of the evening."""
        self.surf.go(f"/events/{self.event}")
        self._send("/goal", mark, goal=mark)
        return Act("goal", "", [], mark, self.event)

    def let_go(self, mark: str, pick: int) -> Act:
        """Somebody let go; who was let go already is taken back."""
        about = self._open(pick)
        if self.surf.wait_for_js(ENDS, "No end").endswith("/return"):
            self._send("/return", "Where you met")
            return Act("kept", "", [], mark, about, said="Not let go")
        self._send("/letting-go", "Undo")
        return Act("kept", "", [], mark, about, said="Let go")

    def _open(self, pick: int) -> str:
        about = self.known[pick % len(self.known)]
        self.surf.go(f"/people/{about}")
        return about

    def _send(self, where: str, then: str, within: str = "", **fields: str) -> None:
        self.surf.wait_for_js(SEND % json.dumps([where, within, fields]), f"No form for {where}")
        self.surf.wait_for_js(IS_SENT, f"No answer of {where}")
        self.surf.wait_for(then)

    def _met(self) -> str:
        """Whose page this is, whom she has met just now."""
        about = str(self.surf.wait_for_js("return location.pathname.split('/')[2]", "Nobody"))
        if about not in self.known:
            self.known.append(about)
        return about


Doing = Callable[[Hand, str, int], Act]
# As often as they stand here.
ACTS: tuple[Doing, ...] = (
    *(Hand.note, Hand.write_down, Hand.swap, Hand.promise, Hand.keep),
    *(Hand.plan_next, Hand.set_goal, Hand.let_go, Hand.note, Hand.keep, Hand.touch, Hand.recall),
)
