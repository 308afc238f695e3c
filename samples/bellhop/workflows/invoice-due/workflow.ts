import { defineWorkflow, singleLine, WebUrl } from 'bellhop/workflow';
import * as z from 'zod';

export const invoiceDue = defineWorkflow({
  key: 'invoice-due',
  category: 'billing',
  priority: 'normal',
  payload: z.strictObject({ number: singleLine(20), link: WebUrl }),
  example: { number: '7', link: 'https://app.acme.example/invoices/7' },
  inbox: ({ number, link }) => ({ title: `Invoice ${number} is due`, body: 'Please pay it this week.', actionUrl: link }),
  subject: ({ number }) => `Invoice ${number} is due`,
  sms: ({ number, link }) => `Invoice ${number} is due: ${link}`,
});
