import { message } from '../../../../../workflows/message/workflow.ts';
import { repairApproved } from '../../../../../workflows/repair-approved/workflow.ts';
import { repairAssigned } from '../../../../../workflows/repair-assigned/workflow.ts';
import { comment } from './comment/workflow.ts';
import { invoiceDecided, invoiceDue } from './invoice-due/workflow.ts';
import { offer } from './offer/workflow.ts';

export const workflows = [message, repairApproved, repairAssigned, invoiceDue, invoiceDecided, offer, comment] as const;
