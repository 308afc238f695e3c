"""Keeps users: who they are, what they want, what is kept of them."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import Calls, Resource
from .chat_connections import UserChatConnections
from .lists import List
from .user_parts import UserDevices, UserPreferences, UserTokens


class Users(Resource):
    """Keeps users; what belongs to one has a part of its own, as `preferences`."""

    def __init__(self, calls: Calls) -> None:
        super().__init__(calls)
        self.preferences = UserPreferences(calls)
        self.tokens = UserTokens(calls)
        self.devices = UserDevices(calls)
        self.chat_connections = UserChatConnections(calls)

    def put(self, id: str, /, **user: Unpack[types.PutUserArguments]) -> types.User:
        """Creates a user, or changes what is given of them."""
        return self._calls.call(routes.put_user, {"id": id}, user)

    def bulk(
        self, users: Sequence[types.BulkUser], /, **options: Unpack[CallOptions]
    ) -> types.BulkAnswer:
        """Creates or changes up to a hundred users. A bad one is among `refused`, and the others are taken."""
        return self._calls.call(routes.put_users, {}, {"users": users, **options})

    def get(self, id: str, /, **options: Unpack[CallOptions]) -> types.User:
        """Reads a user."""
        return self._calls.call(routes.read_user, {"id": id}, options)

    def list(self, **query: Unpack[types.ListUsersArguments]) -> List[types.User]:
        """Lists users by their ids, all or those whose ids begin with `prefix`."""
        return self._calls.list(routes.list_users, {}, query)

    def erase(self, id: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a user, and everything that is kept of them."""
        self._calls.call(routes.delete_user, {"id": id}, options)

    def export(
        self, id: str, /, **options: Unpack[CallOptions]
    ) -> Iterator[types.UserExport]:
        """Gives everything that is kept of a user, in one document or several."""
        cursor: str | None = None
        while True:
            arguments: dict[str, Any] = {**options, "cursor": cursor}
            document = self._calls.call(routes.export_user, {"id": id}, arguments)
            yield document
            cursor = document.get("next_cursor")
            if cursor is None:
                return

    def notifications(
        self, id: str, /, **query: Unpack[types.ListUserNotificationsArguments]
    ) -> List[types.ListedNotification]:
        """Lists a user's notifications, newest first."""
        return self._calls.list(routes.list_user_notifications, {"id": id}, query)
