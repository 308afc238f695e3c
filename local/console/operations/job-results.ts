import { ask } from '../api/call.ts';
import type { OutboxEntry } from '../api/types.ts';
import { channelIcon } from '../delivery/channels.ts';
import { byId, element } from '../elements/element.ts';
import { chooseSent } from '../outbox/outbox.ts';
import { linkToSent } from '../route.ts';

const longestWaitMs = 60_000; // through the queue, rendered and sent, on a busy machine too
const pollMs = 250;
/** What was in the outbox before the run whose results are shown. */
let shownRun: Set<string> | undefined;

/** The ids of what has been sent so far. */
export async function idsInOutbox(): Promise<Set<string>> {
  const { data } = await ask('GET /local/outbox');
  return new Set(data.map(({ id }) => id));
}

/**
 * Lists what a job has set going, as it is sent, and opens the first of it in the outbox. What was handled may send nothing: a digest
 * of which everything has been read. Ends when it has seen as much as was handled, or the next run is shown.
 */
export async function showJobResults(before: Set<string>, handled: number): Promise<void> {
  shownRun = before;
  const giveUpAt = Date.now() + longestWaitMs;
  for (let shown = 0; shown < handled && Date.now() < giveUpAt; await pause()) {
    const { data } = await ask('GET /local/outbox');
    if (shownRun !== before) return;
    const fresh = data.filter(({ id }) => !before.has(id));
    const [newest] = fresh;
    if (newest === undefined || fresh.length === shown) continue;
    byId('job-results').replaceChildren(...fresh.map(row));
    if (shown === 0) chooseSent(newest.id);
    shown = fresh.length;
  }
}

function row(entry: OutboxEntry): HTMLElement {
  return element(
    'li',
    {},
    element('a', { href: linkToSent(entry.id) }, channelIcon(entry.channel), entry.subject ?? entry.text),
    element('span', { class: 'hint' }, ` to ${entry.to}`),
  );
}

function pause(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, pollMs);
  });
}
