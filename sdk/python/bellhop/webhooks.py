"""Verifies what comes as a webhook."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import cast

from .types import Event

NO_SECRET = "the secret is not one of a webhook: whsec_ and Base64"


class WebhookError(Exception):
    """Something that came as a webhook is not from Bellhop, or no longer good: answer it with 400."""


def verify_webhook(
    body: bytes | str,
    headers: Mapping[str, str],
    secrets: str | Sequence[str],
    *,
    tolerance: float = 300,
    now: float | None = None,
) -> Event:
    """Gives the event that a webhook was sent; raises WebhookError when it is not signed, or was signed too long ago.

    `body` is what came, to the byte: not parsed, and not printed again. `secrets` are the webhook's
    secret, or several while one takes the place of another. `tolerance` is how many seconds old it
    may be. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    """
    given = {name.lower(): value for name, value in headers.items()}
    event_id, timestamp = _header(given, "webhook-id"), _header(given, "webhook-timestamp")
    signatures = _header(given, "webhook-signature").split(" ")
    content = body.encode() if isinstance(body, str) else body
    at = time.time() if now is None else now
    if not re.fullmatch(r"[0-9]{1,15}", timestamp) or abs(int(at) - int(timestamp)) > tolerance:
        raise WebhookError("the webhook was signed at another time")

    signed = f"{event_id}.{timestamp}.".encode() + content
    expected = [_sign(signed, secret) for secret in ([secrets] if isinstance(secrets, str) else secrets)]
    if not any(hmac.compare_digest(one.encode(), own) for one in signatures for own in expected):
        raise WebhookError("the webhook is not signed by this secret")
    return cast(Event, json.loads(content))


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not isinstance(value, str):
        raise WebhookError(f'the webhook has no header "{name}"')
    return value


def _sign(signed: bytes, secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError as cause:  # binascii.Error is one, and so is what is not ASCII
        raise ValueError(NO_SECRET) from cause
    if not key:  # anybody can sign with nothing
        raise ValueError(NO_SECRET)
    return b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
