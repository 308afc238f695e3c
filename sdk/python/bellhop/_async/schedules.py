"""Publishes again and again, at the times of a crontab or every so often."""

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions, OnceOptions
from .._unpack import Unpack
from .calls import AsyncResource
from .lists import AsyncList


class AsyncSchedules(AsyncResource):
    """Keeps schedules."""

    async def create(
        self, **schedule: Unpack[types.CreateScheduleArguments]
    ) -> types.Schedule:
        """Makes a schedule. The same one twice is one."""
        return await self._calls.call(routes.create_schedule, {}, schedule)

    async def get(self, id: str, /, **options: Unpack[CallOptions]) -> types.ScheduleStory:
        """Reads a schedule with its next times and its last runs."""
        return await self._calls.call(routes.read_schedule, {"id": id}, options)

    def list(self, **query: Unpack[types.ListSchedulesArguments]) -> AsyncList[types.Schedule]:
        """Lists schedules by id, each with its next ten times."""
        return self._calls.list(routes.list_schedules, {}, query)

    async def update(
        self, id: str, /, **change: Unpack[types.ChangeScheduleArguments]
    ) -> types.Schedule:
        """Changes what is given: `paused=True` pauses it, None takes a field away."""
        return await self._calls.call(routes.change_schedule, {"id": id}, change)

    async def delete(self, id: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a schedule; what it has published stays."""
        await self._calls.call(routes.delete_schedule, {"id": id}, options)

    async def run(self, id: str, /, **options: Unpack[OnceOptions]) -> types.StartedRun:
        """Runs a schedule now; its own times stay as they are."""
        return await self._calls.call(routes.run_schedule, {"id": id}, options)
