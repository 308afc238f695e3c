import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { element } from '../elements/element.ts';
import { whenIn } from '../elements/time.ts';
import { linkToLog } from '../route.ts';

type Schedule = Answers['GET /v1/schedules?limit=100']['data'][number];
type Run = Answers[`GET /v1/schedules/${string}`]['history'][number];

/** Shows the next ten times of a schedule unless it is paused, and its last runs, which are read when somebody opens them. */
export function scheduleDetails({ id, paused, next_runs, timezone }: Schedule): HTMLElement {
  const runs = element('ol', { class: 'schedule-times', 'aria-label': `Last runs of ${id}` });
  const times = paused ? [] : next_runs; // the API says what they would be
  const details = element(
    'details',
    { class: 'schedule-details', ontoggle: () => void readRuns() },
    element('summary', { 'data-does': 'details' }, times.length > 0 ? 'Next times and last runs' : 'Last runs'),
    times.length > 0 && [
      element('p', { class: 'hint' }, 'Next times'),
      element(
        'ol',
        { class: 'schedule-times', 'aria-label': `Next times of ${id}` },
        ...times.map((at) => element('li', {}, element('time', { datetime: at }, whenIn(at, timezone)))),
      ),
      element('p', { class: 'hint' }, 'Last runs'),
    ],
    runs,
  );

  async function readRuns(): Promise<void> {
    if (!details.open) return;
    try {
      const { history } = await ask(`GET /v1/schedules/${id}`, { bearer: apiKeys.live });
      const shown = history.map((run) => element('li', {}, ...runText(run, timezone)));
      runs.replaceChildren(...(shown.length > 0 ? shown : [element('li', { class: 'hint' }, 'none yet')]));
    } catch (error) {
      runs.replaceChildren(element('li', {}, messageOf(error)));
    }
  }
  return details;
}

function runText(
  { time, by_hand, outcome, reason, detail, request, refused_recipients }: Run,
  timezone: string,
): (Node | string)[] {
  const tone = outcome === 'published' ? 'well' : 'wrong';
  return [
    element('time', { datetime: time }, whenIn(time, timezone)),
    element('span', { class: `status ${tone}` }, reason === undefined ? outcome : `${outcome}: ${reason}`),
    detail ?? '',
    by_hand ? 'by hand' : '',
    refused_recipients === undefined ? '' : `${refused_recipients} not known`,
    request === undefined ? '' : element('a', { class: 'chip', href: linkToLog({ request }) }, request),
  ];
}
