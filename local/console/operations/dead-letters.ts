import { ask } from '../api/call.ts';
import { messageOf } from '../api/message-of.ts';
import { byId, element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';

let shown: string | undefined;

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
    byId('redrive').hidden = !is_redrivable || data.length === 0;
    byId('dead-letter-rows').replaceChildren(...data.map(row));
    say(data.length === 0 ? 'There are none.' : '');
  } catch (error) {
    say(messageOf(error));
  }
  byId('dead-letter-list').scrollIntoView({ block: 'nearest' });
}

function row({
  sent_at,
  reason = 'No reason: its queue gave it up after too many attempts.',
  body,
}: {
  sent_at: string;
  reason?: string | undefined;
  body: string;
}): HTMLElement {
  return element(
    'li',
    {},
    element('p', {}, element('strong', {}, reason), ' ', timeAgo(sent_at)),
    element('pre', {}, element('code', {}, pretty(body))),
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
    const { moved, kept } = await ask(`POST /local/dead-letters/${queue}/redrive`);
    await showDeadLetters(queue);
    say(`${moved} redriven${kept > 0 ? `; ${kept} cannot be read by this version, and stay` : ''}.`);
  } catch (error) {
    say(messageOf(error));
  }
}

function say(text: string): void {
  byId('dead-letter-state').textContent = text;
}
