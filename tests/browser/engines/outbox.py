"""What waits on the phone to be sent, as the browser has it on its disk."""

from typing import Any

from .surf import Surf

READ = """
const known = await indexedDB.databases();
if (!known.some((one) => one.name === "wellmet")) return [];
const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});
const database = await done(indexedDB.open("wellmet"));
try {
    if (!database.objectStoreNames.contains("outbox")) return [];
    return await done(database.transaction("outbox").objectStore("outbox").getAll());
} finally {
    database.close();
}
"""


def waiting(surf: Surf) -> list[Any]:
    """The posts in the outbox of the page's origin, which has to be Wellmet's."""
    found: list[Any] = surf.run(READ)
    return found
