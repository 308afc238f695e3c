"""Keeps the chats of users, and the rooms of topics: Slack, Teams or Discord."""

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import AsyncResource


class AsyncUserChatConnections(AsyncResource):
    """Keeps the chat connections of a user."""

    async def put(
        self, user: str, connection: str, /, **chat: Unpack[types.PutUserChatConnectionArguments]
    ) -> types.PutChatConnection:
        """Connects a chat under a name of yours, or puts another in its place."""
        names = {"id": user, "connection": connection}
        return await self._calls.call(routes.put_user_chat_connection, names, chat)

    async def get(
        self, user: str, connection: str, /, **options: Unpack[CallOptions]
    ) -> types.ChatConnection:
        """Reads a connection."""
        names = {"id": user, "connection": connection}
        return await self._calls.call(routes.read_user_chat_connection, names, options)

    async def list(self, user: str, /, **options: Unpack[CallOptions]) -> types.ChatConnectionList:
        """Lists all connections, ten at most."""
        return await self._calls.call(routes.list_user_chat_connections, {"id": user}, options)

    async def delete(self, user: str, connection: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a connection."""
        names = {"id": user, "connection": connection}
        await self._calls.call(routes.delete_user_chat_connection, names, options)


class AsyncTopicChatConnections(AsyncResource):
    """Keeps the chat connections of a topic."""

    async def put(
        self, topic: str, connection: str, /, **chat: Unpack[types.PutTopicChatConnectionArguments]
    ) -> types.PutChatConnection:
        """Connects a chat under a name of yours, or puts another in its place."""
        names = {"topic": topic, "connection": connection}
        return await self._calls.call(routes.put_topic_chat_connection, names, chat)

    async def get(
        self, topic: str, connection: str, /, **options: Unpack[CallOptions]
    ) -> types.ChatConnection:
        """Reads a connection."""
        names = {"topic": topic, "connection": connection}
        return await self._calls.call(routes.read_topic_chat_connection, names, options)

    async def list(self, topic: str, /, **options: Unpack[CallOptions]) -> types.ChatConnectionList:
        """Lists all connections, ten at most."""
        return await self._calls.call(routes.list_topic_chat_connections, {"topic": topic}, options)

    async def delete(self, topic: str, connection: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a connection."""
        names = {"topic": topic, "connection": connection}
        await self._calls.call(routes.delete_topic_chat_connection, names, options)
