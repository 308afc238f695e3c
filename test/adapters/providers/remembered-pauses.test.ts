import { memoryPauses } from '../../../adapters/memory/delivery/pauses.ts';
import { rememberedPauses, rememberedWorkflowPauses } from '../../../adapters/providers/remembered-pauses.ts';
import { world } from '../../world.ts';

const pause = { until: new Date('2030-03-15T13:00:00Z'), why: 'the quota is used up' };

function aWorldThatCounts() {
  const { now, pass } = world();
  const under = memoryPauses();
  let asked = 0;
  const find = () => {
    asked += 1;
    return under.find('email');
  };
  const pauses = rememberedPauses({ ...under, find }, { seconds: 5, now });
  return { pauses, under, pass, asked: () => asked };
}

test('however often a queue is asked for, it is looked up every five seconds', async () => {
  const { pauses, under, pass, asked } = aWorldThatCounts();

  for (let n = 0; n < 10; n += 1) await pauses.find('email');
  await under.pause('email', pause);
  expect(await pauses.find('email')).toBeUndefined();
  expect(asked()).toBe(1);

  pass(5);
  expect(await pauses.find('email')).toEqual(pause);
  expect(asked()).toBe(2);
});

test('what this worker changes it knows at once', async () => {
  const { pauses } = aWorldThatCounts();
  await pauses.find('email');

  await pauses.pause('email', pause);
  expect(await pauses.find('email')).toEqual(pause);
  await pauses.resume('email');
  expect(await pauses.find('email')).toBeUndefined();
});

test('a look that failed is not remembered', async () => {
  const { now } = world();
  const answers = [Promise.reject(new Error('the table is away')), Promise.resolve(pause)];
  const pauses = rememberedPauses(
    { ...memoryPauses(), find: () => answers.shift() ?? Promise.resolve(undefined) },
    { seconds: 5, now },
  );

  await expect(pauses.find('email')).rejects.toThrow('away');
  expect(await pauses.find('email')).toEqual(pause);
});

test('that no workflow is paused is remembered, and that one is not: what is planned after it was resumed goes', async () => {
  const { now } = world();
  const paused = new Map([['invoice-due', { since: now(), why: 'the price is wrong' }]]);
  const answers = [paused, new Map(), paused];
  const pauses = rememberedWorkflowPauses({ list: async () => answers.shift() ?? paused }, { seconds: 5, now });

  const sizes: number[] = [];
  for (let looks = 0; looks < 4; looks += 1) sizes.push((await pauses.list()).size);

  expect(sizes).toEqual([1, 0, 0, 0]);
});
