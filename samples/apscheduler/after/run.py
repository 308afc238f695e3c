"""What the rehearsal runs: two reminders, of which one is taken back, in a process that ends at once."""
import sys
from datetime import datetime, timedelta, timezone

import jobs

due_at = datetime.now(timezone.utc) + timedelta(seconds=int(sys.argv[1]))
schedule = jobs.every_month()
for number in ("17", "18", "18"):
    jobs.remind({"id": "grace", "email": "grace@example.com"}, number, f"https://app.acme.example/invoices/{number}", due_at)
jobs.invoice_paid("17")
print(schedule["next_runs"][0])
