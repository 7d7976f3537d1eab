"""The people somebody met."""

from . import routes_promises, routes_touches
from .routes import blueprint

__all__ = ["blueprint", "routes_promises", "routes_touches"]
