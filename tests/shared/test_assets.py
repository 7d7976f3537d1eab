"""Files: hashed ones for ever, those at the root for a day."""

import pytest

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
