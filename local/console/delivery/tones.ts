import type { MessageStatus } from '../api/types.ts';

/** What colour says of a status: in progress, well, ended on purpose, or gone wrong. */
export type Tone = 'moving' | 'well' | 'still' | 'wrong';

/** The tone of each status, in the order in which a message may pass them. */
export const tones: Readonly<Record<MessageStatus, Tone>> = {
  scheduled: 'moving',
  digesting: 'moving',
  queued: 'moving',
  sending: 'moving',
  unknown: 'moving',
  sent: 'well',
  delivered: 'well',
  simulated: 'well',
  skipped: 'still',
  suppressed: 'still',
  canceled: 'still',
  expired: 'still',
  bounced: 'wrong',
  complained: 'wrong',
  failed: 'wrong',
};
