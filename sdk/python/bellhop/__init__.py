"""Calls Bellhop from an app's server: typed, with retries that publish once."""

from . import problems, types
from ._async.client import AsyncBellhop
from ._async.lists import AsyncList
from ._async.publisher import AsyncPublished, AsyncPublisher
from ._errors import BellhopError, NetworkError, TimedOut, Unreadable
from ._lists import Page
from ._sync.client import Bellhop
from ._sync.lists import List
from ._sync.publisher import Published, Publisher
from .tokens import TokenAnswer, token_answer, token_answer_async
from .webhooks import WebhookError, verify_webhook

__version__ = "0.1.0"

__all__ = [
    "AsyncBellhop",
    "AsyncList",
    "AsyncPublished",
    "AsyncPublisher",
    "Bellhop",
    "BellhopError",
    "List",
    "NetworkError",
    "Page",
    "Published",
    "Publisher",
    "TimedOut",
    "TokenAnswer",
    "Unreadable",
    "WebhookError",
    "problems",
    "token_answer",
    "token_answer_async",
    "types",
    "verify_webhook",
]
