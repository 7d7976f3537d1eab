"""The year ahead as one line: where on it an event stands."""

from datetime import date, timedelta

YEAR = timedelta(days=365)
# The line in the units of its drawing: where today stands, and a year from today.
START, END = 8, 312


def place(on: date, today: date) -> int:
    """Where a day stands on the line; what is under way stands at today."""
    days = max((on - today).days, 0)
    return START + days * (END - START) // YEAR.days


def months(today: date) -> list[int]:
    """Where each month begins."""
    first = today.replace(day=1)
    found = []
    for _ in range(12):
        first = (first + timedelta(days=31)).replace(day=1)
        found.append(place(first, today))
    return found
