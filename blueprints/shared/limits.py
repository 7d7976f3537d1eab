"""How often one address, or one person, may try a thing."""

import time

from flask import Flask, request
from flask_limiter import Limiter
from limits import parse
from werkzeug.middleware.proxy_fix import ProxyFix

from . import access

_A_MINUTE = 60


def _address() -> str:
    return request.remote_addr or "nowhere"


def by_person() -> str:
    """The signed-in person, else the address: a hall of guests shares one address."""
    return access.person_id() or _address()


def spend(budget: str, *of: str) -> bool:
    """Whether `of` may do it once more within a budget such as "5/day"; counts this time."""
    return not limiter.enabled or limiter.limiter.hit(parse(budget), *of)


def wait() -> int:
    """How many seconds whoever was refused just now has to wait."""
    reached = limiter.current_limit
    return max(1, reached.reset_at - int(time.time())) if reached else _A_MINUTE


limiter = Limiter(key_func=_address, strategy="moving-window")


def init_app(app: Flask) -> None:
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    limiter.init_app(app)
