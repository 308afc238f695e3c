import { join } from 'node:path';
import { memoryTimers } from '../../../adapters/memory/schedules/timers.ts';
import { schedulerTimers } from '../../../adapters/scheduler/timers.ts';
import type { Timers } from '../../../core/schedules/ports/timers.ts';
import type { Timer } from '../../../core/schedules/rules/timer-of.ts';
import { eventBus } from '../../../local/emulators/providers/event-bus.ts';
import { noFaults } from '../../../local/emulators/providers/faults.ts';
import { openOutbox } from '../../../local/emulators/providers/outbox.ts';
import { AwsError } from '../../../local/emulators/providers/protocol.ts';
import { s3 } from '../../../local/emulators/providers/s3.ts';
import { playScheduler, type Scheduler } from '../../../local/emulators/providers/scheduler/scheduler.ts';
import { startProviders } from '../../../local/emulators/providers/server.ts';
import { ssm } from '../../../local/emulators/providers/ssm.ts';
import { claimPorts } from '../../../local/ports.ts';
import type { Stoppable } from '../../../local/stopping.ts';
import { pointAtLocalAws } from '../../dynamodb-emulator.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';
import { quietDoubles } from '../../local/quiet-doubles.ts';
import { aMoment } from '../../world.ts';
import { recognizeNodeErrors } from '../node-errors.ts';

const now = () => aMoment;
const aTimer = (changes: Partial<Timer> = {}): Timer => ({
  scheduleId: 'morning',
  expression: 'cron(0 9 * * ? *)',
  timezone: 'Europe/London',
  isOn: true,
  revision: 'r1',
  retrySeconds: 3_600,
  ...changes,
});
const places = {
  SCHEDULE_GROUP_NAME: 'group',
  SCHEDULE_ROLE_ARN: 'arn:aws:iam::000000000000:role/timers',
  SCHEDULE_TARGET_ARN: 'arn:aws:sqs:us-east-1:000000000000:ingest',
  SCHEDULE_DEAD_LETTERS_ARN: 'arn:aws:sqs:us-east-1:000000000000:dead-letters',
};

/** Holds a kind of timers to what flows need of it; `open` gives them empty. */
function describeTimers(kind: string, open: () => Timers): void {
  describe(`timers ${kind}`, () => {
    let timers: Timers;
    beforeEach(() => {
      timers = open();
    });

    test('are one for each schedule, however often they are set', async () => {
      await timers.set(aTimer());
      await timers.set(aTimer({ isOn: false }));
      await timers.set(aTimer({ scheduleId: 'evening' }));

      expect((await timers.list()).scheduleIds.sort()).toEqual(['evening', 'morning']);
    });

    test("of a tenant's schedule are found by its name, and are another's than the stage's", async () => {
      for (const scheduleId of ['acme/morning', 'beta/morning', 'morning']) await timers.set(aTimer({ scheduleId }));

      expect((await timers.list()).scheduleIds.sort()).toEqual(['acme/morning', 'beta/morning', 'morning']);
      expect(await timers.mend(aTimer({ scheduleId: 'acme/morning' }))).toBe(false);
      expect(await timers.remove('acme/morning')).toBe(true);
      expect((await timers.list()).scheduleIds.sort()).toEqual(['beta/morning', 'morning']);
    });

    test('are mended when they are missing or other than they shall be, and else left alone', async () => {
      expect(await timers.mend(aTimer())).toBe(true);
      expect(await timers.mend(aTimer())).toBe(false);
      expect(await timers.mend(aTimer({ startsAt: new Date('2030-04-01T00:00:00Z') }))).toBe(false);
      for (const change of [
        { revision: 'r2' },
        { isOn: false },
        { expression: 'rate(1 day)' },
        { timezone: 'UTC' },
        { endsAt: new Date('2031-01-01T00:00:00Z') },
        { retrySeconds: 60 },
      ]) {
        expect(await timers.mend(aTimer(change))).toBe(true);
        expect(await timers.mend(aTimer(change))).toBe(false);
        await timers.set(aTimer());
      }
    });

    test('are gone when they are removed, and there was one or not', async () => {
      await timers.set(aTimer());

      expect(await timers.remove('morning')).toBe(true);
      expect(await timers.remove('morning')).toBe(false);
      expect((await timers.list()).scheduleIds).toEqual([]);
    });
  });
}

describeTimers('in memory', memoryTimers);

describe('at EventBridge Scheduler', () => {
  const folder = scratchFolder();
  const handed: { target: string; payload: unknown }[] = [];
  let scheduler: Scheduler;
  let files = 0;
  let doubles: Stoppable;
  let timers: Timers;

  const aScheduler = () =>
    playScheduler({
      groups: ['group'],
      file: join(folder, `schedules-${++files}.json`),
      hand: async ({ Arn }, payload) => void handed.push({ target: Arn, payload: JSON.parse(payload) }),
      now,
    });

  beforeAll(async () => {
    recognizeNodeErrors();
    const port = (await claimPorts(0)).providers;
    const outbox = openOutbox(join(folder, 'outbox'));
    scheduler = aScheduler();
    doubles = await startProviders(port, {
      ...quietDoubles({ outbox, now, configurationSets: [] }),
      ssm: ssm(join(folder, 'parameters.json'), now),
      s3: s3(join(folder, 's3')),
      events: eventBus({ buses: [], rules: [], hand: async () => {}, now }),
      scheduler: { call: (...call) => scheduler.call(...call), start: () => {}, stop: async () => {} },
      faults: noFaults(),
    });
    pointAtLocalAws({ AWS_ENDPOINT_URL_SCHEDULER: `http://127.0.0.1:${port}` });
    timers = schedulerTimers(places);
  });
  beforeEach(() => {
    scheduler = aScheduler();
  });
  afterAll(() => doubles.stop());

  describeTimers('through the SDK', () => timers);

  test('more than one call lists are listed page by page', async () => {
    for (let n = 0; n < 101; n += 1) await timers.set(aTimer({ scheduleId: `s${n}` }));

    const first = await timers.list();
    const second = await timers.list(first.next);

    expect(first.scheduleIds).toHaveLength(100);
    expect(second).toEqual({ scheduleIds: [expect.any(String)] });
    expect(new Set([...first.scheduleIds, ...second.scheduleIds]).size).toBe(101);
  });

  test('a group that is not there is told, and nothing is said to be set', async () => {
    const elsewhere = schedulerTimers({ ...places, SCHEDULE_GROUP_NAME: 'another' });

    await expect(elsewhere.set(aTimer())).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('what cannot be is refused, with the words of EventBridge Scheduler', async () => {
    const refusal = { name: 'Refused', code: 'schedule_invalid', message: expect.stringContaining('Schedule Expression') };

    await expect(timers.set(aTimer({ expression: 'cron(0 9 * * *)' }))).rejects.toMatchObject(refusal);
    expect((await timers.list()).scheduleIds).toEqual([]);
  });

  test('what somebody else is changing right now is to be tried again', async () => {
    const call = () => {
      throw new AwsError('ConflictException', 'It is being changed.', 409);
    };
    scheduler = { ...scheduler, call };

    await expect(timers.set(aTimer())).rejects.toMatchObject({ name: 'RetryableError' });
    await expect(timers.remove('morning')).rejects.toMatchObject({ name: 'RetryableError' });
  });
});
