"""Subscribes users to topics, which a publish may go to."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import Calls, Resource
from .chat_connections import TopicChatConnections
from .lists import List


class Topics(Resource):
    """Keeps who is subscribed to what."""

    def __init__(self, calls: Calls) -> None:
        super().__init__(calls)
        self.chat_connections = TopicChatConnections(calls)

    def list(
        self, **query: Unpack[types.ListTopicsArguments]
    ) -> List[types.TopicPageDataItem]:
        """Lists the topics that somebody is subscribed to."""
        return self._calls.list(routes.list_topics, {}, query)

    def subscriptions(
        self, topic: str, /, **query: Unpack[types.ListSubscriptionsArguments]
    ) -> List[types.SubscriptionPageDataItem]:
        """Lists who is subscribed to a topic."""
        return self._calls.list(routes.list_subscriptions, {"topic": topic}, query)

    def subscribe(self, topic: str, user: str, /, **options: Unpack[CallOptions]) -> None:
        """Subscribes a user to a topic, which comes to be with its first subscriber."""
        self._calls.call(routes.subscribe, {"topic": topic, "user": user}, options)

    def unsubscribe(self, topic: str, user: str, /, **options: Unpack[CallOptions]) -> None:
        """Ends a user's subscription."""
        names = {"topic": topic, "user": user}
        self._calls.call(routes.unsubscribe_from_topic, names, options)
