"""The checklist of the next day, the messages it leads to, and introductions."""

from . import (
    looking_back,
    routes_focus,
    routes_introductions,
    routes_lines,
    routes_messages,
    routes_proposals,
)
from .routes import blueprint

__all__ = [
    "blueprint",
    "looking_back",
    "routes_focus",
    "routes_introductions",
    "routes_lines",
    "routes_messages",
    "routes_proposals",
]
