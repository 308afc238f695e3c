"""Has what a list gives at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A part of a list, and where it goes on; on the last page there is no cursor."""

    data: list[Item]
    next_cursor: str | None
