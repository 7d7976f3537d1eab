"""What waits on a phone in these tests: somebody written down, and a swap."""

from .conftest import Phone, Told

X = "0b6d6f5e-2c64-4f0e-9a8e-6f2f0a3c1d5b"


def met(phone: Phone, contact_id: str = X, ago: float = 0) -> Told:
    """Somebody written down."""
    act = phone.act("/people", {"name": "Ifeoma Okafor"}, ago)
    return {**act, "fields": [["id", contact_id], ["name", "Ifeoma Okafor"]]}


def swap(phone: Phone, word: str, contact_id: str = X, ago: float = 0) -> Told:
    return {
        **phone.act(f"/c/{word}/swap", ago=ago),
        "fields": [["id", contact_id], ["mode", "swap"]],
    }
