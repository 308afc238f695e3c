import { ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { repeat } from '../api/repeat.ts';
import { pollingMs } from '../api/stage.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { timeAgo } from '../elements/time.ts';

type Alarm = Answers['GET /local/alarms']['data'][number];

const words: Readonly<Record<Alarm['state'], string>> = { alarm: 'up', unknown: 'no data', ok: 'quiet' };
const tones: Readonly<Record<Alarm['state'], string>> = { alarm: 'wrong', unknown: 'moving', ok: 'well' };

/** Lists the alarms while their part is looked at: those that are up first, with what they mean and where it says what to do. */
export function startAlarms(): void {
  const reading = repeat(async () => {
    if (location.hash === '#system') await show().catch((error) => say(messageOf(error)));
    return undefined;
  }, pollingMs(10_000));
  window.addEventListener('hashchange', () => reading.now());
}

async function show(): Promise<void> {
  const { data, why_none } = await ask('GET /local/alarms');
  showList(byId('alarms'), data, { key: ({ name }) => name, draw });
  say(why_none ?? (data.length === 0 ? 'No alarm tells the topic of this stage.' : ''));
}

function draw({ name, title, state, since, sentence, article }: Alarm): HTMLElement {
  return element(
    'li',
    { class: 'suppression' },
    element('p', { class: 'log-what', title: name }, title),
    element('span', { class: `status ${tones[state]}` }, words[state]),
    since === undefined ? element('span', {}) : timeAgo(since),
    state === 'alarm' && sentence !== undefined && element('p', { class: 'hint' }, sentence),
    state === 'alarm' && article !== undefined && element('p', { class: 'hint' }, 'What to do: ', element('code', {}, article)),
    state !== 'alarm' && sentence !== undefined && element('p', { class: 'hint' }, `If it goes off: ${lowerFirst(sentence)}`),
  );
}

function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z ]/.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;
}

function say(text: string): void {
  byId('alarms-state').textContent = text;
}
