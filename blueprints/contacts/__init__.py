"""The people somebody met."""

from . import routes_network, routes_notes, routes_promises, routes_room, routes_touches
from .routes import blueprint

__all__ = [
    "blueprint",
    "routes_network",
    "routes_notes",
    "routes_promises",
    "routes_room",
    "routes_touches",
]
