"""Mail, when a server for it is configured."""

from flask import Flask, current_app
from flask_mailman import EmailMessage, Mail

_mail = Mail()


def init_app(app: Flask) -> None:
    if app.config["MAIL_SERVER"]:
        _mail.init_app(app)


def configured() -> bool:
    """Whether this Wellmet can send mail at all."""
    return bool(current_app.config["MAIL_SERVER"])


def send(to: str, subject: str, text: str) -> None:
    """Send one plain-text mail. Raises what smtplib raises."""
    EmailMessage(subject=subject, body=text, to=[to]).send()
