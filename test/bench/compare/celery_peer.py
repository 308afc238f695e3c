"""Celery's part of the comparison. As a module, the task; as a program, a prefork worker that is measured, and one line of JSON."""

import json
import os
import subprocess
import sys

import boto3
from botocore.config import Config
from celery import Celery
from jinja2 import Template

REDIS = f"redis://127.0.0.1:{os.environ['PEER_REDIS_PORT']}"
app = Celery("celery_peer", broker=f"{REDIS}/1", backend=f"{REDIS}/2")
app.conf.update(task_acks_late=True, worker_prefetch_multiplier=10)
page = Template("<html><body><h1>{{ title }}</h1><p>{{ body }} {{ padding }}</p></body></html>")
clients = []


def ses():
    """One client for each worker process, made when it is first needed: after the fork."""
    if not clients:
        keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
        once = Config(retries={"max_attempts": 1})
        clients.append(boto3.client("ses", region_name="eu-west-1", endpoint_url=os.environ["PEER_SES_URL"], config=once, **keys))
    return clients[0]


@app.task(name="send", max_retries=3)
def send(to, title, body):
    html = page.render(title=title, body=body, padding="x" * 3000)
    head = ["From: shop@example.com", f"To: {to}", f"Subject: {title}", "MIME-Version: 1.0", "Content-Type: text/html"]
    raw = "\r\n".join([*head, "", html])
    ses().send_raw_email(RawMessage={"Data": raw.encode()}, Destinations=[to])


def cpu_seconds(worker):
    """What the worker and its processes have used: fields 14 and 15 of /proc/<pid>/stat."""
    ticks = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        if worker in (int(pid), int(fields[1])):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def send_all(count):
    answers = [send.delay(f"u{n}@example.com", "Repair R-1042", "The repair is approved.") for n in range(count)]
    for answer in answers:
        answer.get(timeout=300)


if __name__ == "__main__":
    warm_up, measured = map(int, sys.argv[1:])
    command = [sys.executable, "-m", "celery", "-A", "celery_peer", "worker", "--concurrency=2", "--loglevel=ERROR"]
    worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        send_all(warm_up)
        before = cpu_seconds(worker.pid)
        send_all(measured)
        print(json.dumps({"cpuMs": (cpu_seconds(worker.pid) - before) * 1000 / measured}))
    finally:
        worker.terminate()
        worker.wait()
