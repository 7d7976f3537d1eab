"""Pages are in English, and their days as their reader writes them: each tells its language.

A screen reader reads "Do. 3. Dez." right where it is told that this is German (WCAG 2.2, 3.1.2).
"""

import re
from functools import lru_cache

from .words import lettering, written_days

# In these no tag may stand.
_PLAIN = "title|option|textarea|script|style|svg"


def marked(page: str, locale: str) -> str:
    """The HTML of a page, with `lang` around each day and hour in words of another language."""
    tag = lettering(locale).language
    return _days(locale).sub(lambda part: _told(part, tag), page) if tag else page


def _told(part: re.Match[str], tag: str) -> str:
    return f'<span lang="{tag}">{part[2]}</span>' if part[2] else part[0]


@lru_cache
def _days(locale: str) -> re.Pattern[str]:
    tags = rf"<({_PLAIN})\b.*?</\1>|<[^>]*>"
    return re.compile(f"{tags}|({written_days(locale)})", re.DOTALL)
