"""A nudge as a mail."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import current_app

from blueprints.shared import mail

TEXT = """Hello {name},

{title}.

{lines}

One nudge a day at most, never at night, and never during an event.
Choose how nudges reach you: {place}/me/nudges
Or stop these mails: {place}{stop}

Wellmet
"""


def send(
    nudge_id: str, to: str, name: str, title: str, lines: Sequence[tuple[str, str]], stop: str
) -> None:
    """Mail a nudge: its lines, each with the path where it is seen to, and the way to stop mails.

    Sent twice it is the same mail to a program that knows it by its Message-ID. Raises what
    smtplib raises.
    """
    place = current_app.config["PUBLIC_URL"]
    written = "\n\n".join(f"{line}\n{place}{href}" for line, href in lines)
    text = TEXT.format(name=name, title=title, lines=written, place=place, stop=stop)
    headers = {
        "Message-ID": f"<nudge-{nudge_id}@{urlsplit(place).hostname}>",
        # One click in the mail program itself ends them (RFC 8058).
        "List-Unsubscribe": f"<{place}{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    mail.send(to, title, text, headers)
