"""Keeps the chats of users, and the rooms of topics: Slack, Teams or Discord."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import Resource


class UserChatConnections(Resource):
    """Keeps the chat connections of a user."""

    def put(
        self, user: str, connection: str, /, **chat: Unpack[types.PutUserChatConnectionArguments]
    ) -> types.PutChatConnection:
        """Connects a chat under a name of yours, or puts another in its place."""
        names = {"id": user, "connection": connection}
        return self._calls.call(routes.put_user_chat_connection, names, chat)

    def get(
        self, user: str, connection: str, /, **options: Unpack[CallOptions]
    ) -> types.ChatConnection:
        """Reads a connection."""
        names = {"id": user, "connection": connection}
        return self._calls.call(routes.read_user_chat_connection, names, options)

    def list(self, user: str, /, **options: Unpack[CallOptions]) -> types.ChatConnectionList:
        """Lists all connections, ten at most."""
        return self._calls.call(routes.list_user_chat_connections, {"id": user}, options)

    def delete(self, user: str, connection: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a connection."""
        names = {"id": user, "connection": connection}
        self._calls.call(routes.delete_user_chat_connection, names, options)


class TopicChatConnections(Resource):
    """Keeps the chat connections of a topic."""

    def put(
        self, topic: str, connection: str, /, **chat: Unpack[types.PutTopicChatConnectionArguments]
    ) -> types.PutChatConnection:
        """Connects a chat under a name of yours, or puts another in its place."""
        names = {"topic": topic, "connection": connection}
        return self._calls.call(routes.put_topic_chat_connection, names, chat)

    def get(
        self, topic: str, connection: str, /, **options: Unpack[CallOptions]
    ) -> types.ChatConnection:
        """Reads a connection."""
        names = {"topic": topic, "connection": connection}
        return self._calls.call(routes.read_topic_chat_connection, names, options)

    def list(self, topic: str, /, **options: Unpack[CallOptions]) -> types.ChatConnectionList:
        """Lists all connections, ten at most."""
        return self._calls.call(routes.list_topic_chat_connections, {"topic": topic}, options)

    def delete(self, topic: str, connection: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a connection."""
        names = {"topic": topic, "connection": connection}
        self._calls.call(routes.delete_topic_chat_connection, names, options)
