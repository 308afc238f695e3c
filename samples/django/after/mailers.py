from bellhop import Bellhop
from django.db import transaction

bellhop = Bellhop()  # BELLHOP_URL and BELLHOP_KEY


def invoice_ready(customer, number, link):
    transaction.on_commit(
        lambda: bellhop.notifications.publish(
            workflow="invoice-ready",
            recipients=[{"id": str(customer.pk), "email": customer.email, "name": customer.name}],
            data={"number": number, "link": link},
            idempotency_key=f"ready-{number}",
        )
    )
