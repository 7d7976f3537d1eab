"""The people somebody met."""

from .routes import blueprint

__all__ = ["blueprint"]
