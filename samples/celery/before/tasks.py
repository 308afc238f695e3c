import os
import smtplib
from email.message import EmailMessage

from celery import Celery
from celery.schedules import crontab

app = Celery("tasks", broker=os.environ["REDIS_URL"])
app.conf.timezone = "Europe/Zurich"
app.conf.task_acks_late = True  # a worker that dies leaves its task to another
app.conf.beat_schedule = {
    "rent-due": {
        "task": "tasks.send_mail",
        "schedule": crontab(minute=0, hour=9, day_of_month=1),
        "args": ["grace@example.com", "Rent is due", "Please pay it by the 3rd."],
    },
}


@app.task(autoretry_for=(OSError, smtplib.SMTPException), retry_backoff=True, max_retries=5)
def send_mail(to, subject, text):
    mail = EmailMessage()
    mail["From"] = "billing@acme.example"
    mail["To"] = to
    mail["Subject"] = subject
    mail.set_content(text)
    with smtplib.SMTP("127.0.0.1", int(os.environ["SMTP_PORT"])) as server:
        server.send_message(mail)
