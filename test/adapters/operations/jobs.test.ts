import { JobName } from '../../../contract/operations/health.ts';
import { aMoment } from '../../world.ts';
import { describeEachStore } from '../each-store.ts';

const name = 'clean-up';
const first = { name, holder: 'first' } as const;
const second = { name, holder: 'second' } as const;
const later = new Date('2030-03-15T12:05:00.000Z');

describeEachStore('job runs', (open) => {
  test('that never happened are listed without times', async () => {
    const { jobs } = await open();

    expect(await jobs.list()).toEqual(JobName.options.map((job) => ({ name: job })));
  });

  test('tell starts, ends, successes and counts apart', async () => {
    const { jobs } = await open();
    await jobs.start({ ...first, leaseSeconds: 60, now: aMoment });
    await jobs.end(first, { outcome: 'done', at: aMoment, count: 7, through: aMoment });
    await jobs.start({ ...second, leaseSeconds: 60, now: later });
    await jobs.end(second, { outcome: 'failed', at: later });

    const run = (await jobs.list()).find((job) => job.name === name);

    expect(run).toEqual({
      name,
      firstStartedAt: aMoment,
      startedAt: later,
      endedAt: later,
      succeededAt: aMoment,
      count: 7,
      through: aMoment,
    });
  });

  test('go one at a time: who has the job keeps it until it ends or its lease runs out', async () => {
    const { jobs } = await open();
    await jobs.start({ ...first, leaseSeconds: 60, now: aMoment });

    expect(await jobs.start({ ...second, leaseSeconds: 60, now: aMoment })).toBeUndefined();
    expect(await jobs.start({ ...first, leaseSeconds: 60, now: aMoment })).toMatchObject({ name });
    expect(await jobs.start({ name: 'release-due', holder: 'second', leaseSeconds: 60, now: aMoment })).toBeDefined();
    await jobs.end(first, { outcome: 'failed', at: aMoment });
    expect(await jobs.start({ ...second, leaseSeconds: 60, now: aMoment })).toMatchObject({ name });
    expect(await jobs.start({ ...first, leaseSeconds: 60, now: later })).toMatchObject({ name });
  });

  test('of however many at once, one gets the job', async () => {
    const { jobs } = await open();

    const started = await Promise.all(
      ['a', 'b', 'c', 'd'].map((holder) => jobs.start({ name, holder, leaseSeconds: 60, now: aMoment })),
    );

    expect(started.filter((run) => run !== undefined)).toHaveLength(1);
  });

  test('leave a place for the next, whether they failed or ran out of time, until it is used up', async () => {
    const { jobs } = await open();
    await jobs.start({ ...first, leaseSeconds: 60, now: aMoment });
    await jobs.save(first, 'half way');
    await jobs.end(first, { outcome: 'failed', at: aMoment });

    expect(await jobs.start({ ...second, leaseSeconds: 60, now: later })).toMatchObject({ cursor: 'half way' });
    await jobs.end(second, { outcome: 'done', at: later, count: 1, through: later });
    expect((await jobs.list()).find((job) => job.name === name)).not.toHaveProperty('cursor');
  });

  test('that lost the job write nothing more', async () => {
    const { jobs } = await open();
    await jobs.start({ ...first, leaseSeconds: 60, now: aMoment });
    await jobs.start({ ...second, leaseSeconds: 60, now: later });

    expect(await jobs.save(first, 'elsewhere')).toBe(false);
    expect(await jobs.end(first, { outcome: 'done', at: later, count: 9 })).toBe(false);
    expect(await jobs.save(second, 'here')).toBe(true);
    expect((await jobs.list()).find((job) => job.name === name)).toMatchObject({ cursor: 'here', startedAt: later });
  });
});
