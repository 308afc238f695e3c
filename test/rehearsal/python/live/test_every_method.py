"""An app's server calls every method, sync and async, and the local system answers as the types say."""

from __future__ import annotations

import contextlib
import re
import uuid
from datetime import datetime, timedelta, timezone

import pytest
from bellhop import _routes, problems
from bellhop._route import Route

ROUTES = [route for route in vars(_routes).values() if isinstance(route, Route)]
WEB_PUSH = {
    "kind": "web",
    "endpoint": "https://delivered.test.bellhop.example/send/python",
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    },
}
CHAT = {"kind": "slack", "url": "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX"}


@pytest.fixture
def names(running):
    """Gives names of its own to each run of a test."""
    run = uuid.uuid4().hex[:6]
    return lambda name: f"{running.kind}-{name}-{run}"


def test_every_method(running, names, eventually):
    bellhop = running.bellhop()
    user, friend, topic = names("ada"), names("bo"), names("topic")

    keeps_users(bellhop, user, friend)
    keeps_topics(bellhop, user, topic)
    keeps_chats_and_devices(bellhop, user, topic)
    publishes(bellhop, user, eventually)
    keeps_webhooks(bellhop, names, eventually)
    keeps_the_rest(bellhop, names, user, topic)

    bellhop.users.erase(friend)
    with pytest.raises(problems.NotFound):
        bellhop.users.get(friend)
    not_made = [route.name for route in ROUTES if not any(is_of(route, *call) for call in running.made)]
    assert len(ROUTES) > 50
    assert not_made == []


def is_of(route, method, path):
    pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route.path))
    return route.method == method and re.fullmatch(pattern, path) is not None


def keeps_users(bellhop, user, friend):
    users = bellhop.users
    assert users.put(user, email=f"{user}@example.com", phone="+447400123456", timezone="Europe/London")["id"] == user
    done = users.bulk([{"id": friend, "email": f"{friend}@example.com"}, {"id": "a/b"}])
    assert ([each["id"] for each in done["users"]], len(done["refused"])) == ([friend], 1)
    assert users.get(user)["email"] == f"{user}@example.com"
    assert [each["id"] for each in users.list(prefix=user)] == [user]
    assert len(users.tokens.create(user)["token"]) > 50

    _, etag = users.preferences.get_version(user)
    assert users.preferences.update(user, digest_time="09:15", if_match=etag)["digest_time"] == "09:15"
    with pytest.raises(problems.PreconditionFailed):
        users.preferences.update(user, digest_time="10:00", if_match=etag)
    assert users.preferences.get(user)["digest_time"] == "09:15"
    assert [document["user"]["id"] for document in users.export(user)] == [user]


def keeps_topics(bellhop, user, topic):
    topics = bellhop.topics
    topics.subscribe(topic, user)
    assert [each["user"] for each in topics.subscriptions(topic, limit=1)] == [user]
    assert topic in [each["topic"] for each in topics.list()]
    topics.unsubscribe(topic, user)
    assert list(topics.subscriptions(topic)) == []


def keeps_chats_and_devices(bellhop, user, topic):
    for chats, of in ((bellhop.users.chat_connections, user), (bellhop.topics.chat_connections, topic)):
        chats.put(of, "work", **CHAT)
        assert chats.get(of, "work")["kind"] == "slack"
        assert len(chats.list(of)["data"]) == 1
        chats.delete(of, "work")
        assert chats.list(of)["data"] == []

    devices = bellhop.users.devices
    device = devices.put(user, WEB_PUSH)
    assert [each["id"] for each in devices.list(user)["data"]] == [device["id"]]
    devices.delete(user, device["id"])
    assert devices.list(user)["data"] == []


