import { Audience } from '../../../contract/broadcasts/audience.ts';
import { PublishRequest } from '../../../contract/publishing/publish.ts';
import { NewSchedule } from '../../../contract/schedules/schedules.ts';

type Schema = typeof Audience | typeof PublishRequest | typeof NewSchedule;

function faultsOf(schema: Schema, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `/${path.join('/')} ${message}`);
}

const deep = (levels: number): object => (levels === 1 ? { attribute: 'plan', exists: true } : { not: deep(levels - 1) });
const oneOfSeven = 'must have exactly one of equals, in, exists, greater_than, at_least, less_than, at_most';
const oneOfFive = 'must have exactly one of and, or, not, attribute and field';

test.each<[unknown, string[]]>([
  [{ all: true }, []],
  [{ where: deep(5) }, []],
  [{}, ['/ must have all, or where; not both']],
  [{ all: true, where: deep(1) }, ['/ must have all, or where; not both']],
  [{ all: false }, ['/all Invalid input: expected true']],
  [{ where: {} }, [`/where ${oneOfFive}`]],
  [{ where: { attribute: 'plan' } }, [`/where ${oneOfSeven}`]],
  [{ where: { attribute: 'plan', equals: 'pro', exists: true } }, [`/where ${oneOfSeven}`]],
  [{ where: { attribute: 'plan', field: 'name', exists: true } }, [`/where ${oneOfFive}`]],
  [{ where: { and: [deep(1), { or: [{ field: 'name' }] }] } }, [`/where/and/1/or/0 ${oneOfSeven}`]],
  [{ where: { not: deep(1), exists: true } }, ['/where compares nothing itself: its conditions do']],
  [{ where: deep(6) }, ['/where/not/not/not/not/not must not be deeper than 5 levels']],
  [{ where: { attribute: 'plan', equal: 'pro' } }, ['/where Unrecognized key: "equal"', `/where ${oneOfSeven}`]],
  [{ where: { attribute: '__proto__', exists: true } }, [expect.stringMatching(/^\/where\/attribute must be 1 to 64 letters/)]],
  [{ where: { attribute: 'plan', greater_than: true } }, ['/where/greater_than must be a number or a text']],
  [
    { where: { attribute: 'plan', in: Array.from({ length: 50 }, (_, n) => `${n}${'x'.repeat(100)}`) } },
    ['/where must have at most 4096 bytes as JSON'],
  ],
])('an audience %j is told what is wrong with it', (audience, faults) => {
  expect(faultsOf(Audience, audience)).toEqual(faults);
});

test.each([
  [20, '/where/not/not/not/not/not must not be deeper than 5 levels'],
  [400, '/where must not be deeper than 5 levels'],
  [1_000, '/where must have at most 4096 bytes as JSON'],
  [100_000, '/where must not be deeper than 5 levels'],
])('a condition of %i levels is refused, and nothing overflows', (levels, fault) => {
  let where: object = { attribute: 'plan', exists: true };
  for (let level = 1; level < levels; level += 1) where = { not: where };

  expect(faultsOf(Audience, { where })).toEqual([fault]);
});

test('a condition that is too large is refused for its size alone, whatever else is wrong with it', () => {
  const where = { and: Array.from({ length: 125_000 }, () => ({})) };

  expect(faultsOf(Audience, { where })).toEqual(['/where must have at most 4096 bytes as JSON']);
});

const said = { workflow: 'message', data: { title: 'Hello', body: 'First.' } };
const audience = { all: true };
const pace = { rate_per_minute: 10 };

test.each<[object, string[]]>([
  [{ ...said, audience }, []],
  [{ ...said, audience, ...pace }, []],
  [said, ['/recipients must be given, or a topic, or an audience']],
  [{ ...said, audience, topic: 'news' }, ['/audience must not be given together with recipients or a topic']],
  [{ ...said, audience, recipients: ['ada'] }, ['/audience must not be given together with recipients or a topic']],
  [{ ...said, recipients: ['ada'], topic: 'news' }, ['/topic must not be given together with recipients']],
  [{ ...said, recipients: ['ada'], ...pace }, ['/rate_per_minute goes with an audience only']],
  [
    { ...said, audience, callback: 'wh_01KAPJ4E3V8Q6WJ9X0T2M5N7RC' },
    [expect.stringMatching(/^\/callback is for publishes to recipients/)],
  ],
])('what is published says whom it goes to in one way: %j', (whom, faults) => {
  expect(faultsOf(PublishRequest, whom)).toEqual(faults);
  expect(faultsOf(NewSchedule, { ...whom, cron: '0 9 * * *' })).toEqual(faults);
});

test('what is held until a time is not paced', () => {
  const held = { ...said, audience, ...pace, send_at: '2030-03-15T12:00:00Z' };

  expect(faultsOf(PublishRequest, held)).toEqual([
    '/rate_per_minute must not be given together with send_at: what is held goes at its time',
  ]);
});
