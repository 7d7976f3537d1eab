"""A browser in words, from what it says of itself: enough to tell one's own devices apart."""

from collections import Counter
from collections.abc import Sequence

# The first that is found names it: most say that they are Chrome and Safari as well.
_BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet")),
    *(("FxiOS", "Firefox"), ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome")),
    *(("Chromium", "Chromium"), ("Safari", "Safari")),
)
_PLATFORMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook")),
    *(("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux")),
)


def named(user_agent: str) -> str:
    """As "Firefox on Android"; "A browser" where nothing known is in it. None of it is copied."""
    browser, platform = _first(_BROWSERS, user_agent), _first(_PLATFORMS, user_agent)
    return f"{browser or 'A browser'} on {platform}" if platform else browser or "A browser"


def told_apart(listed: Sequence[tuple[str, str]]) -> list[str]:
    """The names of browsers, each given with its moment in words, the latest first.

    Those alike in both are numbered: the one that came first is 1.
    """
    alike, left, names = Counter(listed), Counter(listed), []
    for one in listed:
        names.append(f"{one[0]} ({left[one]})" if alike[one] > 1 else one[0])
        left[one] -= 1
    return names


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in known if mark in user_agent), "")
