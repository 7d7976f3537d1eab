"""The browsers themselves: what every journey here leans on."""

from .server import Server
from .surf import Surf

KEEP = """
const opening = indexedDB.open("kept");
opening.onupgradeneeded = () => opening.result.createObjectStore("words");
await new Promise((resolve) => { opening.onsuccess = resolve; });
const writing = opening.result.transaction("words", "readwrite", { durability: "strict" });
writing.objectStore("words").put("Begin gently", "first");
await new Promise((resolve) => { writing.oncomplete = resolve; });
await (await caches.open("kept")).put("/words", new Response("Ask twice"));
"""
READ = """
const opening = indexedDB.open("kept");
await new Promise((resolve) => { opening.onsuccess = resolve; });
const reading = opening.result.transaction("words").objectStore("words").get("first");
await new Promise((resolve) => { reading.onsuccess = resolve; });
return [reading.result, await (await caches.match("/words")).text()];
"""


def test_somebody_signs_in_and_sees_today(alice: Surf, server: Server) -> None:
    assert alice.url == f"{server.origin}/today"
    (posted,) = server.requests("POST", "/sign-in")
    assert (posted.site, posted.origin, posted.status) == ("same-origin", server.origin, 303)


def test_a_browser_that_dies_keeps_who_is_signed_in_and_what_it_stored(alice: Surf) -> None:
    alice.run(KEEP)
    alice.restart()

    alice.go("/today")
    alice.wait_for("Good to have you")
    assert alice.run(READ) == ["Begin gently", "Ask twice"]
