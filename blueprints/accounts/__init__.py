"""Getting in, and the card one gives away."""

from . import routes_devices, routes_mailed, routes_me, staying
from .routes import blueprint

__all__ = ["blueprint", "routes_devices", "routes_mailed", "routes_me", "staying"]
