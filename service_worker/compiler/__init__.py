"""Turns the server's templates into one JavaScript module, for the service worker.

It walks the syntax tree of Jinja2's own parser. What it does not know stops the build, with file
and line: a template must never mean one thing on the server and another on the phone.
"""

from .module import module
from .nodes import Unknown
from .sources import environment, named_in, reachable

__all__ = ["Unknown", "environment", "module", "named_in", "reachable"]
