import type { ChannelBehaviour } from '../../rules/behaviour.ts';
import type { MagicOutcome } from '../../rules/magic-outcome.ts';
import { chatCopy } from './copy.ts';

/** What the connections of these names play for a test key; the first of several decides. */
const plays: ReadonlyMap<string, MagicOutcome> = new Map([
  ['test-delivered', 'delivered'],
  ['test-soft-fail', 'temporary-failure'],
  ['test-fail', 'permanent-failure'],
]);

/** Chats: what a workflow writes for them, or else for the inbox. */
export const chat = {
  copy: { field: 'chat', isOptional: true, standIn: 'inbox', ...chatCopy },
  playAddress: (address) => plays.get((JSON.parse(address) as string[])[0] ?? ''),
} as const satisfies ChannelBehaviour;
