import { memoryParking } from '../../../adapters/memory/delivery/pauses.ts';
import { rememberedParking } from '../../../adapters/providers/remembered-pauses.ts';
import { world } from '../../world.ts';

const parked = { until: new Date('2030-03-15T13:00:00Z'), why: 'the quota is used up' };

function aWorldThatCounts() {
  const { now, pass } = world();
  const under = memoryParking();
  let asked = 0;
  const find = () => {
    asked += 1;
    return under.find('email');
  };
  const parking = rememberedParking({ ...under, find }, { seconds: 5, now });
  return { parking, under, pass, asked: () => asked };
}

test('however often a road is passed, it is looked up every five seconds', async () => {
  const { parking, under, pass, asked } = aWorldThatCounts();

  for (let n = 0; n < 10; n += 1) await parking.find('email');
  await under.park('email', parked);
  expect(await parking.find('email')).toBeUndefined();
  expect(asked()).toBe(1);

  pass(5);
  expect(await parking.find('email')).toEqual(parked);
  expect(asked()).toBe(2);
});

test('what this worker changes it knows at once', async () => {
  const { parking } = aWorldThatCounts();
  await parking.find('email');

  await parking.park('email', parked);
  expect(await parking.find('email')).toEqual(parked);
  await parking.lift('email');
  expect(await parking.find('email')).toBeUndefined();
});

test('a look that failed is not remembered', async () => {
  const { now } = world();
  const answers = [Promise.reject(new Error('the table is away')), Promise.resolve(parked)];
  const parking = rememberedParking(
    { ...memoryParking(), find: () => answers.shift() ?? Promise.resolve(undefined) },
    { seconds: 5, now },
  );

  await expect(parking.find('email')).rejects.toThrow('away');
  expect(await parking.find('email')).toEqual(parked);
});
