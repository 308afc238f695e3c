import { honourStart } from '../../../../core/channels/sms/honour-start.ts';
import type { OptOutList } from '../../../../core/delivery/ports/providers.ts';
import type { Suppression } from '../../../../core/suppressions/ports/suppressions.ts';
import { addSuppression } from '../../../../core/suppressions/suppressions.ts';
import { aMoment, world } from '../../../world.ts';

const address = '+447700900123';
const stop: Suppression = { address, reason: 'opt_out', source: 'provider', at: aMoment, listedAt: 'sns' };

/** SNS's list, with these numbers on it; each look at it is noted. */
function aList(numbers: readonly string[]): OptOutList & { asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'sns',
    asked,
    async has(number) {
      asked.push(number);
      return numbers.includes(number);
    },
  };
}

/** Whether an SMS is held back, and whether the number is suppressed afterwards. */
async function look(suppression: Suppression | undefined, list: OptOutList | undefined) {
  const { suppressions } = world();
  if (suppression !== undefined) await suppressions.add(suppression);
  const found = await honourStart(suppressions, list).find(address);
  return { heldBack: found !== undefined, suppressed: (await suppressions.find(address)) !== undefined };
}

test('whoever has texted STOP gets no SMS while the provider has the number on its list', async () => {
  expect(await look(stop, aList([address]))).toEqual({ heldBack: true, suppressed: true });
});

test('a START lifts what the STOP has set', async () => {
  expect(await look(stop, aList([]))).toEqual({ heldBack: false, suppressed: false });
});

test.each<[string, Suppression]>([
  ['a suppression by hand', { ...stop, reason: 'manual', source: 'api' }],
  ['a STOP that another provider was told', { ...stop, listedAt: 'end-user-messaging' }],
  ['a STOP of which nobody knows whom it was told', { address, reason: 'opt_out', source: 'provider', at: aMoment }],
])('it lifts nothing else: %s stays, and the provider is not even asked', async (_, suppression) => {
  const list = aList([]);

  expect(await look(suppression, list)).toEqual({ heldBack: true, suppressed: true });
  expect(list.asked).toEqual([]);
});

test('a START does not lift what was suppressed by hand over the STOP', async () => {
  const here = world();
  await here.suppressions.add(stop);
  await addSuppression({ address, reason: 'manual' }, here);

  expect(await honourStart(here.suppressions, aList([])).find(address)).toBeDefined();
  expect(await here.suppressions.find(address)).toBeDefined();
});

test('nor what is suppressed by hand while the provider is asked', async () => {
  const { suppressions } = world();
  await suppressions.add(stop);
  const byHand: Suppression = { address, reason: 'manual', source: 'api', at: new Date(aMoment.getTime() + 1) };
  const list: OptOutList = {
    name: 'sns',
    async has() {
      await suppressions.remove(address);
      await suppressions.add(byHand);
      return false;
    },
  };

  expect(await honourStart(suppressions, list).find(address)).toEqual(byHand);
  expect(await suppressions.find(address)).toEqual(byHand);
});

test('a number that nothing stands against is not looked for', async () => {
  const list = aList([]);

  expect(await look(undefined, list)).toEqual({ heldBack: false, suppressed: false });
  expect(list.asked).toEqual([]);
});

test('while the provider does not say, the STOP stands', async () => {
  const list: OptOutList = {
    name: 'sns',
    has: async () => {
      throw new Error('throttled');
    },
  };

  expect(await look(stop, list)).toEqual({ heldBack: true, suppressed: true });
});

test('where the provider has no list that can be read, suppressions are as they are', async () => {
  expect(await look(stop, undefined)).toEqual({ heldBack: true, suppressed: true });
});
