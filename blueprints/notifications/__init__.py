"""The one nudge: on a phone, by mail, or in a calendar of one's own."""

from .routes import blueprint

__all__ = ["blueprint"]
