import * as z from 'zod';
import { defineWorkflow, singleLine, WebUrl, writeActors } from '../../../../../../exports/workflow.ts';

const others = (count: number) => (count === 1 ? '1 other' : `${count} others`);

/** Gathers who commented on a post, three at most. */
export const comment = defineWorkflow({
  key: 'comment',
  category: 'comments',
  priority: 'normal',
  channels: ['inbox', 'email'],
  batch: { by: 'post', windowMinutes: 10, maxItems: 3, opens: 'quiet' },
  payload: z.strictObject({ post: singleLine(60), text: singleLine(100), link: WebUrl }),
  example: { post: 'Brakes', text: 'Well said.', link: 'https://app.example.com/posts/1' },
  inbox: ({ post, text, link }, reader) => ({
    title: `${writeActors(reader, others)} commented on ${post}`,
    body: reader.batch?.items.map((item) => item.text).join(' | ') ?? text,
    actionUrl: link,
  }),
  subject: ({ post }, reader) => `${writeActors(reader, others)} commented on ${post}`,
});
