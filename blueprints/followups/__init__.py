"""The checklist of the next day, the messages it leads to, and introductions."""

from . import routes_introductions, routes_messages
from .routes import blueprint

__all__ = ["blueprint", "routes_introductions", "routes_messages"]
