"""Has lists, which are asked for page by page."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

from collections.abc import Iterator, Callable
from typing import Generic, TypeVar

from .._lists import Page

Item = TypeVar("Item")


class List(Generic[Item]):
    """A list of any length: `for user in bellhop.users.list()`."""

    def __init__(self, ask: Callable[[str | None], Page[Item]]) -> None:
        self._ask = ask

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            for item in page.data:
                yield item

    def pages(self, cursor: str | None = None) -> Iterator[Page[Item]]:
        """Gives whole pages, from a cursor on or from the beginning.

        A page may be empty and have a next one: the list ends where there is no cursor.
        """
        while True:
            page = self._ask(cursor)
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return

    def page(self, cursor: str | None = None) -> Page[Item]:
        """Reads one page: that at a cursor, or the first one."""
        return self._ask(cursor)
