"""Makes the request of a call, and reads its answer."""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from ._errors import BellhopError, NetworkError, TimedOut, Unreadable, error_of
from ._options import Options
from ._route import Route


@dataclass(frozen=True)
class Settings:
    """How calls are made, whichever they are."""

    url: str
    key: str
    tenant: str | None
    timeout: float
    max_retries: int


def settings_of(
    url: str | None, key: str | None, tenant: str | None, timeout: float, max_retries: int
) -> Settings:
    """Takes what is not given from the environment. Raises ValueError without an address or a key."""
    url = url or os.environ.get("BELLHOP_URL")
    key = key or os.environ.get("BELLHOP_KEY")
    if not url:
        raise ValueError("Bellhop has no address: give it `url`, or set BELLHOP_URL")
    if not re.match(r"https?://", url):
        raise ValueError(f'the address "{url}" must begin with https:// or http://')
    if not key:
        raise ValueError("Bellhop has no API key: give it `key`, or set BELLHOP_KEY")
    return Settings(url.rstrip("/"), key, tenant, timeout, max_retries)


def build_request(
    settings: Settings,
    route: Route[Any],
    names: Mapping[str, str],
    fields: Mapping[str, Any],
    options: Options,
) -> httpx.Request:
    """Makes the request of a call, which each attempt sends as it is, its `Idempotency-Key` too."""
    headers = {"Authorization": f"Bearer {settings.key}", "Accept": "application/json"}
    if settings.tenant is not None:
        headers["X-Tenant"] = settings.tenant
    if route.takes_key:
        key = options.idempotency_key  # an empty one is refused by the API, as it names nothing
        headers["Idempotency-Key"] = str(uuid.uuid4()) if key is None else key
    if options.if_match is not None:
        headers["If-Match"] = options.if_match
    content = None
    if route.has_body:
        headers["Content-Type"] = "application/json"
        content = json.dumps(fields, default=_plain, allow_nan=False).encode()
    for name, value in headers.items():  # what cannot be sent is no fault of the network
        if not value.isascii() or not value.isprintable():
            raise ValueError(f"the header {name} cannot be sent: it has more than printable ASCII")
    search = "" if route.has_body else _search(fields)
    url = f"{settings.url}{_fill(route.path, names)}{search}"
    timeout = httpx.Timeout(options.timeout).as_dict()
    return httpx.Request(
        route.method, url, headers=headers, content=content, extensions={"timeout": timeout}
    )


def read_answer(response: httpx.Response) -> Any:
    """Reads what a call was answered; raises a BellhopError for what is no success."""
    if not response.is_success:
        raise error_of(response)
    if not response.content:
        return None
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError) as cause:
        words = f"an answer with status {response.status_code} that is not JSON"
        raise Unreadable("unreadable", words, status=response.status_code) from cause


def error_without_answer(error: httpx.RequestError, request: httpx.Request) -> BellhopError:
    """Says why no answer came; one that cannot be unpacked was cut off on its way."""
    origin = f"{request.url.scheme}://{request.url.netloc.decode()}"
    if isinstance(error, httpx.TimeoutException):
        return TimedOut("timeout", f"no answer came from {origin} in time")
    return NetworkError("network", f"no answer came from {origin}")


def _fill(path: str, names: Mapping[str, str]) -> str:
    """Puts names into a path. One that would lead to another path is refused: `..` is a step up, however it is encoded."""

    def value_of(found: re.Match[str]) -> str:
        value = names[found[1]]
        if not isinstance(value, str) or value in ("", ".", ".."):
            raise ValueError(f"{value!r} cannot be the {found[1]} of a call")
        return quote(value, safe="")

    return re.sub(r"\{(\w+)\}", value_of, path)


def _search(fields: Mapping[str, Any]) -> str:
    given = {name: _text(value) for name, value in fields.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(_plain(value)) if isinstance(value, datetime) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: say which, as datetime.now(timezone.utc) does")
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is nothing that JSON has: {value!r}")
