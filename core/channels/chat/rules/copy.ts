import * as z from 'zod';
import type { ChatCopy } from '../../../../contract/channels/chat/copy.ts';
import { multiLine, singleLine } from '../../../../contract/text.ts';
import { WebUrl } from '../../../../contract/values.ts';
import { mapWritten, write } from '../../../workflows/rules/written.ts';
import type { ChannelCopy } from '../../rules/behaviour.ts';

/** With these limits all of it fits into an embed of Discord, which takes 6,000 characters. What fits no heading is shortened there. */
const Chat = z.strictObject({
  title: singleLine(200),
  body: multiLine(2000).or(z.literal('')),
  fields: z
    .array(z.strictObject({ name: singleLine(60), value: multiLine(300) }))
    .max(10) // a section of Slack has no more
    .optional(),
  actionUrl: WebUrl.optional(),
  actionLabel: singleLine(40).optional(),
  // of the inbox's words that stand in: a chat shows neither
  actions: z.unknown().optional(),
  image: z.unknown().optional(),
});

/** How it is written and shown. A stage without chats has nothing of this in its functions: docs/decisions/0321. */
export const chatCopy = {
  write: (_workflow, call) =>
    mapWritten(write({ channel: 'chat', field: 'chat' }, Chat, call), ({ actions: _, image: _picture, ...written }) => ({
      chat: written,
    })),
  show: ({ chat: written }) => written && show(written),
} as const satisfies Partial<ChannelCopy>;

function show({ title, body, fields, actionUrl, actionLabel }: ChatCopy) {
  return {
    title,
    body,
    ...(fields && { fields }),
    ...(actionUrl !== undefined && { action_url: actionUrl }),
    ...(actionLabel !== undefined && { action_label: actionLabel }),
  };
}
