"""Whether this process lives and can be used: for load balancers, not for people."""

from .routes import blueprint

__all__ = ["blueprint"]
