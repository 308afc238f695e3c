import { insist } from '../../../adapters/dynamodb/table/insist.ts';
import { RetryableError } from '../../../core/errors.ts';
import { virtualTime } from '../../virtual-time.ts';

/** A write that fails so often, each time after so long, and then succeeds; counts its tries. */
function aWrite(failures: number, { tookMs = 10, error = new RetryableError('DynamoDB did not take it') as Error } = {}) {
  const time = virtualTime();
  const tries: number[] = [];
  const write = async () => {
    tries.push(time.nowMs());
    await time.sleep(tookMs);
    if (tries.length <= failures) throw error;
    return 'written';
  };
  return { tries, insisting: () => time.during(insist(write, time)) };
}

test('a write that fails for a while is tried until it is done', async () => {
  const { tries, insisting } = aWrite(12);

  expect(await insisting()).toBe('written');
  expect(tries).toHaveLength(13);
});

test('after five seconds no new try begins', async () => {
  const { tries, insisting } = aWrite(Number.POSITIVE_INFINITY, { tookMs: 1_500 });

  await expect(insisting()).rejects.toBeInstanceOf(RetryableError);

  expect(tries.at(-1)).toBeGreaterThan(3_000);
  expect(tries.at(-1)).toBeLessThan(5_500); // a try that ended just in time, and the longest pause
});

test('what no repetition mends is not repeated', async () => {
  const { tries, insisting } = aWrite(1, { error: new Error('there is no such table') });

  await expect(insisting()).rejects.toThrow('no such table');
  expect(tries).toHaveLength(1);
});
