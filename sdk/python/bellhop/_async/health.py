"""Tells which workflows there are, and how it goes."""

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import AsyncResource


class AsyncWorkflows(AsyncResource):
    """Tells which workflows there are."""

    async def list(self, **options: Unpack[CallOptions]) -> types.WorkflowList:
        """Lists all workflows, with their channels and steps."""
        return await self._calls.call(routes.list_workflows, {}, options)


class AsyncHealth(AsyncResource):
    """Tells how it goes: for dashboards and alarms of your own."""

    async def statistics(
        self, **query: Unpack[types.ReadStatisticsArguments]
    ) -> types.Statistics:
        """Counts what became of notifications: by day, channel, workflow and more."""
        return await self._calls.call(routes.read_statistics, {}, query)

    async def schedules(self, **options: Unpack[CallOptions]) -> types.SchedulesHealth:
        """Tells how the stage's own regular work goes."""
        return await self._calls.call(routes.read_schedules, {}, options)

    async def stuck(self, **options: Unpack[CallOptions]) -> types.StuckWork:
        """Lists what waits for longer than it should."""
        return await self._calls.call(routes.read_stuck_work, {}, options)

    async def paused(self, **options: Unpack[CallOptions]) -> types.PausedWork:
        """Lists what somebody or something has paused."""
        return await self._calls.call(routes.read_paused_work, {}, options)
