import json

from bellhop import Bellhop

bellhop = Bellhop()  # BELLHOP_URL and BELLHOP_KEY


def handle(message, producer):
    invoice = json.loads(message.value())
    bellhop.notifications.publish(
        workflow="invoice-ready",
        recipients=[{"id": invoice["customer"], "email": invoice["email"]}],
        data={"number": invoice["number"], "link": invoice["link"]},
        idempotency_key=f"{message.topic()}-{message.partition()}-{message.offset()}",
    )
