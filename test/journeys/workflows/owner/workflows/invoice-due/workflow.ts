import * as z from 'zod';
import { defineWorkflow, singleLine, WebUrl } from '../../../../../../exports/workflow.ts';

const invoice = {
  category: 'billing',
  priority: 'normal',
  payload: z.strictObject({ number: singleLine(20), link: WebUrl }),
  example: { number: 'INV-7', link: 'https://app.example.com/invoices/7' },
  inbox: ({ number, link }: Invoice) => ({ title: `Invoice ${number} is due`, body: 'Please pay it.', actionUrl: link }),
  subject: ({ number }: Invoice) => `Invoice ${number} is due`,
  sms: ({ number, link }: Invoice) => `Invoice ${number} is due: ${link}`,
} as const;
type Invoice = { number: string; link: string };

const experiment = {
  id: 'short-subject',
  variants: { plain: { weight: 50 }, short: { weight: 50, subject: ({ number }: Invoice) => `${number} is due` } },
  holdout: 25,
};

/** Tries a shorter subject with some of its users. */
export const invoiceDue = defineWorkflow({ ...invoice, key: 'invoice-due', experiment });

/** The same after the line that ends its experiment. */
export const invoiceDecided = defineWorkflow({
  ...invoice,
  key: 'invoice-decided',
  experiment: { ...experiment, winner: 'short' },
});
