"""Getting in, and the card one gives away."""

from .routes import blueprint

__all__ = ["blueprint"]
