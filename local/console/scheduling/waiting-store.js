import { listStore } from '../api/list-store.js';

/** What is scheduled or waits for a digest, soonest first. */
export const waiting = listStore('/local/waiting', 2_500);
