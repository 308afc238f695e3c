def consume(consumer, producer, handle):
    consumer.subscribe(["invoices"])
    while True:
        message = consumer.poll(1.0)
        if message is None or message.error():
            continue
        handle(message, producer)
        consumer.commit(message, asynchronous=False)  # after the work: what is cut off here comes again
