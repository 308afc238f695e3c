"""Has the client."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import time
import httpx

from .._request import settings_of
from ..types import Publication
from .calls import Calls
from .health import Health, Workflows
from .notifications import Notifications, Requests
from .publisher import Publisher
from .schedules import Schedules
from .suppressions import Suppressions
from .tenants import Tenants
from .topics import Topics
from .users import Users
from .webhooks import Webhooks

if sys.version_info >= (3, 11):
    from typing import ParamSpec, Self
else:
    from typing_extensions import ParamSpec, Self

Parameters = ParamSpec("Parameters")


class Bellhop:
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
        http: httpx.Client | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Makes no call yet. Raises ValueError without an address or a key.

        `http` makes the requests in place of a client of its own, and is left open. `wait` waits
        between attempts; a test may have it return at once.
        """
        settings = settings_of(url, key, tenant, timeout, max_retries)
        self._is_own = http is None
        self._use(Calls(settings, http or httpx.Client(), wait))

    def _use(self, calls: Calls) -> None:
        self._calls = calls
        self.notifications = Notifications(calls)
        self.requests = Requests(calls)
        self.users = Users(calls)
        self.topics = Topics(calls)
        self.tenants = Tenants(calls)
        self.workflows = Workflows(calls)
        self.schedules = Schedules(calls)
        self.suppressions = Suppressions(calls)
        self.webhooks = Webhooks(calls)
        self.health = Health(calls)

    def for_tenant(self, tenant: str) -> Self:
        """Makes another that acts for one tenant, with a key of the whole stage, over the same connections."""
        other = self.__class__.__new__(self.__class__)
        other._is_own = False
        calls = self._calls
        other._use(Calls(replace(calls.settings, tenant=tenant), calls.http, calls.wait))
        return other

    def workflow(
        self, key: str
    ) -> Callable[[Callable[Parameters, Publication]], Publisher[Parameters]]:
        """Makes a function that says what to publish into something that publishes it: `send.delay(…)`."""

        def decorate(build: Callable[Parameters, Publication]) -> Publisher[Parameters]:
            return Publisher(self, key, build)

        return decorate

    def close(self) -> None:
        """Closes its connections."""
        if self._is_own:
            self._calls.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
