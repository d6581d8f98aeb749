"""One call of a method: its parameters as Telegram reads them.

A parameter may come in the query, as JSON, as a form or as multipart. Telegram turns every one of them into
a string first, so a number and the string of that number mean the same.
Source: https://core.telegram.org/bots/api#making-requests
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.bot_api.errors import Refusal, bad_request

MAX_UPLOAD_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file that came with a multipart call."""

    filename: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A method and its parameters."""

    method: str
    values: Mapping[str, str]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    @classmethod
    def of(cls, method: str, parameters: Mapping[str, Any]) -> "Call":
        """A call from JSON values, with the nulls left out."""
        return cls(method, {name: _as_string(value) for name, value in parameters.items() if value is not None})

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "yes", "1"}

    def integer(self, name: str, default: int = 0) -> int:
        value = self.text(name)
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            raise bad_request(f'parameter "{name}" must be an Integer') from None

    def structure(self, name: str) -> Any:
        """The parameter read as JSON; None if it was not given."""
        value = self.text(name)
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def object(self, name: str) -> dict[str, Any]:
        """The parameter read as a JSON object; empty if it was not given."""
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value or {}

    def strings(self, name: str) -> list[str] | None:
        """The parameter read as a JSON array of strings; None if it was not given."""
        value = self.structure(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise bad_request(f"expected an Array of String as {name}")
        return value


async def read_call(request: web.Request, method: str) -> Call:
    """Read the parameters of an HTTP request.

    Raises:
        Refusal: 400 for a body that cannot be read, 413 for more than 50 MB.
    """
    values: dict[str, str] = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            values |= Call.of(method, await _json_object(request)).values
        elif request.content_type in {"multipart/form-data", "application/x-www-form-urlencoded"}:
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    uploads[name] = Upload(value.filename, value.file.read())
                else:
                    values[name] = value if isinstance(value, str) else value.decode()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
    return Call(method, values, uploads)


async def _json_object(request: web.Request) -> dict[str, Any]:
    body = await request.read()
    if not body:
        return {}
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected")
    return value


def _as_string(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)  # true and 7 become "true" and "7"
