"""A text as the roots of its telling words: what the indexes of server and phone are made of."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from .kinship import KIN

# No index takes a word without end; what differs only after these letters is the same.
_LONGEST = 40
# Chinese, Japanese and Korean put no space between words: two signs side by side stand for one.
_FIRST_SIGN = "\u2e80"
# The ending, how many letters have to be left, and what takes its place; the first that fits.
ENDINGS = (
    *(("ies", 3, "y"), ("sses", 2, "ss"), ("ments", 5, ""), ("ment", 5, "")),
    *(("ations", 4, "at"), ("ation", 4, "at"), ("tions", 4, "t"), ("tion", 4, "t")),
    *(("ings", 3, ""), ("ing", 3, ""), ("ers", 4, ""), ("er", 4, ""), ("ors", 4, "")),
    *(("ists", 4, ""), ("ist", 4, ""), ("or", 4, ""), ("ed", 3, ""), ("es", 4, "")),
    *(("s", 3, ""), ("e", 3, "")),
)
_DOUBLED = ("bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt")
# Another meaning would be left of these.
UNCUT = "care career careers news boss less press string spring bring wing ring sing king"
COMMON_WORDS = """
a about across after again ago all almost already also always am an and another any anybody anyone
anything are around as ask at away back be because been before behind being best better between big
both but by can come comes could day days did do does doing done down each early else enough even
ever every everybody everyone everything far few find finding finds first for found from further
gave get gets getting give gives giving go goes going good got great had half hard has have having
he help helped helpful helping helps her here herself him himself his how i idea ideas if in inside
interested into is it its itself just keen keep keeps kind knew know knowing known knows large last
late later learn learning least let like likes little long look looked looking looks lot made make
makes making many may maybe me meet meeting meets met might mine month months more most much must my
myself need needed needing needs never new next nice no nobody not nothing now of off often old on
once one ones only open or other others our out outside over own part people person perhaps place
please quite rather real really right run running runs said same say says search searching see
seeing seek seeking seeks seen several she should show shows since small so some somebody someday
someone something sometimes soon stand start started starting still struggle struggling stuck such
sure take taken takes taking talked tell than thank thanks that the their them themselves then there
these they thing things think thinking this those though three through till time times to today
together told too took top toward towards tried tries try trying turn two under until up us use used
useful user uses using very want wanted wanting wants was way ways we week weeks well went were what
whatever when where whether which while who whoever whole whom whose why will wish wishes with
within without work worked working works would year years yes yet you young your
company companies business businesses team teams experience expert experts job jobs lead leads
leading leader manage manager managing service services project projects advice advise plan plans
support world life love loves lives live professional senior junior head director founder
"""
_COMMON = frozenset(COMMON_WORDS.split())


def roots(text: str) -> list[str]:
    """The roots of the telling words of a text, each once, in their order."""
    return list(dict.fromkeys(root for word in _words(text) for root in _root(word)))


def _root(word: str) -> Iterator[str]:
    if word[0] >= _FIRST_SIGN:
        yield from (word[at : at + 2] for at in range(max(len(word) - 1, 1)))
    elif word not in _COMMON and len(word) > 1:
        yield _KIN.get(word) or _KIN.get(_stem(word)) or _stem(word)


def _stem(word: str) -> str:
    if word in _UNCUT:
        return word
    for ending, left, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            rest = word[: len(word) - len(ending)] + instead
            return (rest[:-1] if rest.endswith(_DOUBLED) else rest)[:_LONGEST]
    return word[:_LONGEST]


def _words(text: str) -> list[str]:
    runs = groupby(unicodedata.normalize("NFC", text).lower(), key=_kind)
    return ["".join(run) for kind, run in runs if kind]


def _kind(character: str) -> int:
    # What is written without spaces stands apart from words beside it.
    if unicodedata.category(character)[0] not in "LNM":
        return 0
    return 2 if character >= _FIRST_SIGN else 1


_UNCUT = frozenset(UNCUT.split())
_KIN = {
    form: line.split()[0]
    for line in KIN.splitlines()
    for word in line.split()
    for form in (word, _stem(word))
}
