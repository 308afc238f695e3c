"""Keeps users: who they are, what they want, what is kept of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import AsyncCalls, AsyncResource
from .chat_connections import AsyncUserChatConnections
from .lists import AsyncList
from .user_parts import AsyncUserDevices, AsyncUserPreferences, AsyncUserTokens


class AsyncUsers(AsyncResource):
    """Keeps users; what belongs to one has a part of its own, as `preferences`."""

    def __init__(self, calls: AsyncCalls) -> None:
        super().__init__(calls)
        self.preferences = AsyncUserPreferences(calls)
        self.tokens = AsyncUserTokens(calls)
        self.devices = AsyncUserDevices(calls)
        self.chat_connections = AsyncUserChatConnections(calls)

    async def put(self, id: str, /, **user: Unpack[types.PutUserArguments]) -> types.User:
        """Creates a user, or changes what is given of them."""
        return await self._calls.call(routes.put_user, {"id": id}, user)

    async def bulk(
        self, users: Sequence[types.BulkUser], /, **options: Unpack[CallOptions]
    ) -> types.BulkAnswer:
        """Creates or changes up to a hundred users. A bad one is among `refused`, and the others are taken."""
        return await self._calls.call(routes.put_users, {}, {"users": users, **options})

    async def get(self, id: str, /, **options: Unpack[CallOptions]) -> types.User:
        """Reads a user."""
        return await self._calls.call(routes.read_user, {"id": id}, options)

    def list(self, **query: Unpack[types.ListUsersArguments]) -> AsyncList[types.User]:
        """Lists users by their ids, all or those whose ids begin with `prefix`."""
        return self._calls.list(routes.list_users, {}, query)

    async def erase(self, id: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a user, and everything that is kept of them."""
        await self._calls.call(routes.delete_user, {"id": id}, options)

    async def export(
        self, id: str, /, **options: Unpack[CallOptions]
    ) -> AsyncIterator[types.UserExport]:
        """Gives everything that is kept of a user, in one document or several."""
        cursor: str | None = None
        while True:
            arguments: dict[str, Any] = {**options, "cursor": cursor}
            document = await self._calls.call(routes.export_user, {"id": id}, arguments)
            yield document
            cursor = document.get("next_cursor")
            if cursor is None:
                return

    def notifications(
        self, id: str, /, **query: Unpack[types.ListUserNotificationsArguments]
    ) -> AsyncList[types.ListedNotification]:
        """Lists a user's notifications, newest first."""
        return self._calls.list(routes.list_user_notifications, {"id": id}, query)
