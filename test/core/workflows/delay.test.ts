import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import type { PlannedUser } from '../../../core/planning/rules/candidate.ts';
import { plan } from '../../../core/planning/rules/plan.ts';
import { notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { release } from '../../../core/scheduling/release.ts';
import { askSteps } from '../../../core/workflows/rules/ask-steps.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { world } from '../../world.ts';
import { aWorkflow } from './a-workflow.ts';

const noon = new Date('2030-03-15T12:00:00Z');
const data = { name: 'Ada' };
const ada = { email: 'ada@example.com', timezone: 'Europe/Zurich' };

function delayed(delay: Workflow['delay'], { since = noon, user = ada, isResent = false } = {}) {
  const { answers, faults } = askSteps({ delay }, data, { user: { id: 'ada', ...user }, since, isResent });
  return faults.length > 0 ? faults : answers.delayedUntil?.toISOString();
}

test.each<[string, Workflow['delay'], string | undefined]>([
  ['minutes', { minutes: 90 }, '2030-03-15T13:30:00.000Z'],
  ['a time of day that is still to come there', { until: '18:30' }, '2030-03-15T17:30:00.000Z'],
  ['a time of day that has passed there', { until: '12:30' }, '2030-03-16T11:30:00.000Z'],
  ['the time of day that it is', { until: '13:00' }, '2030-03-15T12:00:00.000Z'],
  ['a Date that is given', { until: () => new Date('2030-03-20T08:00:00Z') }, '2030-03-20T08:00:00.000Z'],
  ['an instant that is given', { until: ({ user }) => `2030-03-20T0${user.id.length}:00:00+01:00` }, '2030-03-20T02:00:00.000Z'],
  ['nothing that is given', { until: () => undefined }, undefined],
])('waits for %s', (_name, delay, until) => {
  expect(delayed(delay)).toBe(until);
});

test('what is no instant, or one of another year, is a fault, and says nothing of the data', () => {
  const far = new Date('2031-03-17T12:00:00Z');
  const throws = () => {
    throw new Error('Ada');
  };

  expect(delayed({ until: () => 'tomorrow' })).toMatchObject([
    { field: 'delay.until', detail: expect.stringMatching(/^must answer/) },
  ]);
  for (const given of ['2030-03-20T08:00:00', '2030-03-20', '7'])
    expect(delayed({ until: () => given })).toMatchObject([
      { detail: expect.stringMatching(/^must answer a Date, or an instant/) },
    ]);
  expect(delayed({ until: () => far })).toMatchObject([{ detail: 'must answer an instant at most 366 days ahead' }]);
  expect(delayed({ until: throws })).toEqual([{ field: 'delay.until', detail: 'threw an error on this data' }]);
});

test('what is sent again does not wait once more', () => {
  expect(delayed({ minutes: 90 }, { isResent: true })).toBeUndefined();
});

describe('a plan', () => {
  const workflow = aWorkflow({ delay: { minutes: 90 } }) as Workflow;
  const steps = { unmet: [], delayedUntil: new Date('2030-03-15T13:30:00Z') };
  const planned = (at: Date, user: PlannedUser, expiresAt?: Date) =>
    plan({ workflow, user, overrides: { channels: ['inbox', 'email'], ...(expiresAt && { expiresAt }) }, steps }, at);

  test('holds every channel until then, whatever the user has chosen, and decides then', () => {
    const optedOut = { ...ada, preferences: { general: { email: 'opted_out' as const } } };

    expect(planned(noon, optedOut).map(({ held_for, until }) => [held_for, until])).toEqual([
      ['delay', '2030-03-15T13:30:00.000Z'],
      ['delay', '2030-03-15T13:30:00.000Z'],
    ]);
    expect(planned(noon, ada)[0]?.because).toBe('the publish named this channel, and the workflow waits 90 minutes');
    expect(planned(steps.delayedUntil, optedOut).map(({ decision }) => decision)).toEqual(['send', 'skip']);
  });

  test('ends what expires before', () => {
    expect(planned(noon, ada, new Date('2030-03-15T13:30:00Z'))).toMatchObject([{ reason: 'expired' }, { reason: 'expired' }]);
  });
});

test('what waited is in the inbox as what has just arrived', async () => {
  const here = world();
  await here.users.upsert('ada', ada, here.now());
  const workflows = new Map([['greeting', aWorkflow({ delay: { minutes: 10 } }) as Workflow]]);
  const deps = { ...here, workflows, smsCountries: [], retentionDays: 90 };
  const run: NotifyMessage = {
    ...{ type: 'notify', version: 1, requestId: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D', workflow: 'greeting', test: false },
    ...{ requestedAt: noon.toISOString(), channels: ['inbox'], data, userId: 'ada' },
  };
  here.at(noon.toISOString());
  await dispatch(run, deps);
  const page = async () =>
    here.feed.page({ userId: 'ada', state: await here.feed.state('ada'), status: 'all', archived: false, limit: 9 });
  expect((await page()).items).toEqual([]);
  expect(here.ingest.delays.at(-1)).toBe(600);

  const dueAt = '2030-03-15T12:10:00.000Z';
  here.at(dueAt);
  const notificationId = notificationIdFor(noon, run.requestId, 'ada');
  await release({ type: 'release', version: 1, notificationId, dueAt }, deps);

  expect((await page()).items).toMatchObject([{ createdAt: new Date(dueAt) }]);
});
