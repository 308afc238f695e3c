"""What the rehearsal runs: Django without a project around it, and a customer whose invoice is ready."""
import os
import sys
from dataclasses import dataclass

import django
from django.conf import settings
from django.db import transaction

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=int(os.environ.get("SMTP_PORT", "0")),
    DEFAULT_FROM_EMAIL="billing@acme.example",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["before/templates"]}],
)
django.setup()
sys.path.insert(0, sys.argv[1])

from mailers import invoice_ready


@dataclass
class Customer:
    pk: int
    name: str
    email: str


with transaction.atomic():
    invoice_ready(Customer(7, "Grace Hopper", "grace@example.com"), "37", "https://app.acme.example/invoices/37")
try:
    with transaction.atomic():
        invoice_ready(Customer(7, "Grace Hopper", "grace@example.com"), "38", "https://app.acme.example/invoices/38")
        raise RuntimeError("the database takes it back")
except RuntimeError:
    pass
