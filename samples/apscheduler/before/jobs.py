import os
import smtplib
from datetime import datetime
from email.message import EmailMessage

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

scheduler = BackgroundScheduler(
    jobstores={"default": SQLAlchemyJobStore(url=os.environ["JOBS_DB"])},
    job_defaults={"misfire_grace_time": 3600, "coalesce": True},
    timezone="Europe/Zurich",
)


def send_mail(to, subject, text):
    mail = EmailMessage()
    mail["From"] = "billing@acme.example"
    mail["To"] = to
    mail["Subject"] = subject
    mail.set_content(text)
    with smtplib.SMTP("127.0.0.1", int(os.environ["SMTP_PORT"])) as server:
        server.send_message(mail)


def remind(customer, number, link, due_at: datetime):
    scheduler.add_job(
        send_mail,
        "date",
        run_date=due_at,
        args=[customer["email"], f"Invoice {number} is due", f"Please pay it this week: {link}"],
        id=f"invoice-{number}",
        replace_existing=True,
    )


def invoice_paid(number):
    scheduler.remove_job(f"invoice-{number}")


def every_month():
    scheduler.add_job(
        send_mail,
        CronTrigger.from_crontab("0 9 1 * *", timezone="Europe/Zurich"),
        args=["grace@example.com", "Rent is due", "Please pay it by the 3rd."],
        id="rent-due",
        replace_existing=True,
    )
