import * as z from 'zod';
import { defineWorkflow, multiLine, singleLine } from '../../../../../../../exports/workflow.ts';

/** Invites to a visit, changes it or cancels it, by e-mail alone. */
export const visit = defineWorkflow({
  key: 'visit',
  category: 'visits',
  priority: 'normal',
  channels: ['email'],
  payload: z.strictObject({
    uid: z.string(),
    sequence: z.int(),
    method: z.enum(['request', 'cancel']),
    start: z.string(),
    end: z.string(),
    summary: singleLine(200),
    description: multiLine(2000),
    location: singleLine(200),
  }),
  example: {
    uid: 'visit-7@example.com',
    sequence: 0,
    method: 'request',
    start: '2030-03-20T09:00:00+01:00',
    end: '2030-03-20T10:00:00+01:00',
    summary: 'Visit 7',
    description: 'Bring the keys.',
    location: 'Dock 3',
  },
  inbox: ({ summary, description }) => ({ title: summary, body: description }),
  subject: ({ summary }) => summary,
  email: (invitation) => ({ invitation: { ...invitation, organizer: { name: 'Müller & Söhne', email: 'visits@example.com' } } }),
});
