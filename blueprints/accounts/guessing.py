"""How often a password may be tried or reset, and an address be claimed.

Guesses are counted by network and address, never by the address alone: a count that anybody in the
world can fill up locks the owner out. Guessing from many networks stays slow all the same, as each
has its own count to fill and each guess costs several rounds of scrypt. Browsers on which somebody
has signed in have a count of their own there, as a whole hall may be one network.

What is counted by the address alone, accounts that claim it and mails to it, has a way past the
count for whoever reads its mail: each mail that was caused by somebody else brings one.
"""

from flask import Response, g, request
from werkzeug.exceptions import TooManyRequests

from blueprints.shared.limits import A_MINUTE, digest, give_back, limiter, network, spend

from . import letters
from .forms import kept_address
from .known_browsers import known_as
from .mailed_links import signed

# Each account of an address costs every sign-in with it a place among those that are tried.
_CLAIMS = "3/day"
# As long as the link of a mail lasts that asks about an account.
_REFUSALS = "1/7days"
# A password costs several rounds of scrypt; all guests of a hall may come from one network.
_SIGN_INS, _SIGN_UPS = ("120/minute",), ("120/minute", "2000/hour")
# A mailbox gets five links a day. No link can be guessed: each is signed, and sets one password.
_LINKS, _RESETS = ("120/minute",), ("120/minute",)
ENOUGH = (
    "That cannot be done with this address today. Try again tomorrow. If it is yours, and mails "
    "came about accounts that you did not open, say so by their links: then it can be done at once."
)


def may_claim(email: str) -> bool:
    """Whether one more account may have that address today; counts this one."""
    return spend(_CLAIMS, "claim", email)


def forgive(email: str) -> None:
    """Let an address be claimed and mailed to anew: whoever reads its mail has just acted."""
    give_back(_CLAIMS, "claim", email)
    for mailed in ("confirm", "reset"):
        give_back(letters.BUDGET, mailed, email)


def forgive_refusing(email: str, token: str) -> None:
    """The same by a mailed link that refuses an account, once: its page can take that back."""
    if spend(_REFUSALS, "refusal", signed(token)):
        forgive(email)


def count_sign_in() -> None:
    """Count one more password that this network has looked at.

    Forms that cannot be right are not counted: whoever sends many would shut a whole hall out.

    Raises:
        TooManyRequests: it had enough looked at lately.
    """
    _count("sign in", _SIGN_INS)


def count_sign_up() -> None:
    """Count one more account that this network asks for.

    Raises:
        TooManyRequests: it asked for enough lately.
    """
    _count("sign up", _SIGN_UPS)


def count_link() -> None:
    """Count one more address to which this network has a link to a new password sent.

    Raises:
        TooManyRequests: it had enough sent lately.
    """
    _count("link", _LINKS)


def count_reset() -> None:
    """Count one more password that this network sets by a link that is good for it.

    Raises:
        TooManyRequests: it set enough lately.
    """
    _count("reset", _RESETS)


def _count(what: str, budgets: tuple[str, ...]) -> None:
    if not all([spend(budget, what, network()) for budget in budgets]):
        raise TooManyRequests(retry_after=A_MINUTE)
    g.counted = True


def guesser() -> str:
    """From which network, on whose browser, and for which address this tries a password."""
    email = kept_address(request.form.get("email", ""))
    return digest(network(), known_as(email), email)


def _failed(response: Response) -> bool:
    return response.status_code == 422 and "counted" in g


# Every try is counted as it comes in, so that many at one moment gain nothing.
tries = limiter.shared_limit("10/minute", "password tries", key_func=guesser)
# Only failures are, so that whoever knows the password never uses it up; and no form is that cannot
# be right.
failures = limiter.shared_limit(
    "100/hour", "password failures", key_func=guesser, deduct_when=_failed
)
