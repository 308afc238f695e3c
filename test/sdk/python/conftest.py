"""Gives each test either client, in front of a server that answers what the test says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from blocking import clients


class Server:
    """Answers in turn, and the last of it for ever; keeps what came, and how long a client would have waited."""

    def __init__(self, kind: str, loop: asyncio.AbstractEventLoop) -> None:
        self.kind, self.loop = kind, loop
        self.came: list[httpx.Request] = []
        self.waits: list[float] = []
        self.answers: list[httpx.Response | Exception] = [httpx.Response(204)]

    def answer(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)

    def bellhop(self, **more: Any) -> Any:
        http: Any = httpx.Client(transport=httpx.MockTransport(self._handle), follow_redirects=True)
        wait: Any = self.waits.append
        if self.kind == "async":
            http = httpx.AsyncClient(transport=httpx.MockTransport(self._handle), follow_redirects=True)

            async def wait(seconds: float) -> None:
                self.waits.append(seconds)

        settings = {"url": "http://127.0.0.1:9", "key": "bh_live_x", "http": http, "wait": wait, **more}
        return clients(self.kind, self.loop)(**settings)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.came.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def calls(self) -> list[str]:
        return [f"{request.method} {request.url.raw_path.decode()}" for request in self.came]

    @property
    def bodies(self) -> list[Any]:
        return [json.loads(request.content) for request in self.came]

    def header(self, name: str) -> list[str | None]:
        return [request.headers.get(name) for request in self.came]


@pytest.fixture(params=["sync", "async"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    loop = asyncio.new_event_loop()
    yield Server(request.param, loop)
    loop.close()


@pytest.fixture
def problem() -> Callable[..., httpx.Response]:
    def make(status: int, code: str, headers: dict[str, str] | None = None) -> httpx.Response:
        body = {"type": f"urn:bellhop:problem:{code}", "title": code, "status": status, "code": code}
        return httpx.Response(status, headers=headers, json={**body, "detail": f"it is {code}"})

    return make
