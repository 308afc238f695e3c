import { foresee } from '../../../core/dry-run/rules/foresee.ts';
import type { PlannedUser } from '../../../core/planning/rules/candidate.ts';
import { type NewPlan, planForUser } from '../../../core/planning/rules/plan-for-user.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { everyZone } from '../../core/time/zones.ts';
import { type Figure, figure } from '../measure/figure.ts';

const plans = 10_000;
const zonesOfOneRegion = 40; // what one function meets in a while; formatters of more than 200 are not kept
const start = Date.UTC(2030, 0, 1);

const contact = { email: 'ada@example.com', phone: '+447400123456' };
const quietHours = { start: '22:00', end: '07:00', days: { friday: { start: '23:30', end: '09:00' }, sunday: 'none' as const } };

/** What dispatch does with nothing but values: one notification on three channels, at an instant of its own and in one zone after another. */
export async function* planning(): AsyncGenerator<Figure> {
  yield* time('a user without choices', { zones: 1, user: contact });
  yield* time('a user with quiet hours, in one zone', { zones: 1, user: { ...contact, quietHours } });
  yield* time(`the same in ${zonesOfOneRegion} zones`, { zones: zonesOfOneRegion, user: { ...contact, quietHours } });
  yield* time('a dry run to its end, for the same', {
    zones: zonesOfOneRegion,
    user: { ...contact, quietHours },
    toTheEnd: true,
  });
}

const terms = { smsCountries: ['GB'] };

type Case = { zones: number; user: PlannedUser; toTheEnd?: boolean };

function* time(name: string, { zones, user, toTheEnd = false }: Case): Generator<Figure> {
  const workflow = workflowByKey.get('repair-assigned');
  if (workflow === undefined) throw new Error('there is no such workflow any more');
  const run = (number: number) => {
    const timezone = everyZone[(number % zones) * 7] ?? 'UTC';
    const fresh: NewPlan = { workflow, user: { ...user, timezone }, overrides: {}, test: false };
    const at = new Date(start + number * 607_000); // over the year, and every time of day
    return toTheEnd ? foresee(fresh, { terms }, at).channels : planForUser(fresh, terms, at);
  };
  for (let number = 0; number < plans / 10; number += 1) run(number);

  const before = process.cpuUsage();
  let channels = 0;
  for (let number = 0; number < plans; number += 1) channels += run(number).length;
  const { user: own, system } = process.cpuUsage(before);
  if (channels !== 3 * plans) throw new Error(`${channels} channels were planned and not ${3 * plans}`);
  yield figure({ case: name, measure: 'CPU', value: (own + system) / plans, unit: 'µs/plan' });
}
