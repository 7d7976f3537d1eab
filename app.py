"""Wellmet: one goal before an event, a swap of cards there, a short checklist the next day."""

import sys
from collections.abc import Mapping
from typing import Any

from blueprints import (
    accounts,
    contacts,
    exchange,
    followups,
    goals,
    health,
    notifications,
    offline,
    reports,
    today,
)
from blueprints.shared import (
    access,
    assets,
    clock,
    config,
    database,
    errors,
    headers,
    journal,
    limits,
    mail,
    metrics,
    pages,
    sessions,
)
from blueprints.shared.folders import instance_path
from blueprints.shared.posting import Wellmet
from blueprints.shared.serving import load_shedding


def create_app(overrides: Mapping[str, Any] | None = None) -> Wellmet:
    """Build the app from the environment; `overrides` are config values for tests and benches.

    Raises `variables.BadSetting`, naming the variable, when the environment makes no sense.
    """
    app = Wellmet(__name__, instance_path=instance_path(), static_folder=None)
    app.config.from_mapping(config.load())
    app.config.from_mapping(overrides or {})

    foundations = (journal, metrics, load_shedding, clock, database, sessions, access, limits)
    for extension in (*foundations, mail, assets, pages, headers, errors):
        extension.init_app(app)
    people = (accounts, goals, contacts, exchange, followups, notifications, today)
    for feature in (*people, offline, health, reports):
        app.register_blueprint(feature.blueprint)
    return app


if __name__ == "__main__":
    from blueprints.notifications import scheduler
    from blueprints.shared.serving import server

    sys.exit(server.main(scheduler.run))
