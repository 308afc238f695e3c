import { Bellhop } from '@bellhop/node';

const bellhop = new Bellhop(); // BELLHOP_URL and BELLHOP_KEY

export async function invoiceReady(customer, number, link, dueAt) {
  const notification = { recipients: [customer], data: { number, link } };
  await bellhop.notifications.publish({ workflow: 'invoice-ready', ...notification }, { idempotencyKey: `ready-${number}` });
  await bellhop.notifications.publish(
    { workflow: 'invoice-due', ...notification, send_at: dueAt.toISOString(), cancellation_key: `invoice-${number}` },
    { idempotencyKey: `due-${number}` },
  );
}

export async function invoicePaid(number) {
  await bellhop.notifications.cancel({ cancellation_key: `invoice-${number}` });
}
