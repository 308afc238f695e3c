"""Tells which workflows there are, and how it goes."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import Resource


class Workflows(Resource):
    """Tells which workflows there are."""

    def list(self, **options: Unpack[CallOptions]) -> types.WorkflowList:
        """Lists all workflows, with their channels and steps."""
        return self._calls.call(routes.list_workflows, {}, options)


class Health(Resource):
    """Tells how it goes: for dashboards and alarms of your own."""

    def statistics(
        self, **query: Unpack[types.ReadStatisticsArguments]
    ) -> types.Statistics:
        """Counts what became of notifications: by day, channel, workflow and more."""
        return self._calls.call(routes.read_statistics, {}, query)

    def schedules(self, **options: Unpack[CallOptions]) -> types.SchedulesHealth:
        """Tells how the stage's own regular work goes."""
        return self._calls.call(routes.read_schedules, {}, options)

    def stuck(self, **options: Unpack[CallOptions]) -> types.StuckWork:
        """Lists what waits for longer than it should."""
        return self._calls.call(routes.read_stuck_work, {}, options)

    def paused(self, **options: Unpack[CallOptions]) -> types.PausedWork:
        """Lists what somebody or something has paused."""
        return self._calls.call(routes.read_paused_work, {}, options)
