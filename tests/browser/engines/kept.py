"""What the phone keeps, as the browser has it on its disk."""

import json
from typing import Any

from .surf import Surf

# To open a database that is not there would make it, without what the worker expects in it.
READ = """
const kept = async (store, ask) => {
    const known = await indexedDB.databases();
    if (!known.some((one) => one.name === "wellmet")) return undefined;
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const database = await done(indexedDB.open("wellmet"));
    try {
        if (!database.objectStoreNames.contains(store)) return undefined;
        return await done(ask(database.transaction(store).objectStore(store)));
    } finally {
        database.close();
    }
};
"""
WAITING = f'{READ} return (await kept("outbox", (it) => it.getAll())) ?? []'
# For a page that may be loading itself again: it is asked until it answers.
ONE_WAITS = f'{READ} return (await kept("outbox", (it) => it.getAll()))?.length === 1'
READY = f"""{READ}
if (!navigator.serviceWorker.controller) return false;
const whose = await kept("facts", (it) => it.get("current"));
return whose === %s && Boolean(await kept("replicas", (it) => it.get(whose)));
"""
HAS_FILE = """
const files = await (await caches.open("assets")).keys();
return files.some(({ url }) => url.includes(%s));
"""


def waiting(surf: Surf) -> list[Any]:
    """The posts in the outbox of the page's origin, which has to be Wellmet's: everybody's."""
    found: list[Any] = surf.ask(WAITING)
    return found


def wait_until_ready_for(surf: Surf, person_id: str) -> None:
    """Wait until the worker has the page, and this person's records."""
    surf.wait_for_js(READY % json.dumps(person_id), "No worker with their records")


def wait_until_kept(surf: Surf, file: str) -> None:
    """Wait until the phone has a built file whose name begins like that."""
    surf.wait_for_js(HAS_FILE % json.dumps(file), f"No {file} on the phone")
