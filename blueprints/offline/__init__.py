"""What a phone needs to be this app without a network."""

from .routes import blueprint

__all__ = ["blueprint"]
