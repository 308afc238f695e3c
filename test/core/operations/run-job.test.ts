import { RetryableError } from '../../../core/errors.ts';
import { countOverdueJobs, readSchedules } from '../../../core/operations/read-schedules.ts';
import { type JobCall, type JobRun, type JobWork, runJob } from '../../../core/operations/run-job.ts';
import { aMoment, world } from '../../world.ts';

const noon = aMoment;
const quarterPast = new Date('2030-03-15T12:15:00Z');
const call = (at: Date, byHand = false): JobCall => ({ name: 'send-digests', at, byHand, remainingMs: () => 60_000 });

/** Work that remembers how it was called. */
function recorder() {
  const runs: JobRun[] = [];
  const work: JobWork = async (run) => {
    runs.push(run);
    return { count: 3 };
  };
  return { runs, work };
}

test('a run is told what was done before it, so that it does what was missed', async () => {
  const { runs, work } = recorder();
  const here = world();

  await runJob(call(noon), work, here);
  await runJob(call(quarterPast), work, here);

  expect(runs.map(({ at, since }) => ({ at, since }))).toEqual([{ at: noon }, { at: quarterPast, since: noon }]);
});

test('a scheduled time is worked once, however often its event comes and in whatever order', async () => {
  const { runs, work } = recorder();
  const here = world();

  await runJob(call(quarterPast), work, here);
  expect(await runJob(call(noon), work, here)).toBe(0);
  expect(await runJob(call(quarterPast), work, here)).toBe(0);

  expect(runs).toHaveLength(1);
});

test('a run that overlaps with another is refused, to be tried again', async () => {
  const here = world();
  let overlap: Promise<number> | undefined;

  await runJob(
    call(noon),
    async () => {
      overlap = runJob(call(quarterPast), recorder().work, here);
      await expect(overlap).rejects.toThrow(RetryableError);
      return { count: 1 };
    },
    here,
  );

  const { runs, work } = recorder();
  await runJob(call(quarterPast), work, here);
  expect(overlap).toBeDefined();
  expect(runs).toMatchObject([{ since: noon }]);
});

test('a run that failed is done by the next, from where it had come to', async () => {
  const { runs, work } = recorder();
  const here = world();
  const failing = async ({ save }: JobRun) => {
    await save('half way');
    throw new Error('the table is gone');
  };

  await expect(runJob(call(noon), failing, here)).rejects.toThrow('the table is gone');
  await runJob(call(noon), work, here);

  expect(runs).toMatchObject([{ at: noon, cursor: 'half way' }]);
});

test('a run that was cut off is done by the next once its lease is over', async () => {
  const { runs, work } = recorder();
  const here = world();
  await here.jobs.start({ name: 'send-digests', holder: 'crashed', leaseSeconds: 65, now: here.now() });

  await expect(runJob(call(noon), work, here)).rejects.toThrow(RetryableError);
  here.pass(65);
  await runJob(call(noon), work, here);

  expect(runs).toHaveLength(1);
});

test('a run that did not finish leaves its place, and its time stays to be done', async () => {
  const { runs, work } = recorder();
  const here = world();

  await runJob(call(noon), async () => ({ count: 10, cursor: 'page 2' }), here);
  await runJob(call(quarterPast), work, here);

  expect(runs[0]).toMatchObject({ at: quarterPast, cursor: 'page 2' });
  expect(runs[0]).not.toHaveProperty('since');
});

test('a run by hand is done whatever was done before, and the schedule goes on as if it had not been', async () => {
  const { runs, work } = recorder();
  const here = world();
  const nextYear = new Date('2031-03-15T12:00:00Z');

  await runJob(call(noon), work, here);
  await runJob(call(nextYear, true), work, here);
  await runJob(call(noon, true), work, here);
  await runJob(call(quarterPast), work, here);

  expect(runs.map(({ at, since }) => [at, since])).toEqual([
    [noon, undefined],
    [nextYear, undefined],
    [noon, undefined],
    [quarterPast, noon],
  ]);
});

test('the schedules are well until a job is overdue, and well again when it has run', async () => {
  const here = world();
  const { work } = recorder();
  expect(await readSchedules(here)).toMatchObject({ body: { status: 'ok' } });

  await runJob(call(noon), work, here);
  const { status, body } = await readSchedules(here);
  expect(status).toBeUndefined();
  expect(body.data.find(({ name }) => name === 'send-digests')).toEqual({
    name: 'send-digests',
    last_started_at: noon.toISOString(),
    last_ended_at: noon.toISOString(),
    last_succeeded_at: noon.toISOString(),
    last_count: 3,
    next_run_at: quarterPast.toISOString(),
    overdue: false,
  });

  here.pass(26 * 60);
  expect(await readSchedules(here)).toMatchObject({ status: 503, body: { status: 'unhealthy' } });
  expect(await countOverdueJobs(here)).toBe(3);
  for (const name of ['send-digests', 'release-due', 'collect-metrics'] as const)
    await runJob({ ...call(quarterPast), name }, work, here);
  expect(await readSchedules(here)).toMatchObject({ body: { status: 'ok' } });
});
