"""Has lists, which are asked for page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

from .._lists import Page

Item = TypeVar("Item")


class AsyncList(Generic[Item]):
    """A list of any length: `async for user in bellhop.users.list()`."""

    def __init__(self, ask: Callable[[str | None], Awaitable[Page[Item]]]) -> None:
        self._ask = ask

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in page.data:
                yield item

    async def pages(self, cursor: str | None = None) -> AsyncIterator[Page[Item]]:
        """Gives whole pages, from a cursor on or from the beginning.

        A page may be empty and have a next one: the list ends where there is no cursor.
        """
        while True:
            page = await self._ask(cursor)
            yield page
            cursor = page.next_cursor
            if cursor is None:
                return

    async def page(self, cursor: str | None = None) -> Page[Item]:
        """Reads one page: that at a cursor, or the first one."""
        return await self._ask(cursor)
