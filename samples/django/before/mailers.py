from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string


def invoice_ready(customer, number, link):
    context = {"name": customer.name, "number": number, "link": link}
    mail = EmailMultiAlternatives(
        f"Invoice {number} is ready",
        render_to_string("invoice_ready.txt", context),
        to=[customer.email],
    )
    mail.attach_alternative(render_to_string("invoice_ready.html", context), "text/html")
    transaction.on_commit(mail.send)
