"""What was signed is taken, by the library of Standard Webhooks' own and by ours alike."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timezone

import pytest
from bellhop import WebhookError, verify_webhook
from standardwebhooks import Webhook

OLD, CURRENT, FOREIGN = (f"whsec_{base64.b64encode(bytes([byte]) * 32).decode()}" for byte in (1, 2, 3))
EVENT = {"id": "evt_1", "type": "webhook.test", "data": {"title": "Grüße"}}
BODY = json.dumps(EVENT)
AT = datetime(2030, 3, 15, 12, tzinfo=timezone.utc)
NOW = AT.timestamp()
HEADERS = {
    "Webhook-Id": "evt_1",
    "Webhook-Timestamp": str(int(NOW)),
    "Webhook-Signature": f"{Webhook(OLD).sign('evt_1', AT, BODY)} {Webhook(CURRENT).sign('evt_1', AT, BODY)}",
}


@pytest.mark.parametrize("body", [BODY, BODY.encode()])
def test_what_is_signed_is_its_event(body):
    assert verify_webhook(body, HEADERS, CURRENT, now=NOW) == EVENT


def test_while_a_secret_is_changed_either_will_do_on_either_side():
    assert verify_webhook(BODY, HEADERS, [FOREIGN, OLD], now=NOW) == EVENT


@pytest.mark.parametrize(
    ("body", "headers", "secret", "now"),
    [
        (f"{BODY} ", {}, CURRENT, NOW),
        (BODY, {}, FOREIGN, NOW),
        (BODY, {"Webhook-Id": "evt_2"}, CURRENT, NOW),
        (BODY, {"Webhook-Timestamp": str(int(NOW) + 1)}, CURRENT, NOW),
        (BODY, {"Webhook-Timestamp": ""}, CURRENT, NOW),
        (BODY, {"Webhook-Signature": "v1,ü"}, CURRENT, NOW),
        (BODY, {"Webhook-Signature": None}, CURRENT, NOW),
        (BODY, {}, CURRENT, NOW + 301),
        (BODY, {}, CURRENT, NOW - 301),
    ],
)
def test_anything_else_is_refused(body, headers, secret, now):
    with pytest.raises(WebhookError):
        verify_webhook(body, {**HEADERS, **headers}, secret, now=now)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_ä", "no secret!"])
def test_what_is_no_secret_is_a_fault_of_the_app(secret):
    with pytest.raises(ValueError, match="whsec_"):
        verify_webhook(BODY, HEADERS, secret, now=NOW)
