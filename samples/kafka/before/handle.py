import json
import os
import smtplib
import time
from email.message import EmailMessage


def handle(message, producer):
    invoice = json.loads(message.value())
    for attempt in range(5):
        try:
            return send_mail(
                invoice["email"],
                f"Invoice {invoice['number']} is ready",
                f"Please pay it within 14 days: {invoice['link']}",
            )
        except (OSError, smtplib.SMTPException):
            time.sleep(2**attempt)  # nothing else of this partition goes on meanwhile
    producer.produce("invoices.failed", message.value(), message.key())
    producer.flush()


def send_mail(to, subject, text):
    mail = EmailMessage()
    mail["From"] = "billing@acme.example"
    mail["To"] = to
    mail["Subject"] = subject
    mail.set_content(text)
    with smtplib.SMTP("127.0.0.1", int(os.environ["SMTP_PORT"])) as server:
        server.send_message(mail)
