import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { byId } from '../elements/element.ts';
import { whenIn } from '../elements/time.ts';
import { onSystemState } from '../operations/system-state.ts';
import { showWaiting } from './waiting.ts';
import type { WaitingNotification } from './waiting-store.ts';

let found: WaitingNotification[] = [];
let next: string | undefined;
let isCut = false;
let asked = 0;

const enough = 50;
const pagesAtOnce = 4; // of six hours each

/** Lists what waits in a deployed stage when its part is opened, a day or fifty notifications at a time: each look costs something there. */
export function startDue(): void {
  window.addEventListener('hashchange', readDue);
  byId('waiting-foot').hidden = false;
  byId('waiting-more').addEventListener('click', () => void more());
  byId('waiting-again').addEventListener('click', readDue);
  onSystemState(({ queues }) => {
    const { delayed = 0 } = queues.find(({ name }) => name === 'ingest') ?? {};
    byId('waiting-soon').textContent =
      delayed === 0 ? '' : `${delayed} more wait in the ingest queue, for a quarter of an hour at most; no list has those.`;
  });
  readDue();
}

/** Reads what is due from now on, if its part is in sight. */
export function readDue(): void {
  if (location.hash !== '#later') return;
  found = [];
  next = undefined;
  isCut = false;
  void more();
}

async function more(): Promise<void> {
  asked += 1;
  const own = asked;
  say('Reading…');
  try {
    let fresh = 0;
    for (let pages = 0; pages < pagesAtOnce && fresh < enough; pages += 1) {
      const page = await ask(`GET /local/due/${encodeURIComponent(next ?? 'now')}`);
      if (own !== asked) return;
      take(page);
      fresh += page.data.length;
    }
  } catch (error) {
    if (own === asked) say(messageOf(error));
  }
}

/** What waits for two times is shown once, where it was found last. */
function take(page: Answers[`GET /local/due/${string}`]): void {
  const seen = new Set(page.data.map(({ id }) => id));
  found = [...found.filter(({ id }) => !seen.has(id)), ...page.data];
  next = page.next;
  isCut ||= page.is_cut;
  showWaiting(found);
  const cut = isCut ? ' Of many digests, or of a large one, only some entries are listed.' : '';
  say(`Looked at what falls due until ${whenIn(page.through)}.${cut}`);
}

function say(text: string): void {
  byId('waiting-state').textContent = text;
}
