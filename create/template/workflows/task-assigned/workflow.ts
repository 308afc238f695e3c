import { defineWorkflow, Instant, singleLine, smsWithLink, WebUrl, writeInstant } from 'bellhop/workflow';
import * as z from 'zod';

/** Tells somebody that a task is theirs now. */
export const taskAssigned = defineWorkflow({
  key: 'task-assigned', // what a publish names
  category: 'tasks', // what users choose channels and digests for
  priority: 'normal', // inbox and e-mail; low: inbox alone, high: SMS too, urgent: that, and quiet hours do not hold it
  payload: z.strictObject({
    task: singleLine(80),
    assigned_by: singleLine(60),
    due_at: Instant.optional(),
    link: WebUrl,
  }),
  example: {
    task: 'Check the brakes',
    assigned_by: 'Grace',
    due_at: '2030-03-15T16:00:00Z',
    link: 'https://app.example.com/tasks/42',
  },
  inbox: ({ task, assigned_by, due_at, link }, reader) => ({
    title: `${task} is yours`,
    body: due_at === undefined ? `From ${assigned_by}.` : `From ${assigned_by}, due on ${writeInstant(due_at, reader)}.`,
    actionUrl: link,
  }),
  subject: ({ task, assigned_by }) => `${assigned_by} gave you a task: ${task}`,
  sms: ({ task, assigned_by, link }) => smsWithLink(`${assigned_by} gave you a task: ${task}`, link),
  translations: {
    de: {
      inbox: ({ task, assigned_by, due_at, link }, reader) => ({
        title: `${task} ist Ihre Aufgabe`,
        body: due_at === undefined ? `Von ${assigned_by}.` : `Von ${assigned_by}, fällig am ${writeInstant(due_at, reader)}.`,
        actionUrl: link,
      }),
      subject: ({ task, assigned_by }) => `${assigned_by} hat Ihnen eine Aufgabe gegeben: ${task}`,
      sms: ({ task, assigned_by, link }) => smsWithLink(`${assigned_by} hat Ihnen eine Aufgabe gegeben: ${task}`, link),
    },
  },
});
