"""Getting in, and the card one gives away."""

from . import (
    anothers_page,
    routes_confirmation,
    routes_devices,
    routes_me,
    routes_reset,
    staying,
)
from .routes import blueprint

__all__ = [
    "anothers_page",
    "blueprint",
    "routes_confirmation",
    "routes_devices",
    "routes_me",
    "routes_reset",
    "staying",
]
