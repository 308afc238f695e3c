import { commentAdded } from './comment-added/workflow.ts';
import { invoiceDue } from './invoice-due/workflow.ts';
import { invoiceReady } from './invoice-ready/workflow.ts';
import { rentDue } from './rent-due/workflow.ts';

export const workflows = [commentAdded, invoiceDue, invoiceReady, rentDue] as const;
