"""Getting in, and the card one gives away."""

from . import anothers_page, routes_devices, routes_mailed, routes_me, staying
from .routes import blueprint

__all__ = ["anothers_page", "blueprint", "routes_devices", "routes_mailed", "routes_me", "staying"]
