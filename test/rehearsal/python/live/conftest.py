"""Gives each test either client, calling the local system."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

sys.path.append(str(Path(__file__).parents[3] / "sdk/python"))
from blocking import clients

KEYS = itertools.cycle(os.environ["BELLHOP_KEYS"].split())  # one may call so often in a minute


class Running:
    """The local system, as one client sees it; keeps which calls were made."""

    def __init__(self, kind: str, loop: asyncio.AbstractEventLoop) -> None:
        self.kind, self.loop = kind, loop
        self.made: set[tuple[str, str]] = set()

    def bellhop(self, **more: Any) -> Any:
        def note(request: httpx.Request) -> None:
            self.made.add((request.method, request.url.path))

        async def note_async(request: httpx.Request) -> None:
            note(request)

        http: Any = httpx.Client(event_hooks={"request": [note]})
        if self.kind == "async":
            http = httpx.AsyncClient(event_hooks={"request": [note_async]})
        return clients(self.kind, self.loop)(key=next(KEYS), http=http, **more)


@pytest.fixture(params=["sync", "async"])
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    loop = asyncio.new_event_loop()
    yield Running(request.param, loop)
    loop.close()


@pytest.fixture
def eventually() -> Callable[[str, Callable[[], Any]], Any]:
    """Asks again until something is there; an error of the API counts as nothing."""
    from bellhop import BellhopError

    def ask(what: str, look: Callable[[], Any]) -> Any:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if found := look():
                    return found
            except BellhopError as error:
                if error.code not in ("not_found", "resend_under_way", "delivery_pending", "nothing_to_resend"):
                    raise
            time.sleep(0.2)
        raise AssertionError(f"within a minute it never came to this: {what}")

    return ask
