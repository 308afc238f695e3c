import type { EmailsOf } from 'bellhop/email';
import { CommentAddedEmail } from './comment-added/email.tsx';
import type { workflows } from './index.ts';
import { InvoiceDueEmail } from './invoice-due/email.tsx';
import { InvoiceReadyEmail } from './invoice-ready/email.tsx';
import { RentDueEmail } from './rent-due/email.tsx';

export const emails: EmailsOf<typeof workflows> = {
  'comment-added': CommentAddedEmail,
  'invoice-due': InvoiceDueEmail,
  'invoice-ready': InvoiceReadyEmail,
  'rent-due': RentDueEmail,
};
