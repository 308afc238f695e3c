"""What a type checker finds in an app's code, and what it takes: checked by `mypy --strict`, and never run."""

from __future__ import annotations

from bellhop import AsyncBellhop, Bellhop, Page, verify_webhook
from bellhop.types import Publication, User

bellhop = Bellhop()

bellhop.notifications.publish(workflow="message", recipients=["ada"], priority="loud")  # type: ignore[arg-type]
bellhop.notifications.publish(recipients=["ada"])  # type: ignore[call-arg]
bellhop.notifications.list(colour="red")  # type: ignore[call-arg]
bellhop.users.get("ada", idempotency_key="x")  # type: ignore[call-arg]

page: Page[User] = bellhop.users.list(prefix="a").page()
event = verify_webhook(b"", {}, "whsec_")
if event["type"] == "message.bounced":
    channel: str = event["data"]["channel"]


@bellhop.workflow("message")
def tell(user: str, count: int) -> Publication:
    return {"recipients": [user], "data": {"count": count}}


tell.delay("ada", count=1).revoke()
tell.delay("ada", count="one")  # type: ignore[arg-type]


async def first() -> User | None:
    async with AsyncBellhop() as waiting:
        async for user in waiting.users.list():
            return user
    return None
