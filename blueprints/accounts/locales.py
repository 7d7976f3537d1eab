"""The ways of writing days and hours to choose from."""

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


def known(locale: str) -> bool:
    """Whether days and hours can be written so."""
    try:
        Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def offered(current: str) -> list[tuple[str, str]]:
    """Locales with their names, each in its own language; the `current` one among them."""
    return [*_named(), *([] if current in _OFFERED else [(current, _name(current))])]


@cache
def _named() -> tuple[tuple[str, str], ...]:
    return tuple((locale, _name(locale)) for locale in _OFFERED)


def _name(locale: str) -> str:
    name = Locale.parse(locale).get_display_name() if known(locale) else None
    return name[:1].upper() + name[1:] if name else locale
