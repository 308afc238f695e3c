import { defineWorkflow, singleLine } from 'bellhop/workflow';
import * as z from 'zod';

export const rentDue = defineWorkflow({
  key: 'rent-due',
  category: 'rent',
  priority: 'normal',
  payload: z.strictObject({ day: singleLine(20) }),
  example: { day: 'the 3rd' },
  inbox: ({ day }) => ({ title: 'Rent is due', body: `Please pay it by ${day}.` }),
  subject: () => 'Rent is due',
  sms: ({ day }) => `Rent is due: please pay it by ${day}.`,
});
