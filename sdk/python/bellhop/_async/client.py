"""Has the client."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace

import anyio
import httpx

from .._request import settings_of
from ..types import Publication
from .calls import AsyncCalls
from .health import AsyncHealth, AsyncWorkflows
from .notifications import AsyncNotifications, AsyncRequests
from .publisher import AsyncPublisher
from .schedules import AsyncSchedules
from .suppressions import AsyncSuppressions
from .tenants import AsyncTenants
from .topics import AsyncTopics
from .users import AsyncUsers
from .webhooks import AsyncWebhooks

if sys.version_info >= (3, 11):
    from typing import ParamSpec, Self
else:
    from typing_extensions import ParamSpec, Self

Parameters = ParamSpec("Parameters")


class AsyncBellhop:
    """Calls a Bellhop from an app's server.

    `url` is the API's address and `key` an API key; absent, they are `BELLHOP_URL` and
    `BELLHOP_KEY` of the environment. `timeout` is how many seconds an attempt may wait for the
    network, `max_retries` how often a call is tried again when it fails in a way that may pass.
    """

    def __init__(
        self,
        *,
        url: str | None = None,
        key: str | None = None,
        tenant: str | None = None,
        timeout: float = 30,
        max_retries: int = 2,
        http: httpx.AsyncClient | None = None,
        wait: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        """Makes no call yet. Raises ValueError without an address or a key.

        `http` makes the requests in place of a client of its own, and is left open. `wait` waits
        between attempts; a test may have it return at once.
        """
        settings = settings_of(url, key, tenant, timeout, max_retries)
        self._is_own = http is None
        self._use(AsyncCalls(settings, http or httpx.AsyncClient(), wait))

    def _use(self, calls: AsyncCalls) -> None:
        self._calls = calls
        self.notifications = AsyncNotifications(calls)
        self.requests = AsyncRequests(calls)
        self.users = AsyncUsers(calls)
        self.topics = AsyncTopics(calls)
        self.tenants = AsyncTenants(calls)
        self.workflows = AsyncWorkflows(calls)
        self.schedules = AsyncSchedules(calls)
        self.suppressions = AsyncSuppressions(calls)
        self.webhooks = AsyncWebhooks(calls)
        self.health = AsyncHealth(calls)

    def for_tenant(self, tenant: str) -> Self:
        """Makes another that acts for one tenant, with a key of the whole stage, over the same connections."""
        other = self.__class__.__new__(self.__class__)
        other._is_own = False
        calls = self._calls
        other._use(AsyncCalls(replace(calls.settings, tenant=tenant), calls.http, calls.wait))
        return other

    def workflow(
        self, key: str
    ) -> Callable[[Callable[Parameters, Publication]], AsyncPublisher[Parameters]]:
        """Makes a function that says what to publish into something that publishes it: `send.delay(…)`."""

        def decorate(build: Callable[Parameters, Publication]) -> AsyncPublisher[Parameters]:
            return AsyncPublisher(self, key, build)

        return decorate

    async def aclose(self) -> None:
        """Closes its connections."""
        if self._is_own:
            await self._calls.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
