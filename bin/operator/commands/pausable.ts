import { queueKeys } from '../../../contract/channels/channels.ts';

/** The queues that can be paused: every channel's, as each of their workers looks for it. */
export const pausable = queueKeys();
