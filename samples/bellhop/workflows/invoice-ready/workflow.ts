import { defineWorkflow, singleLine, WebUrl } from 'bellhop/workflow';
import * as z from 'zod';

export const invoiceReady = defineWorkflow({
  key: 'invoice-ready',
  category: 'billing',
  priority: 'normal', // inbox and e-mail
  payload: z.strictObject({ number: singleLine(20), link: WebUrl }),
  example: { number: '7', link: 'https://app.acme.example/invoices/7' },
  inbox: ({ number, link }) => ({ title: `Invoice ${number} is ready`, body: 'Please pay it within 14 days.', actionUrl: link }),
  subject: ({ number }) => `Invoice ${number} is ready`,
  sms: ({ number, link }) => `Invoice ${number} is ready: ${link}`,
});
