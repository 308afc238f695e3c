import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import { RetryableError } from '../../../core/errors.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { parseThrottleWindow, throttleWindowOf } from '../../../core/planning/rules/throttle.ts';
import { notificationIdFor, requestIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import { exportUser } from '../../../core/users/export-user.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { describeEachStore, type StoreWorld } from '../../adapters/each-store.ts';
import { aMoment, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const hourly = aWorkflow({ throttle: { most: 3, minutes: 60, key: ({ data }) => data.name } }) as unknown as Workflow;
const names = (count: number) => Array.from({ length: count }, (_, index) => `r${index}`);

function aRun(name: string, changes: Partial<NotifyMessage> = {}): NotifyMessage {
  return {
    ...{ type: 'notify', version: 1, workflow: 'greeting', channels: ['inbox', 'email'], test: false, userId: 'ada' },
    ...{ requestId: requestIdFor(aMoment, 'test', name), requestedAt: aMoment.toISOString(), data: { name: 'Ada' } },
    ...changes,
  };
}

describe('the window of a throttle', () => {
  const window = (steps: object, overrides: object = {}, test = false) =>
    throttleWindowOf({ workflow: hourly, steps: { unmet: [], ...steps }, overrides, test }, aMoment);
  const since = (steps: object, overrides: object = {}) => parseThrottleWindow(window(steps, overrides)?.window ?? '')?.since;

  test('is the one in which the notification would go', () => {
    expect(since({ throttleKey: 'a' })).toBe('2030-03-15T12:00:00.000Z');
    expect(since({ throttleKey: 'a' }, { sendAt: new Date('2030-03-16T07:59:59Z') })).toBe('2030-03-16T07:00:00.000Z');
    expect(since({ throttleKey: 'a', delayedUntil: new Date('2030-03-15T14:00:00Z') })).toBe('2030-03-15T14:00:00.000Z');
  });

  test('is another for another key, says no key, and is kept to its end', () => {
    const [one, other] = [window({ throttleKey: 'ada@example.com' }), window({ throttleKey: 'b' })];

    expect(one?.window).not.toBe(other?.window);
    expect(one?.window).not.toContain('ada');
    expect(one).toMatchObject({ most: 3, keptUntil: new Date('2030-03-15T13:00:00Z') });
  });

  test('is none for a test, and none for what is sent again', () => {
    expect([window({ throttleKey: 'a' }, {}, true), window({})]).toEqual([undefined, undefined]);
  });
});

async function aWorld(store: StoreWorld) {
  const here = { ...world(), ...store };
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  const workflows = new Map<string, Workflow>([
    ['greeting', hourly],
    ['plain', aWorkflow({ key: 'plain' }) as unknown as Workflow],
  ]);
  const deps = { ...here, workflows, smsCountries: ['GB'], retentionDays: 30 };
  return {
    here,
    dispatch: (run: NotifyMessage) => untilDone(() => dispatch(run, deps)),
    async stateOf(run: NotifyMessage) {
      const found = await here.ledger.read(notificationIdFor(visibleAt(run), run.requestId, run.userId));
      const states = found?.messages.map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`));
      return { states, because: found?.notification.explanation[0]?.because };
    },
  };
}

/** As a queue would: does it again when it was told to. */
async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
    }
  }
}

describeEachStore('a workflow with a throttle', (open) => {
  test('lets three of twenty go that come at once, and says of the others why not', async () => {
    const { here, dispatch, stateOf } = await aWorld(await open());
    const runs = names(20).map((name) => aRun(name));

    await Promise.all(runs.map(dispatch));
    await Promise.all(runs.map(dispatch)); // a queue may give them again

    const states = await Promise.all(runs.map(stateOf));
    const skipped = states.filter((each) => each.states?.includes('skipped: throttled'));
    expect(skipped).toHaveLength(17);
    expect(new Set(here.email.sent.map(({ notificationId }) => notificationId)).size).toBe(3);
    expect(skipped[0]).toEqual({
      states: ['skipped: throttled', 'skipped: throttled'],
      because:
        'the publish named this channel, but the user has had 3 of this workflow and key in this window of 60 minutes already',
    });
  });

  test('counts each key, window and workflow by itself, and is in the export of the user', async () => {
    const { here, dispatch, stateOf } = await aWorld(await open());
    for (const name of names(4)) await dispatch(aRun(name));
    const others = [
      aRun('key', { data: { name: 'Grace' } }),
      aRun('later', { sendAt: '2030-03-15T13:00:00.000Z' }),
      aRun('workflow', { workflow: 'plain' }),
    ];

    for (const run of others) await dispatch(run);

    expect((await stateOf(aRun('r3'))).states).toEqual(['skipped: throttled', 'skipped: throttled']);
    for (const run of others) expect((await stateOf(run)).states).not.toContain('skipped: throttled');
    const exported = await exportUser({ id: 'ada' }, here);
    expect(exported.attention).toEqual([]);
    expect(exported.throttles).toHaveLength(3);
    expect(exported.throttles).toContainEqual({ workflow: 'greeting', since: '2030-03-15T12:00:00.000Z', taken: 3 });
  });
});
