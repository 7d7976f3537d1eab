"""What only the server can take: the page it leads to is the server's, and no other page is."""

from .server import Server
from .surf import Surf


def test_the_page_after_a_post_that_the_server_took_says_how_it_went(
    alice: Surf, server: Server
) -> None:
    alice.go("/me/settings")
    alice.click('[action="/me/settings"] .button--primary')
    alice.wait_for("Saved.")
    alice.go("/today")
    assert "data-from-phone" in alice.html
