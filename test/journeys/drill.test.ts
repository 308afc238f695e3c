import { drill } from '../drill/drill.ts';
import { type DrillSystem, drillSystem } from '../drill/drill-system.ts';
import { faults } from '../drill/faults/index.ts';
import { shareLocalSystem } from './shared/share-local-system.ts';

/** The cheapest of five families; what crashes and what fails for a while takes `npm run drill`. */
const quick = [
  'publish-twenty-at-once',
  'one-message-in-two-processes',
  'permanent-errors-in-a-batch-of-ten',
  'provider-rejects',
  'suppressed-address',
];
let localSystem: DrillSystem;

beforeAll(async () => {
  localSystem = drillSystem(await shareLocalSystem());
});
afterAll(() => localSystem.stop());

test.each(quick)('the promises hold under %s', async (name) => {
  const fault = faults.find((known) => known.name === name);
  if (fault === undefined) throw new Error(`there is no fault "${name}"`);

  expect((await drill(fault, localSystem)).broken).toEqual([]);
});

test('no two faults have one name', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});
