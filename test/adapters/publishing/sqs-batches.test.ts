import fc from 'fast-check';
import { toBatches } from '../../../adapters/sqs/batches.ts';

const mebibyte = 1_048_576;
const batchBodies = (bodies: readonly string[]) =>
  toBatches(bodies.map((body) => ({ body }))).map((batch) => batch.map(({ body }) => body));

test('batches hold everything in order, and each is one that SQS takes', () => {
  const body = fc.integer({ min: 1, max: mebibyte }).map((bytes) => 'x'.repeat(bytes));
  fc.assert(
    fc.property(fc.array(fc.oneof(body, fc.string({ minLength: 1 })), { maxLength: 30 }), (bodies) => {
      const batches = batchBodies(bodies);

      expect(batches.flat()).toEqual(bodies);
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(10);
        expect(batch.reduce((bytes, each) => bytes + Buffer.byteLength(each), 0)).toBeLessThanOrEqual(mebibyte);
      }
    }),
    { numRuns: 30 },
  );
});

test('bytes count, not characters', () => {
  expect(batchBodies(['é'.repeat(300_000), 'é'.repeat(300_000)])).toHaveLength(2);
});

test('no more batches are made than needed', () => {
  expect(batchBodies(Array.from({ length: 20 }, () => 'x'))).toHaveLength(2);
  expect(batchBodies([])).toEqual([]);
});
