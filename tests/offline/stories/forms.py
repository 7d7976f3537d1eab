"""What is filled in, in more than one story; and what a step of one is."""

LUNCH = {
    "title": "Lunch",
    "starts": "2026-12-04T12:00",
    "ends": "2026-12-04T13:30",
    "zone": "Europe/Berlin",
    "place": "Café  Süd",
    "link": "Example.org/a b?q=ä",
}
MARTA = {
    "name": " Marta   Nowak ",
    "headline": "Ice",
    "email": "Marta@Example.ORG",
    "phone": "+44 7911 123456",
    "links": "a.example\r\nHTTPS://B.example/x#y",
    "prefers": "phone",
    "looking_for": "Maps\r\nof ice ",
}
COFFEE = {
    "kind": "coffee",
    "first": "2026-12-07T10:00",
    "second": "2026-12-08T15:00",
    "third": "",
    "minutes": "45",
    "place": "",
    "zone": "Asia/Kolkata",
}
MAP = {"state": "scheduled", "text": "Send the map", "due_on": "2026-12-09"}
LETTER = {"told": "You are stuck on hiring a nurse lead"}
PAIR = {"first": "{person}", "second": "{other}"}
Step = tuple[str, dict[str, str]]
