import * as z from 'zod';
import { defineWorkflow, WebUrl } from '../../../../../../exports/workflow.ts';

/** Is told of opens and clicks. */
export const offer = defineWorkflow({
  key: 'offer',
  category: 'offers',
  priority: 'normal',
  trackEmail: ['opens', 'clicks'],
  payload: z.strictObject({ link: WebUrl, file: z.base64().optional(), key: z.string().optional() }),
  example: { link: 'https://app.example.com/offers' },
  inbox: ({ link }) => ({ title: 'An offer', body: 'Only today.', actionUrl: link }),
  subject: () => 'An offer',
  sms: ({ link }) => `An offer: ${link}`,
  email({ file, key }) {
    if (key !== undefined) return { attachments: [{ filename: 'Angebot.pdf', s3: { key } }] };
    if (file === undefined) return {};
    return { cc: ['bounce+copy@simulator.amazonses.com'], attachments: [{ filename: 'Angebot für März.pdf', content: file }] };
  },
});
