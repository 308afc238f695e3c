import { ask } from '../api/call.js';
import { repeat } from '../api/repeat.js';

const pollMs = 1_000;
const changes = new EventTarget();
let state;

/** Calls `show` with `{queues, functions, faults, waiting}` as they stand, and every second from then on. */
export function onSystemState(show) {
  changes.addEventListener('read', () => show(state));
  if (state !== undefined) show(state);
}

/** Begins to look. */
export function startSystemState() {
  repeat(async () => {
    const answers = await Promise.all(['queues', 'functions', 'faults'].map((what) => ask('GET', `/local/${what}`)));
    const [queues, functions, faults] = answers.map(({ data }) => data);
    state = { queues, functions, faults };
    changes.dispatchEvent(new Event('read'));
  }, pollMs);
}
