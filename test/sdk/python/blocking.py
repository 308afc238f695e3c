"""Lets a test call either client in the same words."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any

import bellhop


class Blocking:
    """Stands for a part of an AsyncBellhop, and gives what its calls came to."""

    def __init__(self, part: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._part, self._loop = part, loop

    def __getattr__(self, name: str) -> Any:
        return _blocking(getattr(self._part, name), self._loop)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _blocking(self._part(*args, **kwargs), self._loop)

    def __iter__(self) -> Iterator[Any]:
        iterator = aiter(self._part)
        while True:
            try:
                yield self._loop.run_until_complete(anext(iterator))
            except StopAsyncIteration:
                return


def _blocking(value: Any, loop: asyncio.AbstractEventLoop) -> Any:
    if inspect.iscoroutine(value):
        return _blocking(loop.run_until_complete(value), loop)
    is_part = callable(value) or hasattr(value, "__aiter__") or type(value).__module__.startswith("bellhop._async")
    return Blocking(value, loop) if is_part else value


def clients(kind: str, loop: asyncio.AbstractEventLoop) -> Any:
    """Gives the class of either client."""
    return bellhop.Bellhop if kind == "sync" else Blocking(bellhop.AsyncBellhop, loop)
