"""Before and at an event."""

from .forms import LUNCH, Step

EVENTS: dict[str, list[Step]] = {
    "an event": [
        ("/events", LUNCH),
        ("/events/{NEW}/plan", {"plan": "slide"}),
        ("/events/{NEW}/plan", {"plan": "go"}),
        ("/events/{NEW}/goal", {"goal": " Meet  somebody "}),
        ("/events/{NEW}/goal", {"goal": ""}),
        ("/events/{NEW}", LUNCH | {"title": "Brunch", "zone": "America/New_York", "link": ""}),
        ("/events/{NEW}/reflection", {"reached": "yes", "again": "no"}),
        ("/events/{event}", LUNCH),
        ("/events/{event}/reflection", {"reached": "partly", "learned": "Ask", "again": "yes"}),
        ("/events/{event}/reflection", {"reached": "yes", "learned": "", "again": "yes"}),
    ],
    "targets": [
        ("/events/{event}/targets", {"who": "Everybody"}),
        ("/targets/{target}", {"who": "A buyer", "why": "Wards ", "offer": "", "opening": "Hello"}),
        ("/targets/{target}/meeting", {"next": "/today"}),
        ("/targets/{target}/meeting", {"next": "//evil.example"}),
        ("/targets/{target}/missing", {}),
        ("/targets/{target}/removal", {}),
        ("/targets/{target}/removal", {"next": "/a\\b"}),
        ("/events/{event}/targets", {"who": "Marta", "why": "Ice"}),
        ("/targets/{target}/restoration", {}),
        ("/targets/{NEW}/removal", {}),
        ("/targets/{target}/restoration", {}),
        ("/targets/{target}/restoration", {}),
    ],
}
