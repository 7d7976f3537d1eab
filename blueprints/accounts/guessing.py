"""How often a password may be tried, wherever one lets somebody in, and an address be claimed.

Guesses are counted by network and address, never by the address alone: a count that anybody in the
world can fill up locks the owner out. Guessing from many networks stays slow all the same, as each
has its own count to fill and each guess costs several rounds of scrypt.
"""

from ipaddress import IPv6Address, ip_address

from flask import Response, request

from blueprints.shared.limits import limiter, spend

from .forms import kept_address

# One household or one server has a whole /64 of IPv6 addresses to guess from.
_IPV6_HOSTS = 64
# Each account of an address costs every sign-in with it a place among those that are tried.
_CLAIMS = "3/day"
ENOUGH = "That cannot be done with this address today. Try again tomorrow."


def may_claim(email: str) -> bool:
    """Whether one more account may have that address today; counts this one."""
    return spend(_CLAIMS, "claim", email)


def guesser() -> str:
    """From which network, and for which address, this request tries a password."""
    return f"{_network(request.remote_addr or '')} {_claimed_address()}"


def _network(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    is_wide = isinstance(address, IPv6Address) and not address.ipv4_mapped
    return f"{int(address) >> _IPV6_HOSTS:x}" if is_wide else host


def _claimed_address() -> str:
    return kept_address(request.form.get("email", ""))


def _failed(response: Response) -> bool:
    return response.status_code == 422


# Every try is counted as it comes in, so that many at one moment gain nothing.
tries = limiter.shared_limit("10/minute", "password tries", key_func=guesser)
# Only failures are, so that whoever knows the password never uses it up.
failures = limiter.shared_limit(
    "100/hour", "password failures", key_func=guesser, deduct_when=_failed
)
