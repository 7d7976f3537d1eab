"""The day after: a checklist, and whom to go deeper with."""

from .forms import Step

DAY_AFTER: dict[str, list[Step]] = {
    "the day after": [
        ("/follow-ups/{meeting}/steps/recall", {"state": "done", "text": "Tall"}),
        ("/follow-ups/{meeting}/steps/recall", {"state": ""}),
        ("/follow-ups/{meeting}/steps/message", {"state": "done"}),
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "Map", "due_on": "2026-12-09"},
        ),
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "Maps", "due_on": "2026-12-10"},
        ),
        (
            "/follow-ups/{meeting}/steps/next",
            {"state": "scheduled", "text": "Tea", "due_on": "2027-01-09"},
        ),
        ("/follow-ups/{meeting}/steps/next", {"state": "let_go"}),
        ("/follow-ups/{meeting}/steps/recall", {"state": "done"}),
        ("/follow-ups/{meeting}/steps/promise", {"state": "done"}),
        ("/follow-ups/{meeting}/letting-go", {}),
        ("/follow-ups/{meeting}/return", {}),
        ("/follow-ups/{meeting}/steps/dance", {"state": "done"}),
    ],
    "ways to help": [
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "Map", "due_on": "2026-12-09"},
        ),
        ("/promises/{help}/keeping", {}),
        ("/follow-ups/{meeting}/steps/help", {"state": ""}),
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "Maps", "due_on": "2026-12-20"},
        ),
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "Maps of ice", "due_on": "2026-12-21"},
        ),
        ("/promises/{help}/reopening", {}),
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "An atlas", "due_on": "2026-12-22"},
        ),
        ("/promises/{more_help}/release", {}),
        (
            "/follow-ups/{meeting}/steps/help",
            {"state": "scheduled", "text": "A globe", "due_on": "2026-12-23"},
        ),
    ],
    "whom to go deeper with": [
        ("/follow-ups/{meeting}/focus/deep", {}),
        ("/follow-ups/{meeting}/focus/deep", {}),
        ("/follow-ups/{meeting}/focus/line", {}),
        ("/follow-ups/{meeting}/letting-go", {"next": "/follow-ups/events/{event}/focus"}),
        ("/follow-ups/{meeting}/return", {"next": "/follow-ups/events/{event}/focus"}),
        ("/follow-ups/{meeting}/focus/open", {}),
        ("/follow-ups/{meeting}/focus/deepest", {}),
        ("/follow-ups/{meeting}/focus/toString", {}),
    ],
}
