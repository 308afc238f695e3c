import * as z from 'zod';
import type { ChatCopy } from '../../../../contract/channels/chat/copy.ts';
import { multiLine, singleLine } from '../../../../contract/text.ts';
import { WebUrl } from '../../../../contract/values.ts';
import { mapWritten, write } from '../../../workflows/rules/written.ts';
import type { ChannelBehaviour } from '../../rules/behaviour.ts';
import type { MagicOutcome } from '../../rules/magic-outcome.ts';

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
  actions: z.unknown().optional(), // of the inbox's words that stand in: a chat shows none
});

/** What the connections of these names play for a test key; the first of several decides. */
const plays: ReadonlyMap<string, MagicOutcome> = new Map([
  ['test-delivered', 'delivered'],
  ['test-soft-fail', 'temporary-failure'],
  ['test-fail', 'permanent-failure'],
]);

/** Chats: what a workflow writes for them, or else for the inbox. */
export const chat = {
  copy: {
    field: 'chat',
    isOptional: true,
    standIn: 'inbox',
    write: (_workflow, call) =>
      mapWritten(write({ channel: 'chat', field: 'chat' }, Chat, call), ({ actions: _, ...written }) => ({ chat: written })),
    show: ({ chat: written }) => written && show(written),
  },
  playAddress: (address) => plays.get((JSON.parse(address) as string[])[0] ?? ''),
} as const satisfies ChannelBehaviour;

function show({ title, body, fields, actionUrl, actionLabel }: ChatCopy) {
  return {
    title,
    body,
    ...(fields && { fields }),
    ...(actionUrl !== undefined && { action_url: actionUrl }),
    ...(actionLabel !== undefined && { action_label: actionLabel }),
  };
}
