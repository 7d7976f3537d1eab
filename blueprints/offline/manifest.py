"""What a phone needs to put Wellmet on its home screen (W3C, Web Application Manifest)."""

from typing import Any

from blueprints.shared.assets import asset

PAPER = "#fbf7ef"


def manifest() -> dict[str, Any]:
    """The manifest, with the built files' present names."""
    return {
        "id": "/today",
        "name": "Wellmet",
        "short_name": "Wellmet",
        "description": "Meet few. Meet well. One goal, a swap of cards, a short follow-up.",
        "lang": "en",
        "start_url": "/today",
        "scope": "/",
        "display": "standalone",
        "orientation": "portrait",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["business", "productivity", "social"],
        "icons": [
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            _icon("icon-maskable.png", "512x512", "maskable"),
        ],
        "screenshots": [
            _screenshot("today.png", "The goal of the evening, and whom to look for"),
            _screenshot("morning.png", "The morning after: who is worth it"),
        ],
        "shortcuts": [
            {"name": "My code", "url": "/swap"},
            {"name": "Scan", "url": "/scan"},
            {"name": "Follow-ups", "url": "/follow-ups"},
        ],
        "share_target": _SHARE,
    }


def _icon(name: str, sizes: str, purpose: str = "any") -> dict[str, str]:
    return {"src": asset(name), "sizes": sizes, "type": "image/png", "purpose": purpose}


def _screenshot(name: str, label: str) -> dict[str, str]:
    return {
        "src": asset(name),
        "sizes": "780x1688",
        "type": "image/png",
        "form_factor": "narrow",
        "label": label,
    }


_SHARE = {
    "action": "/scan/shared",
    "method": "POST",
    "enctype": "multipart/form-data",
    "params": {
        "title": "name",
        "text": "text",
        "files": [{"name": "card", "accept": ["text/vcard", "text/x-vcard", ".vcf"]}],
    },
}
