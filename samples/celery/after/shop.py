from datetime import datetime

from bellhop import Bellhop

bellhop = Bellhop()  # BELLHOP_URL and BELLHOP_KEY


def invoice_ready(customer, number, link, due_at: datetime):
    data = {"number": number, "link": link}
    bellhop.notifications.publish(
        workflow="invoice-ready",
        recipients=[customer],
        data=data,
        idempotency_key=f"ready-{number}",
    )
    bellhop.notifications.publish(
        workflow="invoice-due",
        recipients=[customer],
        data=data,
        send_at=due_at,
        cancellation_key=f"invoice-{number}",
        idempotency_key=f"due-{number}",
    )


def invoice_paid(number):
    bellhop.notifications.cancel(cancellation_key=f"invoice-{number}")
