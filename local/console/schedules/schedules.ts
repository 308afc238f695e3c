import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { type Repetition, repeat } from '../api/repeat.ts';
import { pollingMs } from '../api/stage.ts';
import { nameAudience } from '../broadcasts/name-audience.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { nameSome } from '../elements/name-some.ts';
import { timeAgo, whenIn } from '../elements/time.ts';
import { shownName } from '../users/of-tenant.ts';
import { scheduleDetails } from './schedule-details.ts';

type Schedule = Answers['GET /v1/schedules?limit=100']['data'][number];

const pollMs = 5_000;
const live = { bearer: apiKeys.live };
let polling: Repetition | undefined;

/** Shows the schedules with their next times, and pauses, resumes or runs one when asked. They are read while they are in sight. */
export function startSchedules(): void {
  polling = repeat(async () => {
    if (byId('later').checkVisibility()) await show();
  }, pollingMs(pollMs));
  window.addEventListener('hashchange', () => polling?.now());
}

async function show(): Promise<void> {
  const { data } = await ask('GET /v1/schedules?limit=100', live);
  byId('schedules-empty').hidden = data.length > 0;
  showList(byId('schedules'), data, { key: ({ id, tenant }) => shownName(id, tenant), draw: scheduleRow });
}

function scheduleRow(schedule: Schedule): HTMLElement {
  const { id, tenant, workflow, recipients, topic, audience, cron, every, timezone, paused, paused_because } = schedule;
  const when = cron === undefined ? `every ${every}` : `${cron} · ${timezone}`;
  return element(
    'li',
    { class: 'waiting-row' },
    element('p', { class: 'waiting-when' }, ...nextText(schedule)),
    element(
      'div',
      { class: 'waiting-what' },
      element(
        'p',
        {},
        element('strong', {}, shownName(id, tenant)),
        ` ${workflow} to ${topic ?? (audience ? nameAudience(audience) : nameSome(recipients ?? []))}`,
      ),
      element(
        'p',
        { class: 'waiting-why' },
        element('code', { class: 'chip' }, when),
        paused &&
          element('span', { class: paused_because === undefined ? 'status moving' : 'status wrong' }, pausedText(paused_because)),
        schedule.test && element('span', { class: 'status moving' }, 'test key'),
      ),
      tenant === undefined && scheduleDetails(schedule),
    ),
    element(
      'p',
      { class: 'waiting-actions' },
      ...(tenant === undefined // a tenant's are changed with its key
        ? [action(id, 'Run now', () => run(id)), action(id, paused ? 'Resume' : 'Pause', () => pause(id, !paused))]
        : []),
    ),
  );
}

function pausedText(because: Schedule['paused_because']): string {
  return because === undefined ? 'paused' : 'paused: its last runs were refused';
}

/** Makes a button that is known again when its row is drawn anew, also when it says something else by then. */
function action(id: string, label: string, press: () => unknown): HTMLElement {
  const does = label === 'Run now' ? 'run' : 'pause';
  return element('button', { type: 'button', 'data-does': does, 'aria-label': `${label}: ${id}`, onclick: press }, label);
}

function nextText({ paused, next_runs: [next], timezone }: Schedule): (Node | string)[] {
  if (next === undefined) return [element('span', { class: 'hint' }, 'has ended')];
  if (paused) return [element('span', { class: 'hint' }, `if resumed: ${whenIn(next, timezone)}`)];
  return [element('strong', {}, whenIn(next, timezone)), element('span', { class: 'hint' }, timeAgo(next))];
}

async function run(id: string): Promise<void> {
  await change(`${id} is running.`, () => ask(`POST /v1/schedules/${id}/run`, live));
}

async function pause(id: string, paused: boolean): Promise<void> {
  await change(`${id} is ${paused ? 'paused' : 'resumed'}.`, () =>
    ask(`PATCH /v1/schedules/${id}`, { ...live, body: { paused } }),
  );
}

async function change(done: string, make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
    byId('schedules-state').textContent = done;
  } catch (error) {
    byId('schedules-state').textContent = messageOf(error);
  }
  polling?.now();
}
