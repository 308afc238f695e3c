"""
What the rehearsal runs: a broker that librdkafka plays in this process, a producer, and a consumer that is cut off once
between its work and its commit.
"""
import json
import sys

from confluent_kafka import Consumer, Producer

sys.path[:0] = [sys.argv[1], "both"]
from consume import consume
from handle import handle


class CutOff(Exception):
    pass


producer = Producer({"test.mock.num.brokers": 1})
broker = next(iter(producer.list_topics(timeout=10).brokers.values()))
servers = f"{broker.host}:{broker.port}"
print(f"the broker is at {servers}")


def a_consumer():
    settings = {"bootstrap.servers": servers, "group.id": "mailer", "enable.auto.commit": False, "auto.offset.reset": "earliest", "session.timeout.ms": 6000}
    return Consumer(settings)


for number in ("27", "28"):
    invoice = {"number": number, "customer": "grace", "email": "grace@example.com", "link": f"https://app.acme.example/invoices/{number}"}
    producer.produce("invoices", json.dumps(invoice), key=invoice["customer"])  # one partition, so that they come in this order
producer.flush()

for ends_after in (1, 2):  # the first ends before it commits, so the second begins with the same message
    consumer = a_consumer()
    handled = 0

    def once(message, producer):
        global handled
        handle(message, producer)
        handled += 1
        if handled == ends_after:
            raise CutOff

    try:
        consume(consumer, producer, once)
    except CutOff:
        pass
    finally:
        consumer.close()
