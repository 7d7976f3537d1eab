"""The addresses that answer in JSON, described in OpenAPI 3.1; docs/offline.md says the rest."""

from typing import Any

_ID = {"type": "string", "format": "uuid"}
_REVISION = {"type": "integer", "minimum": 0, "maximum": 2**53 - 1}
_MOMENT = {"type": "number", "minimum": 0, "exclusiveMaximum": 2**53}
_ACT = {
    "type": "object",
    "required": ["key", "path", "fields", "made_at"],
    "properties": {
        "key": _ID,
        "path": {"type": "string", "pattern": "^/[a-z/]{0,40}$"},
        "fields": {
            "type": "array",
            "maxItems": 4,
            "items": {
                "type": "array",
                "minItems": 2,
                "maxItems": 2,
                "items": {"type": "string"},
            },
        },
        "made_at": _MOMENT,
        "seen": _REVISION,
    },
}
_BATCH = {
    "type": "object",
    "required": ["person", "phone", "sent_at", "acts"],
    "properties": {
        "person": _ID,
        "phone": _ID,
        "since": _REVISION,
        "sent_at": _MOMENT,
        "acts": {"type": "array", "maxItems": 3, "items": _ACT},
    },
}
_REFUSAL = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {"enum": ["signed-out", "ended", "other-person", "from-elsewhere", "unreadable"]}
    },
}
_NEWS = {"type": "object", "required": ["person_id", "rev", "now"]}


def described() -> dict[str, Any]:
    """The document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "What a phone asks", "version": "1"},
        "paths": {
            "/replica": {
                "get": {
                    "parameters": [
                        _asked("person", _ID),
                        _asked("since", _REVISION),
                        _asked("phone", _ID),
                        _asked("codes", {"enum": ["stale"]}),
                    ],
                    "responses": _answers(_NEWS, 401, 403, 409, 429),
                }
            },
            "/outbox": {
                "post": {
                    "requestBody": {"required": True, "content": _json(_BATCH)},
                    "responses": _answers(
                        {"type": "object", "required": ["answers", "replica", "stopped_by"]},
                        *(400, 401, 409, 429),
                    ),
                }
            },
            "/swap/arrivals": {
                "get": {
                    "parameters": [_asked("since", _REVISION)],
                    "responses": _answers({"type": "object", "required": ["since", "people"]}),
                }
            },
        },
    }


def _asked(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema}


def _answers(good: dict[str, Any], *refusals: int) -> dict[str, Any]:
    told = {"200": {"description": "The answer.", "content": _json(good)}}
    said = {"description": "Why not.", "content": _json(_REFUSAL)}
    return {**told, **{str(status): said for status in refusals}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
