"""The checklist of the next day, and the messages it leads to."""

from . import looking_back, routes_focus, routes_messages, routes_proposals
from .routes import blueprint

__all__ = ["blueprint", "looking_back", "routes_focus", "routes_messages", "routes_proposals"]
