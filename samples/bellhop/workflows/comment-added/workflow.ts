import { defineWorkflow, multiLine, singleLine, WebUrl, writeActors } from 'bellhop/workflow';
import * as z from 'zod';

export const commentAdded = defineWorkflow({
  key: 'comment-added',
  category: 'comments',
  priority: 'normal',
  channels: ['inbox', 'email'],
  batch: { by: 'document', windowMinutes: 60, opens: 'first' },
  payload: z.strictObject({ document: singleLine(60), comment: multiLine(500), link: WebUrl }),
  example: { document: 'Plan for May', comment: 'Looks good to me.', link: 'https://app.acme.example/documents/7' },
  inbox: ({ document, comment, link }, reader) => ({
    title: `${writeActors(reader, (count) => (count === 1 ? '1 other' : `${count} others`))} commented on ${document}`,
    body: comment,
    actionUrl: link,
  }),
  subject: ({ document }, reader) =>
    `${writeActors(reader, (count) => (count === 1 ? '1 other' : `${count} others`))} commented on ${document}`,
});
