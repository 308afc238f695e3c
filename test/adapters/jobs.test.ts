import { JobName, SchedulesHealth } from '../../contract/health.ts';
import { aMoment } from '../world.ts';
import { describeEachStore } from './each-store.ts';

describeEachStore('job runs', (open) => {
  const later = new Date('2030-03-15T12:05:00.000Z');

  test('that never happened are listed without times', async () => {
    const { jobs } = await open();

    const list = await jobs.list();

    expect(list.map(({ name }) => name)).toEqual(JobName.options);
    expect(list.filter((job) => job.last_started_at ?? job.last_succeeded_at)).toEqual([]);
  });

  test('tell the last start apart from the last success', async () => {
    const { jobs } = await open();
    await jobs.started('clean-up', aMoment);
    await jobs.succeeded('clean-up', aMoment, 7);
    await jobs.started('clean-up', later);

    const list = await jobs.list();

    expect(list.find(({ name }) => name === 'clean-up')).toEqual({
      name: 'clean-up',
      last_started_at: later.toISOString(),
      last_succeeded_at: aMoment.toISOString(),
    });
    expect(SchedulesHealth.safeParse({ data: list }).success).toBe(true);
  });
});
