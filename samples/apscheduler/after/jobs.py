from datetime import datetime

from bellhop import Bellhop

bellhop = Bellhop()  # BELLHOP_URL and BELLHOP_KEY


def remind(customer, number, link, due_at: datetime):
    bellhop.notifications.publish(
        workflow="invoice-due",
        recipients=[customer],
        data={"number": number, "link": link},
        send_at=due_at,
        cancellation_key=f"invoice-{number}",
        idempotency_key=f"due-{number}",
    )


def invoice_paid(number):
    bellhop.notifications.cancel(cancellation_key=f"invoice-{number}")


def every_month():
    return bellhop.schedules.create(
        id="rent-due",
        workflow="rent-due",
        recipients=["grace"],
        data={"day": "the 3rd"},
        cron="0 9 1 * *",
        timezone="Europe/Zurich",
        grace=3600,
    )
