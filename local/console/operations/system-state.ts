import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { repeat } from '../api/repeat.ts';
import { pollingMs, stage } from '../api/stage.ts';

const pollMs = 1_000;

/** The queues, the functions and the faults that are scripted. */
export type SystemState = {
  queues: Answers['GET /local/queues']['data'];
  functions: Answers['GET /local/functions']['data'];
  faults: Answers['GET /local/faults']['data'];
};

const shows: ((state: SystemState) => void)[] = [];
let state: SystemState | undefined;

/** Calls `show` with the state as it is, and every second from then on. */
export function onSystemState(show: (state: SystemState) => void): void {
  shows.push(show);
  if (state !== undefined) show(state);
}

/** Begins to read it. */
export function startSystemState(): void {
  repeat(async () => {
    const [queues, functions, faults] = await Promise.all([
      ask('GET /local/queues'),
      stage.is_local ? ask('GET /local/functions') : { data: [] },
      stage.is_local ? ask('GET /local/faults') : { data: [] },
    ]);
    state = { queues: queues.data, functions: functions.data, faults: faults.data };
    for (const show of shows) show(state);
  }, pollingMs(pollMs));
}
