"""The checklist of the next day, and the messages it leads to."""

from . import routes_messages, routes_proposals
from .routes import blueprint

__all__ = ["blueprint", "routes_messages", "routes_proposals"]
