import * as z from 'zod';
import { singleLine, WebUrl } from '../../contract/values.ts';
import { smsWithLink } from '../../core/rules/sms-parts.ts';
import { defineWorkflow } from '../../core/rules/workflow.ts';

/** Tells a fleet repair shop's technician that a repair is theirs; by SMS too, since they are rarely at a desk. */
export const repairAssigned = defineWorkflow({
  key: 'repair-assigned',
  category: 'repairs',
  priority: 'high',
  payload: z.strictObject({
    technician: singleLine(60), // names of this length leave the subject under 120 characters
    customer: singleLine(60),
    vehicle: singleLine(60).optional(),
    repair_number: singleLine(20), // as printed on the job card
    link: WebUrl,
  }),
  example: {
    technician: 'Sam',
    customer: 'Northwind Logistics',
    vehicle: 'Volvo FH16, AB12 CDE',
    repair_number: 'R-1043',
    link: 'https://app.example.com/repairs/R-1043',
  },
  inbox: ({ technician, customer, vehicle, repair_number, link }) => ({
    title: `Repair ${repair_number} is yours`,
    body: `${technician}, you have been assigned a repair for ${customer}${vehicle === undefined ? '' : `: ${vehicle}`}.`,
    actionUrl: link,
  }),
  subject: ({ customer, repair_number }) => `Repair ${repair_number} for ${customer} is yours`,
  sms: ({ customer, vehicle, repair_number, link }) =>
    smsWithLink(`Repair ${repair_number} for ${customer} is yours${vehicle === undefined ? '' : `: ${vehicle}`}.`, link),
});
