"""Makes what a server answers a page that asks for a token."""

from __future__ import annotations

import logging
from typing import NamedTuple

from ._async.client import AsyncBellhop
from ._errors import BellhopError
from ._sync.client import Bellhop

log = logging.getLogger("bellhop")


class TokenAnswer(NamedTuple):
    """An answer for any framework to send."""

    status: int
    headers: dict[str, str]
    body: str


def token_answer(bellhop: Bellhop, user: str | None) -> TokenAnswer:
    """Answers a page with a bell: a token for the user who is signed in, 401 for nobody, 503 when Bellhop gives none.

    After a 503 the bell asks again by itself. The reason is logged.
    """
    if not user:
        return _refused(401)
    try:
        return _given(bellhop.users.tokens.create(user, timeout=5, max_retries=1)["token"])
    except BellhopError:
        return _failed()


async def token_answer_async(bellhop: AsyncBellhop, user: str | None) -> TokenAnswer:
    """Answers as `token_answer` does, and waits as `AsyncBellhop` does."""
    if not user:
        return _refused(401)
    try:
        return _given((await bellhop.users.tokens.create(user, timeout=5, max_retries=1))["token"])
    except BellhopError:
        return _failed()


def _given(token: str) -> TokenAnswer:
    return TokenAnswer(200, _headers(), token)


def _failed() -> TokenAnswer:
    log.exception("Bellhop gave no token")
    return _refused(503, {"Retry-After": "5"})


def _refused(status: int, more: dict[str, str] | None = None) -> TokenAnswer:
    return TokenAnswer(status, {**_headers(), **(more or {})}, "")


def _headers() -> dict[str, str]:
    return {"Content-Type": "text/plain", "Cache-Control": "no-store"}
