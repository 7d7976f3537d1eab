"""Events, the one goal, and whom to look for."""

from .routes import blueprint

__all__ = ["blueprint"]