def publishes(bellhop, user, eventually):
    notifications = bellhop.notifications
    request = {"workflow": "message", "recipients": [user], "data": {"title": "Hello", "body": "From Python."}}
    sent = notifications.publish(**request, idempotency_key=f"{user}-hello")
    assert notifications.publish(**request, idempotency_key=f"{user}-hello") == sent
    assert notifications.dry_run(**request)["data"][0]["user"] == user

    (notification,) = sent["notifications"]
    story = eventually("it is planned", lambda: notifications.get(notification["id"]))
    assert (story["user"], story["workflow"]) == (user, "message")
    assert bellhop.requests.get(sent["id"])["id"] == sent["id"]
    assert [each["id"] for each in bellhop.requests.notifications(sent["id"])] == [notification["id"]]
    assert eventually("it is listed", lambda: list(bellhop.users.notifications(user)))[0]["id"] == notification["id"]
    assert eventually("it is listed", lambda: list(notifications.list(user=user, limit=1)))

    again = eventually("it may go again", lambda: notifications.resend(notification["id"], channels=["email"], confirm=True))
    assert again["id"] != notification["id"]
    replayed = notifications.replay(filter={"user": user, "status": "failed"}, dry_run=True)
    assert (replayed["dry_run"], replayed["count"]) == (True, 0)

    later = datetime.now(timezone.utc) + timedelta(days=1)
    notifications.publish(**request, send_at=later, cancellation_key=f"{user}-later")
    eventually("it is canceled", lambda: notifications.cancel(cancellation_key=f"{user}-later")["canceled"])


def keeps_webhooks(bellhop, names, eventually):
    webhooks = bellhop.webhooks
    made = webhooks.create(url=f"http://127.0.0.1:9/{names('hooks')}", events=["webhook.test"])
    hook = made["id"]
    assert made["secret"].startswith("whsec_")
    assert webhooks.get(hook)["url"] == made["url"]
    assert hook in [each["id"] for each in webhooks.list()["data"]]
    assert webhooks.update(hook, description="of a test")["description"] == "of a test"
    assert webhooks.rotate_secret(hook)["secret"] != made["secret"]
    delivery = webhooks.test(hook)
    assert eventually("it is told", lambda: list(webhooks.deliveries(hook, limit=1)))
    webhooks.update(hook, status="disabled")
    with pytest.raises((problems.WebhookDisabled, problems.DeliveryPending)):
        webhooks.replay(hook, delivery["id"])
    webhooks.delete(hook)


def keeps_the_rest(bellhop, names, user, topic):
    tenant = names("co")
    assert bellhop.tenants.put(tenant, brand={"name": "Acme"})["id"] == tenant
    assert bellhop.tenants.get(tenant)["brand"]["name"] == "Acme"
    assert tenant in [each["id"] for each in bellhop.tenants.list()]
    bellhop.for_tenant(tenant).users.put("ada", email="ada@acme.example.com")
    assert [each["id"] for each in bellhop.for_tenant(tenant).users.list()] == ["ada"]
    bellhop.for_tenant(tenant).users.erase("ada")
    bellhop.tenants.delete(tenant)

    schedules, schedule = bellhop.schedules, names("weekly")
    data = {"title": "Hello", "body": "Each Monday."}
    schedules.create(id=schedule, workflow="message", recipients=[user], data=data, cron="0 9 * * mon")
    assert schedules.update(schedule, paused=True)["paused"] is True
    assert schedules.run(schedule)["request"].startswith("req_")
    assert schedules.get(schedule)["id"] == schedule
    assert schedule in [each["id"] for each in schedules.list()]
    schedules.delete(schedule)

    address = f"{user}-gone@example.com"
    assert bellhop.suppressions.add(address=address)["address"] == address
    assert address in [each["address"] for each in bellhop.suppressions.list(limit=10)]
    assert bellhop.suppressions.remove(address)["address"] == address

    assert "message" in [each["key"] for each in bellhop.workflows.list()["data"]]
    assert bellhop.health.schedules() and bellhop.health.stuck() and bellhop.health.paused()
    with contextlib.suppress(problems.StatisticsOff):
        assert "data" in bellhop.health.statistics()
