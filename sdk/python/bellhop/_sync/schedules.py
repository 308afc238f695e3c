"""Publishes again and again, at the times of a crontab or every so often."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions, OnceOptions
from .._unpack import Unpack
from .calls import Resource
from .lists import List


class Schedules(Resource):
    """Keeps schedules."""

    def create(
        self, **schedule: Unpack[types.CreateScheduleArguments]
    ) -> types.Schedule:
        """Makes a schedule. The same one twice is one."""
        return self._calls.call(routes.create_schedule, {}, schedule)

    def get(self, id: str, /, **options: Unpack[CallOptions]) -> types.ScheduleStory:
        """Reads a schedule with its next times and its last runs."""
        return self._calls.call(routes.read_schedule, {"id": id}, options)

    def list(self, **query: Unpack[types.ListSchedulesArguments]) -> List[types.Schedule]:
        """Lists schedules by id, each with its next ten times."""
        return self._calls.list(routes.list_schedules, {}, query)

    def update(
        self, id: str, /, **change: Unpack[types.ChangeScheduleArguments]
    ) -> types.Schedule:
        """Changes what is given: `paused=True` pauses it, None takes a field away."""
        return self._calls.call(routes.change_schedule, {"id": id}, change)

    def delete(self, id: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a schedule; what it has published stays."""
        self._calls.call(routes.delete_schedule, {"id": id}, options)

    def run(self, id: str, /, **options: Unpack[OnceOptions]) -> types.StartedRun:
        """Runs a schedule now; its own times stay as they are."""
        return self._calls.call(routes.run_schedule, {"id": id}, options)
