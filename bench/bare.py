"""The least that the stack can do: two rows in, fifty rows out. What pages are measured against."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import Column, Integer, MetaData, String, Table, Uuid, insert

from blueprints.shared.access import current_person, public
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.pages import render

blueprint = Blueprint("bare", __name__, template_folder="templates")

TABLE = Table(
    "bare",
    MetaData(),
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("owner_id", Uuid(as_uuid=False), index=True),
    Column("text", String(280)),
    Column("position", Integer),
)
ROWS = [{"name": f"Guest {n}", "note": f"Said something {n}"} for n in range(50)]


@blueprint.post("/bare/insert")
def two_rows() -> ResponseReturnValue:
    """A two-row insert by somebody signed in, in the app's transaction."""
    owner = current_person.id
    rows = [{"id": new_id(), "owner_id": owner, "text": "row", "position": n} for n in range(2)]
    db.session.execute(insert(TABLE), rows)
    return redirect("/bare/page", 303)


@blueprint.get("/bare/page")
@public
def fifty_rows() -> ResponseReturnValue:
    """A page of fifty rows from memory. Nobody is signed in, so no database is asked."""
    return render("bench/bare.html", {"rows": ROWS})


@blueprint.get("/bare/mine")
def fifty_rows_of_mine() -> ResponseReturnValue:
    """The same page for somebody signed in."""
    return render("bench/bare.html", {"rows": ROWS})


@blueprint.get("/bare/signed-in")
def nothing() -> ResponseReturnValue:
    """Nothing, for somebody signed in: what the look at who is asking costs."""
    return ""
