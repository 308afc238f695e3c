import { defineWorkflow, Instant, singleLine, smsWithLink, WebUrl, writeInstant } from 'bellhop/workflow';
import * as z from 'zod';

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
    due_at: Instant.optional(),
    link: WebUrl,
  }),
  example: {
    technician: 'Sam',
    customer: 'Northwind Logistics',
    vehicle: 'Volvo FH16, AB12 CDE',
    repair_number: 'R-1043',
    due_at: '2030-03-15T16:00:00Z',
    link: 'https://app.example.com/repairs/R-1043',
  },
  inbox: ({ technician, customer, vehicle, repair_number, due_at, link }, reader) => ({
    title: `Repair ${repair_number} is yours`,
    body: `${technician}, you have been assigned a repair for ${customer}${vehicle === undefined ? '' : `: ${vehicle}`}.${
      due_at === undefined ? '' : ` It is due on ${writeInstant(due_at, reader)}.`
    }`,
    actionUrl: link,
  }),
  subject: ({ customer, repair_number }) => `Repair ${repair_number} for ${customer} is yours`,
  sms: ({ customer, vehicle, repair_number, link }) =>
    smsWithLink(`Repair ${repair_number} for ${customer} is yours${vehicle === undefined ? '' : `: ${vehicle}`}.`, link),
  translations: {
    de: {
      inbox: ({ technician, customer, vehicle, repair_number, due_at, link }, reader) => ({
        title: `Reparatur ${repair_number} ist Ihre`,
        body: `${technician}, Ihnen wurde eine Reparatur für ${customer} zugeteilt${vehicle === undefined ? '' : `: ${vehicle}`}.${
          due_at === undefined ? '' : ` Sie ist fällig am ${writeInstant(due_at, reader)}.`
        }`,
        actionUrl: link,
      }),
      subject: ({ customer, repair_number }) => `Reparatur ${repair_number} für ${customer} ist Ihre`,
      sms: ({ customer, vehicle, repair_number, link }) =>
        smsWithLink(`Reparatur ${repair_number} für ${customer} ist Ihre${vehicle === undefined ? '' : `: ${vehicle}`}.`, link),
    },
  },
});
