"""What docs/python.md prints runs as it stands there: its program, its samples of frameworks, its tasks."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import runpy
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import bellhop
import httpx
import pytest
from standardwebhooks import Webhook

APP = Path(os.environ["BELLHOP_APP"])
SECRET = f"whsec_{base64.b64encode(bytes([7]) * 32).decode()}"
BODY = json.dumps({"id": "evt_1", "type": "message.bounced", "data": {"user": "ada", "channel": "email"}})


@pytest.fixture(autouse=True)
def in_app(monkeypatch):
    monkeypatch.syspath_prepend(str(APP))
    monkeypatch.setenv("BELLHOP_WEBHOOK_SECRET", SECRET)


def printed(name):
    done = subprocess.run([sys.executable, APP / name], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_program_publishes_lists_and_is_told_what_is_wrong():
    lines = printed("program.py")

    assert lines[0].startswith("req_") and lines[0].endswith(" 1 0")
    assert lines[-2:] == [lines[-2], lines[-1]] and lines[-2].startswith("1 ")
    assert lines[-1].startswith("workflow_unknown 422 ")


def test_the_readme_publishes():
    assert printed("readme.py") == []


def test_the_async_program_lists():
    assert "grace" in printed("async_program.py")


def test_the_tasks_publish_and_one_is_canceled():
    title = "How was it?"
    module = runpy.run_path(str(APP / "tasks.py"))

    assert module["reminder"].answer["refused"] == []
    dry = module["tell"]("grace", title)
    assert dry["data"]["title"] == title
    again = module["tell"].apply_async(("grace", title), task_id="order-43-review")
    assert module["tell"].apply_async(("grace", title), task_id="order-43-review").id == again.id


def signed(body=BODY):
    at = datetime.now(timezone.utc)
    signature = Webhook(SECRET).sign("evt_1", at, BODY)
    names = ("Webhook-Id", "Webhook-Timestamp", "Webhook-Signature")
    return {**dict(zip(names, ("evt_1", str(int(at.timestamp())), signature), strict=True)), "Content-Type": "application/json"}


def test_fastapi_hands_out_a_token_and_takes_what_is_signed():
    from fastapi_app import app

    async def drive():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app") as page:
            token = await page.post("/bellhop-token")
            taken = await page.post("/hooks/bellhop", content=BODY, headers=signed())
            refused = await page.post("/hooks/bellhop", content=f"{BODY} ", headers=signed())
            return token, taken.status_code, refused.status_code

    token, taken, refused = asyncio.run(drive())
    assert (taken, refused) == (204, 400)
    assert_opens_an_inbox(token.status_code, token.headers["Cache-Control"], token.text)


def test_django_hands_out_a_token_and_takes_what_is_signed():
    import django
    from django.conf import settings
    from django.test import Client

    settings.configure(ROOT_URLCONF="shop.urls", ALLOWED_HOSTS=["testserver"], SECRET_KEY="x")
    django.setup()
    page = Client()

    def hook(body):
        headers = {name: value for name, value in signed().items() if name != "Content-Type"}
        return page.post("/hooks/bellhop", body, content_type="application/json", headers=headers).status_code

    token = page.post("/bellhop-token")
    assert (hook(BODY), hook(f"{BODY} ")) == (204, 400)
    assert page.get("/bellhop-token").status_code == 405
    assert_opens_an_inbox(token.status_code, token.headers["Cache-Control"], token.content.decode())


def assert_opens_an_inbox(status, cache, token):
    assert (status, cache) == (200, "no-store")
    url = f"{os.environ['BELLHOP_URL']}/v1/me/notifications"
    assert httpx.get(url, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_the_wheel_is_what_runs_here():
    assert "sdk/python" not in str(Path(bellhop.__file__))
    assert (Path(bellhop.__file__).parent / "py.typed").exists()
