"""Has what can be said of any call, beside what the API takes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, NamedTuple, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired


class CallOptions(TypedDict):
    timeout: NotRequired[float]
    """How many seconds one attempt may wait for the network."""
    max_retries: NotRequired[int]
    """How often it is tried again when it fails in a way that may pass."""


class OnceOptions(CallOptions):
    idempotency_key: NotRequired[str]
    """Makes two calls one, also from two processes: a name of what happened, like
    `order-42-shipped`. Else each call has one of its own."""


class ChangeOptions(CallOptions):
    if_match: NotRequired[str]
    """The etag of what was read, so that a change that came between is not written over."""


class Options(NamedTuple):
    timeout: float
    max_retries: int
    idempotency_key: str | None
    if_match: str | None


def split(
    arguments: Mapping[str, Any], timeout: float, max_retries: int
) -> tuple[Options, dict[str, Any]]:
    """Parts what is said of a call from what is sent. `from_` is sent as `from`, which Python keeps for itself."""
    fields = dict(arguments)
    options = Options(
        fields.pop("timeout", timeout),
        fields.pop("max_retries", max_retries),
        fields.pop("idempotency_key", None),
        fields.pop("if_match", None),
    )
    return options, {name.removesuffix("_"): value for name, value in fields.items()}
