"""Makes calls: what fails in a way that may pass is tried again."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar, cast

import httpx

from .._errors import BellhopError
from .._lists import Page
from .._options import split
from .._request import Settings, build_request, error_without_answer, read_answer
from .._retries import is_repeatable, may_pass, wait_before
from .._route import ListRoute, Route
from .lists import AsyncList

Answer = TypeVar("Answer")
Item = TypeVar("Item")
Names = Mapping[str, str]
Arguments = Mapping[str, Any]


class AsyncCalls:
    """Makes the calls of one client."""

    def __init__(
        self,
        settings: Settings,
        http: httpx.AsyncClient,
        wait: Callable[[float], Awaitable[None]],
    ) -> None:
        self.settings = settings
        self.http = http
        self.wait = wait

    async def call(self, route: Route[Answer], names: Names, arguments: Arguments) -> Answer:
        """Makes a call, as often as it takes, and gives what it was answered."""
        return (await self.call_with_etag(route, names, arguments))[0]

    async def call_with_etag(
        self, route: Route[Answer], names: Names, arguments: Arguments
    ) -> tuple[Answer, str | None]:
        """Makes a call, and gives the version of what it was answered as well."""
        options, fields = split(arguments, self.settings.timeout, self.settings.max_retries)
        request = build_request(self.settings, route, names, fields, options)
        attempt = 1
        while True:
            try:
                body, etag = await self._try_once(request)
                return cast(Answer, body), etag
            except BellhopError as error:
                if attempt > 1 and route.method == "DELETE" and error.status == 404:
                    return cast(Answer, None), None  # the attempt before did it
                seconds = wait_before(error, attempt, random.random())
                if attempt > options.max_retries or seconds is None:
                    raise
                if not may_pass(error, is_repeatable(route)):
                    raise
            await self.wait(seconds)
            attempt += 1

    def list(self, route: ListRoute[Item], names: Names, arguments: Arguments) -> AsyncList[Item]:
        """Makes a list, which is asked for page by page."""

        async def ask(cursor: str | None) -> Page[Item]:
            found: Any = await self.call(route, names, {**arguments, "cursor": cursor})
            return Page(found["data"], found.get("next_cursor"))

        return AsyncList(ask)

    async def _try_once(self, request: httpx.Request) -> tuple[Any, str | None]:
        try:
            response = await self.http.send(request, follow_redirects=False)
        except httpx.RequestError as cause:
            raise error_without_answer(cause, request) from cause
        return read_answer(response), response.headers.get("ETag")


class AsyncResource:
    """Has the calls that a part of the API is made of."""

    def __init__(self, calls: AsyncCalls) -> None:
        self._calls = calls
