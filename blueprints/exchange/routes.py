"""My code, scanning, the swap, and the card that anybody may open."""

from flask import Blueprint

blueprint = Blueprint("exchange", __name__)
