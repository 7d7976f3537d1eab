"""Giving one card and getting another."""

from .routes import blueprint

__all__ = ["blueprint"]
