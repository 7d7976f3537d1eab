"""What is so before Alice loses her network: an evening behind her, another one under way."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageOps

from blueprints.accounts.models import Person
from blueprints.exchange.models import Code
from blueprints.exchange.pages import drawing, spaced
from blueprints.goals.models import Event
from blueprints.shared.database import db
from blueprints.shared.ids import new_id
from blueprints.shared.qr import QUIET, Drawing
from tests import cast, evening

from .acts import id_of
from .server import Server

NOW = cast.EVENING_START + timedelta(hours=1)
TITLE = "Night Shift Supper"
PIXELS_A_MODULE = 6


@dataclass(frozen=True)
class World:
    """Tonight's event, what Alice shows there, and a photo of what Bob shows."""

    event_id: str
    word: str
    photo_of_bobs_code: bytes


def tonight(server: Server) -> World:
    """Let Alice have an evening behind her, and be with Bob at the next."""
    server.set_time(NOW)
    ids = [id_of(server, card) for card in (cast.ALICE, cast.BOB)]
    with server.app.app_context():
        alice, bob = (db.session.get_one(Person, one) for one in ids)
        evening.fill(alice, cast.EVENING_START - timedelta(days=1))
        event = _supper(alice, bob)
        shown = Code.show(alice.id, event.id).word
        his = drawing(bob, Code.show(bob.id, event.id).word, server.origin)
        db.session.commit()
        return World(event.id, spaced(shown), _photo(his))


def _supper(alice: Person, bob: Person) -> Event:
    start, end = cast.EVENING_START, cast.EVENING_END
    when = {"starts_at": start, "ends_at": end, "zone": cast.ZONE}
    event = Event.plan(alice.id, new_id(), {"title": TITLE, **when, "place": "", "link": ""})
    event.join(bob.id)
    return event


def _photo(code: Drawing) -> bytes:
    modules, bits = code.modules, "".join(f"{byte:08b}" for byte in code.bits)
    picture = Image.new("L", (modules, modules))
    picture.putdata([0 if bit == "1" else 255 for bit in bits[: modules * modules]])
    side = PIXELS_A_MODULE * code.size
    framed = ImageOps.expand(picture, QUIET, 255).resize((side, side), Image.Resampling.NEAREST)
    photo = BytesIO()
    framed.save(photo, "PNG")
    return photo.getvalue()
