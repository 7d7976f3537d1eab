"""What a phone needs to be this app without a network."""

from . import routes_export
from .routes import blueprint

__all__ = ["blueprint", "routes_export"]
