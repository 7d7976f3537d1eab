"""How often one network, or one person, may try a thing.

Without the Redis in which that is counted, people look at everything and do what is theirs to do,
and phones send what waited on them. The doors stay shut: nobody gets in, no password is tried,
nobody is mailed, and what guests hand over has to wait.
"""

import time
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address

from flask import Flask, current_app, has_request_context, request
from flask_limiter import Limiter
from limits import RateLimitItem, parse
from limits.strategies import STRATEGIES, MovingWindowRateLimiter
from redis.exceptions import RedisError
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.middleware.proxy_fix import ProxyFix

from . import access, counts
from .access import View

A_MINUTE = 60
# One household or one server has a whole /64 of IPv6 addresses to ask from.
_IPV6_HOSTS = 64
# How long Redis may take, in seconds: a page waits for it.
_PATIENCE = {"socket_timeout": 2, "socket_connect_timeout": 2}
NOT_NOW = "That cannot be done for a moment. Nothing is lost; try again in a minute."


def network() -> str:
    """Where this request comes from: an address, of IPv6 only what one household has of it."""
    host = request.remote_addr or "nowhere"
    try:
        address = ip_address(host)
    except ValueError:
        return host
    is_wide = isinstance(address, IPv6Address) and not address.ipv4_mapped
    return f"{int(address) >> _IPV6_HOSTS:x}" if is_wide else host


def by_person() -> str:
    """The signed-in person, else the network: a hall of guests shares one."""
    return access.person_id() or network()


def spend(budget: str, *of: str) -> bool:
    """Whether `of` may do it once more within a budget such as "5/day"; counts this time."""
    return not limiter.enabled or limiter.limiter.hit(parse(budget), digest(*of))


def give_back(budget: str, *of: str) -> None:
    """Let `of` begin a budget anew, as if nothing had been counted. Safe twice."""
    limiter.limiter.clear(parse(budget), digest(*of))


def digest(*of: str) -> str:
    """What to count `of` under: short however long they are, and nobody's address to read."""
    return blake2b(" ".join(of).encode(), digest_size=16).hexdigest()


def only_counted(view: View) -> View:
    """Mark a view that refuses everybody, not only guests, while nothing can be counted."""
    view.is_only_counted = True  # type: ignore[attr-defined]
    return view


def wait() -> int:
    """How many seconds whoever was refused just now has to wait."""
    reached = limiter.current_limit
    return max(1, reached.reset_at - int(time.time())) if reached else A_MINUTE


class Counting(MovingWindowRateLimiter):
    """Counts within a moving window, where there is something to count with."""

    def hit(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        try:
            return super().hit(item, *identifiers, cost=cost)
        except RedisError as error:
            return _uncounted(error)

    def test(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        try:
            return super().test(item, *identifiers, cost=cost)
        except RedisError as error:
            return _uncounted(error)

    def clear(self, item: RateLimitItem, *identifiers: str) -> None:
        try:
            super().clear(item, *identifiers)
        except RedisError as error:
            _uncounted(error)


def _uncounted(error: RedisError) -> bool:
    current_app.logger.error("Redis failed: %s", type(error).__name__)
    if has_request_context() and _must_be_counted():
        raise ServiceUnavailable(NOT_NOW, retry_after=A_MINUTE)
    return True


def _must_be_counted() -> bool:
    if access.only_reads():
        return False
    return getattr(access.view(), "is_only_counted", False) or not access.signed_in()


class AtViews(Limiter):
    """The library's, for limits that all stand at views: it looks for none before each request."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


STRATEGIES["counting"] = Counting
limiter = AtViews(key_func=network, strategy="counting")


def init_app(app: Flask) -> None:
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    if not app.config["RATELIMIT_STORAGE_URI"].startswith(counts.SCHEME):
        app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", _PATIENCE)
    limiter.init_app(app)
