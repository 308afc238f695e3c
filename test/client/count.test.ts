import { readCount } from '../../client/count.ts';
import { countCap } from '../../contract/channels/inbox/count-cap.ts';

test.each([
  [0, { count: 0, more: false }],
  [1, { count: 1, more: false }],
  [99, { count: 99, more: false }],
  [countCap, { count: 99, more: true }],
])('a count of %d is exact, or says that there are more', (counted, said) => {
  expect(readCount(counted)).toEqual(said);
});
