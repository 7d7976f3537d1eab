"""Getting in, and the card one gives away."""

from . import routes_me
from .routes import blueprint

__all__ = ["blueprint", "routes_me"]
