import type { ChannelBehaviour } from '../../rules/behaviour.ts';
import { pushCopy } from './copy.ts';
import { playDevices } from './device-id.ts';

/** Push: a title and a text, where a click leads, and a picture. */
export const push = {
  copy: { field: 'push', isOptional: true, ...pushCopy },
  playAddress: playDevices,
} as const satisfies ChannelBehaviour;
