"""What the rehearsal runs: two invoices, of which the first is paid before its reminder, and everything asked for twice."""
import sys
from datetime import datetime, timedelta, timezone

import shop

due_at = datetime.now(timezone.utc) + timedelta(seconds=int(sys.argv[1]))
customer = {"id": "grace", "email": "grace@example.com"}
for number in ("7", "8", "8"):
    shop.invoice_ready(customer, number, f"https://app.acme.example/invoices/{number}", due_at)
shop.invoice_paid("7")
