"""How people come to do what they do: each group of acts that belong together, by their names."""

from ..acts import Maker
from . import checklist, events, introductions, messages, people, promises, proposals, touches

GROUPS: dict[str, dict[str, Maker]] = {
    "events": events.MAKERS,
    "targets": events.OF_TARGETS,
    "people": people.MAKERS,
    "checklist": checklist.MAKERS,
    "promises": promises.MAKERS,
    "touches": touches.MAKERS,
    "messages": messages.MAKERS,
    "proposals": proposals.MAKERS,
    "introductions": introductions.MAKERS,
}

MAKERS: dict[str, Maker] = {
    name: maker for group in GROUPS.values() for name, maker in group.items()
}
