"""The ways of writing days and hours to choose from."""

from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError

# fmt: off
_OFFERED = (
    "en_GB", "en_US", "en_AU", "en_CA", "en_IE", "en_IN", "en_NZ", "en_ZA", "ar_EG", "bg_BG",
    "cs_CZ", "da_DK", "de_AT", "de_CH", "de_DE", "el_GR", "es_AR", "es_ES", "es_MX", "et_EE",
    "fa_IR", "fi_FI", "fr_BE", "fr_CA", "fr_CH", "fr_FR", "he_IL", "hi_IN", "hr_HR", "hu_HU",
    "id_ID", "it_IT", "ja_JP", "ko_KR", "lt_LT", "lv_LV", "nb_NO", "nl_BE", "nl_NL", "pl_PL",
    "pt_BR", "pt_PT", "ro_RO", "sk_SK", "sl_SI", "sr_RS", "sv_SE", "th_TH", "tr_TR", "uk_UA",
    "vi_VN", "zh_Hans_CN", "zh_Hant_TW",
)
# fmt: on
LONGEST = 16


def known(locale: str) -> bool:
    """Whether days and hours can be written so."""
    return _found(locale) is not None


def best(languages: Iterable[str], otherwise: str) -> str:
    """The first known of the languages that a browser names, with its country or without."""
    names = (language.replace("-", "_") for language in languages)
    found = (_found(name) or _found(name.partition("_")[0]) for name in names)
    return next((str(locale) for locale in found if locale), otherwise)


def offered(current: str) -> list[tuple[str, str]]:
    """Locales with their names, each in its own language; the `current` one among them."""
    is_another = known(current) and current not in _OFFERED
    return [*_named(), *([(current, _name(current))] if is_another else [])]


@cache
def _named() -> tuple[tuple[str, str], ...]:
    return tuple((locale, _name(locale)) for locale in _OFFERED)


def _name(locale: str) -> str:
    name = Locale.parse(locale).get_display_name() or locale
    return name[:1].upper() + name[1:]


def _found(locale: str) -> Locale | None:
    try:
        found = Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return None
    return found if len(str(found)) <= LONGEST else None
