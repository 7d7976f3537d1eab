"""The built front end stays small."""

import pytest

from blueprints.shared.assets import DIST
from blueprints.shared.records import Wellmet


@pytest.mark.parametrize(
    ("name", "kilobytes"), [("main.js", 12), ("main.css", 12), ("scan.js", 12), ("reader.js", 20)]
)
def test_what_a_page_fetches_is_small(app: Wellmet, name: str, kilobytes: int) -> None:
    built = DIST / app.extensions["assets"][name]

    assert built.with_name(f"{built.name}.gz").stat().st_size <= kilobytes * 1024
