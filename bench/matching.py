"""Whom Wellmet would introduce, against people who were labelled by hand: precision at three."""

from tests.matching.measure import matched, measured, overlapping
from tests.matching.people import FIRST, SECOND

SETS = {"looked at": FIRST, "held back": SECOND, "all": FIRST + SECOND}
WAYS = {"matcher": matched, "word overlap": overlapping}


def main() -> None:
    """Print it."""
    print("Introductions: precision at 3, and the share of labelled pairs that were found")
    for name, guests in SETS.items():
        for way, find in WAYS.items():
            precision, found = measured(guests, find)
            print(f"  {name:>9}, {way:<12}  precision at 3 {precision:4.0%}   found {found:4.0%}")


if __name__ == "__main__":
    main()
