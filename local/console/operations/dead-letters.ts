import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { byId, element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';

type DeadLetter = Answers[`GET /local/dead-letters/${string}`]['data'][number];

let shown: string | undefined;
/** Those that are in sight: nothing else is given back. */
let ids: string[] = [];

/** Brings the list of dead-letter messages to life. */
export function startDeadLetters(): void {
  byId('redrive').addEventListener('click', () => void redrive());
  byId('close-dead-letters').addEventListener('click', () => {
    shown = undefined;
    byId('dead-letter-list').hidden = true;
  });
}

/** Shows the dead-letter messages of a queue: how old, why, and what they say, without addresses. */
export async function showDeadLetters(queue: string): Promise<void> {
  shown = queue;
  byId('dead-letter-list').hidden = false;
  byId('dead-letter-title').textContent = `Dead-letter messages of ${queue}`;
  byId('dead-letter-rows').replaceChildren();
  say('Reading…');
  try {
    const { data, is_redrivable } = await ask(`GET /local/dead-letters/${queue}`);
    if (shown !== queue) return;
    ids = is_redrivable ? data.map(({ id }) => id) : [];
    byId('redrive').hidden = ids.length === 0;
    byId('redrive').textContent = ids.length === 1 ? 'Give this one back' : `Give these ${ids.length} back`;
    byId('dead-letter-rows').replaceChildren(...data.map(row));
    say(data.length === 0 ? 'There are none.' : foretold(data));
  } catch (error) {
    say(messageOf(error));
  }
  byId('dead-letter-list').scrollIntoView({ block: 'nearest' });
}

/** How many would be sent, and how many change nothing: what giving them back comes to. */
function foretold(data: readonly DeadLetter[]): string {
  const counts = Map.groupBy(data, ({ would }) => would ?? '');
  const parts = [...counts].flatMap(([would, all]) => (would === '' ? [] : [`${all.length} would ${would}`]));
  return parts.length === 0 ? '' : `Given back, ${new Intl.ListFormat('en-GB').format(parts)}. Nothing is given back yet.`;
}

function row({
  sent_at,
  reason = 'No reason: its queue gave it up after too many attempts.',
  body,
  would,
  because,
}: DeadLetter): HTMLElement {
  return element(
    'li',
    {},
    element('p', {}, element('strong', {}, reason), ' ', timeAgo(sent_at)),
    would !== undefined && element('p', { class: 'hint' }, `Given back, it would ${would}: ${because}.`),
    element('pre', { tabindex: '0' }, element('code', {}, pretty(body))),
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 1);
  } catch {
    return body;
  }
}

async function redrive(): Promise<void> {
  const queue = shown;
  if (queue === undefined) return;
  try {
    const { moved, kept, why_kept } = await ask(`POST /local/dead-letters/${queue}/redrive`, { body: { ids } });
    await showDeadLetters(queue);
    say(`${moved} given back${kept > 0 ? `; ${kept} ${why_kept}` : ''}.`);
  } catch (error) {
    say(messageOf(error));
  }
}

function say(text: string): void {
  byId('dead-letter-state').textContent = text;
}
