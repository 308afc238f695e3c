import { defineWorkflow, singleLine, smsWithLink, WebUrl } from 'bellhop/workflow';
import * as z from 'zod';

/**
 * Tells a fleet repair shop's technician that the customer has agreed to a repair. A vehicle stands still until they know: who has
 * not read it after a quarter of an hour gets an SMS.
 */
export const repairApproved = defineWorkflow({
  key: 'repair-approved',
  category: 'repairs',
  priority: 'normal',
  channels: ['inbox', 'email', 'sms'],
  escalate: { sms: { afterMinutes: 15 } },
  payload: z.strictObject({
    technician: singleLine(60), // names of this length leave the title under 120 characters
    customer: singleLine(60),
    vehicle: singleLine(60).optional(),
    repair_number: singleLine(20), // as printed on the job card
    link: WebUrl,
  }),
  example: {
    technician: 'Sam',
    customer: 'Northwind Logistics',
    vehicle: 'Volvo FH16, AB12 CDE',
    repair_number: 'R-1042',
    link: 'https://app.example.com/repairs/R-1042',
  },
  inbox: ({ technician, customer, repair_number, link }) => ({
    title: `Repair ${repair_number} is approved`,
    body: `${technician}, ${customer} has approved the repair. You can start.`,
    actionUrl: link,
  }),
  subject: ({ customer, repair_number }) => `Repair ${repair_number} is approved by ${customer}`,
  sms: ({ customer, repair_number, link }) =>
    smsWithLink(`Repair ${repair_number} is approved by ${customer}. You can start.`, link),
  push: ({ customer, repair_number, link }) => ({
    title: `Repair ${repair_number} is approved`,
    body: `${customer} has approved it. You can start.`,
    url: link,
  }),
  translations: {
    de: {
      inbox: ({ technician, customer, repair_number, link }) => ({
        title: `Reparatur ${repair_number} ist genehmigt`,
        body: `${technician}, ${customer} hat die Reparatur genehmigt. Sie können beginnen.`,
        actionUrl: link,
      }),
      subject: ({ customer, repair_number }) => `Reparatur ${repair_number} ist von ${customer} genehmigt`,
      sms: ({ customer, repair_number, link }) =>
        smsWithLink(`Reparatur ${repair_number} ist von ${customer} genehmigt. Sie können beginnen.`, link),
      push: ({ customer, repair_number, link }) => ({
        title: `Reparatur ${repair_number} ist genehmigt`,
        body: `${customer} hat sie genehmigt. Sie können beginnen.`,
        url: link,
      }),
    },
  },
});
