"""What a phone keeps of the people met, as documents."""

from typing import Any

Document = dict[str, Any]
Records = dict[str, list[dict[str, Any]]]

ABOUT = ("meetings", "notes", "promises", "touches", "messages")


def by_person(records: Records) -> list[Document]:
    """A document for each person met, with what is about them in it."""
    found: dict[str, Document] = {
        one["id"]: {"_id": one["id"], **one} for one in records["contacts"]
    }
    for table in ABOUT:
        for record in records[table]:
            found[record["contact_id"]].setdefault(table, []).append(record)
    return list(found.values())


def by_record(records: Records) -> list[Document]:
    """A document for each record, as the phone keeps them."""
    return [
        {"_id": f"{table}/{record['id']}", **record}
        for table in ("contacts", *ABOUT)
        for record in records[table]
    ]
