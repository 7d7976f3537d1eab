"""Taking everything along: it needs the network once, and is a plain file from then on."""

from flask import current_app
from flask.typing import ResponseReturnValue

from blueprints.shared import access
from blueprints.shared.limits import by_person, limiter
from blueprints.shared.pages import render

from .export import files
from .routes import blueprint
from .zipped import zipped


@blueprint.get("/me/export")
def export() -> ResponseReturnValue:
    return render("offline/export.html", {"place": "me"})


@blueprint.get("/me/export.zip")
@limiter.limit("10/hour", key_func=by_person)
def export_file() -> ResponseReturnValue:
    # Read to the end before the first piece goes out: a slow phone must hold no transaction.
    held = list(files(access.me()))
    answer = current_app.response_class(zipped(held), content_type="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename="wellmet.zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer
