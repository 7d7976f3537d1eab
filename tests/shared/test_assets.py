"""Files: small, the hashed ones kept for ever, those at the root for a day."""

import pytest

from blueprints.shared.assets import DIST
from blueprints.shared.posting import Wellmet
from tests.conftest import SameOriginClient


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/robots.txt", "text/plain"), ("/favicon.ico", "image/")],
)
def test_what_browsers_and_robots_ask_for_unbidden_is_there(
    stranger: SameOriginClient, path: str, kind: str
) -> None:
    with stranger.get(path) as answer:
        assert answer.status_code == 200
        assert answer.content_type.startswith(kind)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "max-age=86400" in answer.headers["Cache-Control"]
        assert "immutable" not in answer.headers["Cache-Control"]


def test_hashed_files_never_change(stranger: SameOriginClient) -> None:
    page = stranger.get("/").get_data(as_text=True)
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]

    with stranger.get(path) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "kilobytes"), [("main.js", 12), ("main.css", 12), ("scan.js", 12), ("reader.js", 20)]
)
def test_what_a_page_fetches_is_small(app: Wellmet, name: str, kilobytes: int) -> None:
    built = DIST / app.extensions["assets"][name]

    assert built.with_name(f"{built.name}.gz").stat().st_size <= kilobytes * 1024
