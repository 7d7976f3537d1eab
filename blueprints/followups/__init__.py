"""The checklist of the next day, and the messages it leads to."""

from . import routes_focus, routes_messages
from .routes import blueprint

__all__ = ["blueprint", "routes_focus", "routes_messages"]
