"""What the rehearsal runs: two invoices, of which the first is paid before its reminder."""
import sys
from datetime import datetime, timedelta, timezone

import shop

due_at = datetime.now(timezone.utc) + timedelta(seconds=int(sys.argv[1]))
reminder = shop.invoice_ready({"id": "grace", "email": "grace@example.com"}, "7", "https://app.acme.example/invoices/7", due_at)
shop.invoice_ready({"id": "grace", "email": "grace@example.com"}, "8", "https://app.acme.example/invoices/8", due_at)
shop.invoice_paid(reminder)
