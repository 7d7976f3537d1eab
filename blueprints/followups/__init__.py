"""The checklist of the next day."""

from .routes import blueprint

__all__ = ["blueprint"]
