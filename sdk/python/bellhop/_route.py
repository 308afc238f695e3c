"""Says what a route is: `_routes` has each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Route(Generic[Answer]):
    """Where a call goes, whether it has a body, and whether it takes an `Idempotency-Key`."""

    name: str
    method: str
    path: str
    has_body: bool = False
    takes_key: bool = False


class ListRoute(Route[object], Generic[Item]):
    """A route whose answers are pages of a list."""
