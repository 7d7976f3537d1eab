"""Events, the one goal, and whom to look for."""

from . import routes_targets
from .routes import blueprint

__all__ = ["blueprint", "routes_targets"]
