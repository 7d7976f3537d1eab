"""The process beside the server that looks, every minute, whom to nudge and what to erase."""

from pathlib import Path

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer

from blueprints.contacts import index
from blueprints.contacts.notes import Note
from blueprints.shared import beside, clock
from blueprints.shared.beside import Gone
from blueprints.shared.database import writing

from .delivering import nudge
from .models import Wishes

NAME = "wellmet"
# What takes long is the network: a few threads wait for it side by side.
THREADS = 4
# So many people at most are looked up at one time; whoever is left is found a minute later.
AT_ONCE = 5000
HEALTH_EVERY = 10.0


def run(app: Flask, gone: Gone) -> None:
    """Nudge whoever is due until `gone`, which waits so many seconds at most, says to end."""
    consumer = scheduler(app).create_consumer(workers=THREADS, scheduler_interval=10)
    consumer.start()
    # It would end at a signal by itself, or start all of Wellmet anew.
    beside.hear_no_signals()
    while not gone(HEALTH_EVERY):
        consumer.check_worker_health()
    consumer.stop(graceful=True)


def scheduler(app: Flask) -> Huey:
    """The tasks, kept in Redis if there is one, else in a file. A task that is lost is found anew.

    What is read from there is run: so it is signed.
    """
    signed = {"serializer": SignedSerializer(secret=app.config["SECRET_KEY"]), "results": False}
    if url := app.config["QUEUE_URL"]:
        tasks = RedisHuey(NAME, url=url, **signed)
    else:
        tasks = SqliteHuey(NAME, filename=str(Path(app.instance_path) / "tasks.sqlite3"), **signed)
    _teach(tasks, app)
    return tasks


def _teach(tasks: Huey, app: Flask) -> None:
    def one(person_id: str) -> None:
        with app.app_context():
            nudge(person_id)

    def look() -> None:
        # Whoever was found before goes first.
        if tasks.pending_count() == 0:
            for person_id in _due(app):
                to_one(person_id)
        _erase(app)

    to_one = tasks.task(name="nudge")(one)
    tasks.periodic_task(crontab(minute="*"), name="look")(look)


def _erase(app: Flask) -> None:
    with app.app_context(), writing():
        Note.erase()
        index.sweep()


def _due(app: Flask) -> list[str]:
    with app.app_context():
        return list(Wishes.to_look_at(clock.arrival(), AT_ONCE))
