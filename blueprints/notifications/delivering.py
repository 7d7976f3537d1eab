"""A nudge on its way: to each phone, and by mail where no phone takes it."""

import json
import smtplib
from datetime import timedelta

from flask import current_app

from . import letters
from .claiming import Letter, Outcome, claim, note
from .pushing import Answer, Message, push

# A phone that could not be reached that often, in the course of an hour, is as good as off; and so
# is one whose push service says that it will not be there for as long.
TRIES_BEFORE_MAIL = 3
WAIT_BEFORE_MAIL = timedelta(hours=1)


def nudge(person_id: str) -> None:
    """Look what there is to tell a person now, and tell it. Safe twice, and twice at once."""
    letter = claim(person_id)
    if letter:
        note(letter, send(letter))


def send(letter: Letter) -> Outcome:
    """Send a nudge that was claimed. No transaction is open meanwhile: others can be slow."""
    answers = {phone.id: push(_message(letter), phone) for phone in letter.phones}
    gone, waiting = _those(answers, "gone"), _those(answers, "later")
    wait = _longest_wait(answers)
    if _those(answers, "taken"):
        return Outcome("push", gone, waiting, wait)
    patient = waiting and letter.tries < TRIES_BEFORE_MAIL and wait < WAIT_BEFORE_MAIL
    if patient or not letter.mail_to:
        return Outcome("", gone, waiting, wait)
    return Outcome(_mail(letter), gone)


def _those(answers: dict[str, Answer], verdict: str) -> list[str]:
    return [phone for phone, answer in answers.items() if answer.verdict == verdict]


def _longest_wait(answers: dict[str, Answer]) -> timedelta:
    return max((answer.wait for answer in answers.values()), default=timedelta())


def _message(letter: Letter) -> Message:
    shown = letter.notice
    content = {"title": shown.title, "body": shown.body, "href": shown.href, "tag": letter.nudge_id}
    # As it is: escaped, three lines of faces are more than a push service takes (RFC 8030, 7.2).
    told = json.dumps(content, ensure_ascii=False).encode()
    # A topic is up to 32 characters of base64url (RFC 8030, 5.4).
    return Message(told, letter.nudge_id.replace("-", ""), letter.lasts)


def _mail(letter: Letter) -> str:
    try:
        letters.send(
            *(letter.nudge_id, letter.mail_to, letter.name),
            *(letter.notice.title, letter.lines, letter.stop),
        )
    except smtplib.SMTPRecipientsRefused as refusal:
        # Nobody lives there: another try would be refused as well.
        final = all(code >= 500 for code, _ in refusal.recipients.values())
        return "refused" if final else ""
    except (smtplib.SMTPException, OSError) as error:
        # Only what kind of error: its words hold addresses.
        current_app.logger.error("A nudge could not be mailed: %s", type(error).__name__)
        return ""
    return "mail"
