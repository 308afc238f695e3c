from datetime import datetime, timezone

from tasks import app, send_mail


def invoice_ready(customer, number, link, due_at: datetime):
    send_mail.delay(customer["email"], f"Invoice {number} is ready", f"Please pay it within 14 days: {link}")
    reminder = send_mail.apply_async(
        (customer["email"], f"Invoice {number} is due", f"Please pay it this week: {link}"),
        eta=due_at.astimezone(timezone.utc),
    )
    return reminder.id  # kept in the invoice's row, to revoke it


def invoice_paid(reminder_id):
    app.control.revoke(reminder_id)
