"""What may be told of a person, their events and whom they met, as Hypothesis makes it up."""

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from blueprints.accounts.models import SHAREABLE
from blueprints.followups.proposing import KINDS as PROPOSED
from blueprints.followups.queue import KINDS
from blueprints.shared.card import CHANNELS, Card
from blueprints.shared.facts import WHAT

Facts = dict[str, Any]

# Zones whose clocks everybody's time zone data agrees on: both hemispheres, halves and quarters.
ZONES = (
    *("Europe/London", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Kiritimati", "UTC"),
)
LOCALES = (
    "en_GB",
    "en_US",
    "ar_EG",
    "bg_BG",
    "de_DE",
    "fa_IR",
    "hi_IN",
    "ja_JP",
    "zh_Hant_TW",
    "?",
)
HOSTILE = (
    "<script>alert('1')</script>",
    "\" onload='x' \\",
    "</textarea></p>&amp;&#39;{{ 7 }}{% raw %}",
    "مريم \u200fالعربية",
    "🐙🏳️‍🌈 \U00010428 𝔘𝔫𝔦",
    "ß İstanbul ΟΔΟΣ ﬃ",
    "e\u0301lodie ÉLODIE",
    "%_/\\ 100% ?a=b&c=d#e",
    "\uffee\u2028\u00a0\ufeff x",
    "W" * 80,
    "null",
    "0",
)
# Days with a change of the clocks among them, in London, New York and Lord Howe.
DAYS = (
    *(datetime(2026, 3, 8), datetime(2026, 3, 28), datetime(2026, 4, 4), datetime(2026, 6, 21)),
    *(datetime(2026, 10, 24), datetime(2026, 11, 1), datetime(2026, 12, 3), datetime(2027, 1, 1)),
)
# When an event begins, in hours from now, and at the edges between.
AHEAD, SOON, ON = (12.5, 13, 50, 900), (1.5, 2, 12), (-2, -1, 0, 0.5, 1)
EVENING, MORNING, LONG_AGO = (-5, -4, -3.5), (-60, -31, -26, -14, -13), (-2300, -900, -400, -340)
HOURS = (AHEAD, SOON, ON, EVENING, MORNING, LONG_AGO)
LENGTHS = (0.5, 1, 2.5, 10, 72)

characters = st.characters(exclude_categories=["C"])
words = st.one_of(st.sampled_from(HOSTILE), st.text(characters, max_size=12))
names = words.filter(lambda text: any(map(str.isalnum, text)))
prose = st.builds("{}\n{}".format, words, words) | words
maybe_words = st.just("") | words
# In days from now: what is due today, just before and after, and where the words change.
days = st.none() | st.sampled_from((-400, -40, -31, -30, -2, -1, 0, 0, 1, 2, 9, 240))


# What needs and offers are made of: few words, so that some meet.
TELLING = (
    "Hiring nurses",
    "a nurse, to hire",
    "glaciers\nSails",
    "護理師的事",
    "Sailing glaciers",
    "",
)

cards = st.builds(
    Card,
    name=names,
    headline=maybe_words,
    organisation=maybe_words,
    email=st.sampled_from(("", "p@example.org", "Ö'x@EXAMPLE.org", "no address")),
    phone=st.sampled_from(("", "+447911123456", "12")),
    links=st.sampled_from(((), ("https://t.me/x", "http://b.example/?a=<b>"), ("javascript:1",))),
    looking_for=prose | st.sampled_from(TELLING),
    can_help=st.sampled_from(TELLING) | prose,
    prefers=st.sampled_from(("", *CHANNELS)),
)
persons = st.fixed_dictionaries(
    {
        "card": cards,
        "shared": st.sets(st.sampled_from(SHAREABLE)).map(sorted),
        "zone": st.sampled_from(ZONES),
        "locale": st.sampled_from(LOCALES),
        "followup_cap": st.integers(1, 12),
        "capacity": st.integers(0, 5),
        "card_in_code": st.booleans(),
        "photo_id": st.none() | st.uuids().map(str),
    }
)
earlier = st.lists(
    st.tuples(st.sampled_from((*WHAT, "unheard of")), prose, st.integers(0, 1)), max_size=2
)
events = st.fixed_dictionaries(
    {
        "title": names,
        "length": st.sampled_from(LENGTHS),
        "zone": st.sampled_from(ZONES),
        "place": maybe_words,
        "link": st.sampled_from(("", "https://example.org/?a=1&b='\"")),
        "mine": st.booleans(),
        "plan": st.sampled_from(("", "go", "go", "slide")),
        "goal": maybe_words,
        "reached": st.sampled_from(("", "yes", "partly", "no")),
        "learned": st.just("") | prose,
        "again": st.sampled_from(("", "yes", "no")),
        "closed": st.sampled_from((False, False, True)),
        "earlier": earlier,
        "targets": st.lists(
            st.fixed_dictionaries(
                {"who": names, "why": prose, "offer": prose, "opening": maybe_words}
                | {"met": st.booleans(), "removed": st.booleans()}
            ),
            max_size=3,
        ),
    }
)
# Lists of Hypothesis are short; a day without an event has little to show.
evenings = st.integers(0, 5).flatmap(
    lambda count: st.lists(
        st.tuples(events, st.sampled_from(HOURS)), min_size=min(count, 3), max_size=3
    )
)
promises = st.fixed_dictionaries(
    {"mine": st.booleans(), "text": words, "due": days, "ago": st.integers(0, 2)}
    | {"kept": st.booleans(), "released": st.booleans()}
)
# Days ago, and who saw to it.
touches = st.lists(
    st.tuples(
        st.sampled_from((0, 0, 1, 3, 4, 33, 34, 400)),
        st.sampled_from(("me", "they", "both")),
        words,
    ),
    max_size=7,
)
rhythms = st.sampled_from(
    (
        *((0, "", None), (0, "", None), (2, "weeks", None), (1, "months", None)),
        *((0, "", 9), (0, "", -1), (2, "weeks", -4)),
    )
)
SAID = "I remember the glaciers, and how you keep bees. A call on Friday, in the morning?"
messages = st.lists(
    st.tuples(
        st.lists(st.sampled_from(("", SAID, SAID + " Yes")) | prose, min_size=5, max_size=5),
        st.booleans(),
    ),
    max_size=2,
)
THANKS = "Hello {name}, thank you for our talk at {event}, and do write if I can ever be of use."
lines = st.lists(
    st.tuples(st.sampled_from((THANKS, THANKS + " Bees")) | words, st.booleans()), max_size=2
)
# Hours from now: past, now, soon, and on another day somewhere.
proposals = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(tuple(PROPOSED)), "minutes": st.integers(15, 180)}
        | {"place": st.sampled_from(("", "https://meet.example/a?b=c;d")) | words}
        | {"zone": st.sampled_from(ZONES), "ago": st.integers(0, 1)}
        | {
            "hours": st.lists(
                st.sampled_from((-30, -1, 0, 5, 24, 3000)), min_size=2, max_size=3, unique=True
            ),
            "chosen": st.booleans(),
            "ended": st.sampled_from(("", "", "happened_at", "cancelled_at")),
        }
    ),
    max_size=2,
)
# Between the first and the last of whom one met, days ago, and how far it came.
introductions = st.lists(
    st.fixed_dictionaries(
        {"ago": st.sampled_from((0, 3, 29, 30, 31)), "begun": st.booleans()}
        | {"asked": st.integers(0, 2), "introduced": st.booleans(), "withdrawn": st.booleans()}
        | {"answers": st.tuples(*[st.sampled_from(("", "yes", "yes", "no"))] * 2), "words": words}
    ),
    max_size=2,
)
steps = st.dictionaries(
    st.sampled_from(KINDS),
    st.tuples(st.sampled_from(("", "done", "scheduled", "let_go")), prose, days),
)
meetings: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {
        "event": st.none() | st.integers(0, 2),
        "ago": st.sampled_from((0, 0, 1, 2000, 2000, 90_000, 600_000)),
        "heard": st.just("") | prose,
        "moves_goal": st.sampled_from(("", "yes", "maybe", "no")),
        "listened": st.booleans(),
        "focus": st.sampled_from(("", "", "deep", "line")),
        "steps": steps,
    }
)
contacts = st.fixed_dictionaries(
    {
        "card": cards,
        "source": st.sampled_from(("swap", "take", "return", "typed", "vcard", "introduced")),
        "introductions": introductions,
        "photo_id": st.none() | st.uuids().map(str),
        "next_step": maybe_words,
        "next": days,
        # Minutes ago, or at the very end of the first event.
        "let_go": st.none() | st.sampled_from(("end", "end", 0, 60, 2000)),
        "meetings": st.lists(meetings, max_size=3, unique_by=lambda one: str(one["event"])),
        "promises": st.lists(promises, max_size=3),
        "notes": st.lists(st.tuples(prose, st.integers(0, 2), st.booleans()), max_size=2),
        "touches": touches,
        "rhythm": rhythms,
        # Days ago.
        "room_kept": st.none() | st.sampled_from((0, 89, 90, 400)),
        "messages": messages,
        "lines": lines,
        "proposals": proposals,
        "earlier": earlier,
    }
)
