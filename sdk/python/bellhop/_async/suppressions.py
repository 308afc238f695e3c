"""Keeps the addresses that nothing is sent to."""

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import AsyncResource
from .lists import AsyncList


class AsyncSuppressions(AsyncResource):
    """Keeps suppressed addresses."""

    def list(
        self, **query: Unpack[types.ListSuppressionsArguments]
    ) -> AsyncList[types.Suppression]:
        """Lists suppressed addresses, newest first."""
        return self._calls.list(routes.list_suppressions, {}, query)

    async def add(
        self, **suppression: Unpack[types.AddSuppressionArguments]
    ) -> types.Suppression:
        """Sends nothing more to an address."""
        return await self._calls.call(routes.add_suppression, {}, suppression)

    async def remove(
        self, address: str, /, **options: Unpack[CallOptions]
    ) -> types.Suppression | None:
        """Lets the stage send to an address again; gives what stood against it, unless that answer was lost."""
        return await self._calls.call(routes.remove_suppression, {"address": address}, options)
