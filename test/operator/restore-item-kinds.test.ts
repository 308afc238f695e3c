import { waysOf } from '../../bin/operator/restore/item-kinds.ts';
import { everyKey } from '../adapters/every-key.ts';

test('of every item that the table has, exactly one rule says how a restore carries it over', async () => {
  const keys = [...(await everyKey())];
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter(([, key]) => waysOf(key).length !== 1)).toEqual([]);
});
