"""What the rehearsal runs: two reminders, of which one is taken back, in a process that lives until they are due."""
import sys
import time
from datetime import datetime, timedelta, timezone

import jobs

due_at = datetime.now(timezone.utc) + timedelta(seconds=int(sys.argv[1]))
jobs.scheduler.start()
jobs.every_month()
for number in ("17", "18", "18"):
    jobs.remind({"id": "grace", "email": "grace@example.com"}, number, f"https://app.acme.example/invoices/{number}", due_at)
jobs.invoice_paid("17")
print(jobs.scheduler.get_job("rent-due").next_run_time.isoformat())
time.sleep(int(sys.argv[1]) + 1)
jobs.scheduler.shutdown()
