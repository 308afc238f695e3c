import { defineWorkflow, multiLine, singleLine, smsWithLink, WebUrl } from 'bellhop/workflow';
import * as z from 'zod';

/** Anything you like to say: the one-line start, before there is a workflow made for it. */
export const message = defineWorkflow({
  key: 'message',
  category: 'general',
  priority: 'normal',
  payload: z.strictObject({
    title: singleLine(120), // fits an SMS of two segments in any script, and a subject line
    body: multiLine(2000).or(z.literal('')), // what an inbox item holds; a title may say it all
    url: WebUrl.optional(),
  }),
  example: {
    title: 'Welcome aboard',
    body: 'Your account is ready.\n\nHave a look around, and tell us what is missing.',
    url: 'https://app.example.com/welcome',
  },
  inbox: ({ title, body, url }) => ({ title, body, actionUrl: url }),
  subject: ({ title }) => title,
  sms: ({ title, body, url }) => smsWithLink(body === '' ? title : `${title}: ${body}`, url),
});
