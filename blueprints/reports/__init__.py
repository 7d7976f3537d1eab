"""What browsers tell of pages that wanted what their policy forbids."""

from .routes import blueprint

__all__ = ["blueprint"]
