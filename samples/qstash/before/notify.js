import { Client } from '@upstash/qstash';

const qstash = new Client({ token: process.env.QSTASH_TOKEN, baseUrl: process.env.QSTASH_URL });
const url = `${process.env.APP_URL}/jobs/mail`;

export async function invoiceReady(customer, number, link, dueAt) {
  await qstash.publishJSON({
    url,
    body: { to: customer.email, subject: `Invoice ${number} is ready`, text: `Please pay it within 14 days: ${link}` },
    retries: 3,
    deduplicationId: `ready-${number}`,
  });
  const { messageId } = await qstash.publishJSON({
    url,
    body: { to: customer.email, subject: `Invoice ${number} is due`, text: `Please pay it this week: ${link}` },
    notBefore: Math.ceil(dueAt / 1000),
    deduplicationId: `due-${number}`,
  });
  return messageId; // kept in the invoice's row, to cancel it
}

export async function invoicePaid(messageId) {
  await qstash.messages.cancel(messageId);
}
