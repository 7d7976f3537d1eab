"""One page that knows what time it is."""

from .routes import blueprint

__all__ = ["blueprint"]
