import fc from 'fast-check';
import { Engagement } from '../../../contract/feedback/engagement.ts';
import { MessageStatus } from '../../../contract/values.ts';
import type { MessageImage } from '../../../core/events/rules/images.ts';
import { addCounts, type Counts, difference } from '../../../core/statistics/rules/counts.ts';
import { bucketOf } from '../../../core/statistics/rules/histogram.ts';
import { tallyMessage } from '../../../core/statistics/rules/tally-message.ts';
import { runs } from '../../runs.ts';
import { aMoment, notificationId } from '../../world.ts';

/** A message that took these steps, ten seconds apart. */
function after(steps: string, more: Partial<MessageImage> = {}): MessageImage {
  const events = steps.split(' ').map((step, n) => {
    const [status, engagement] = step.split('/'); // as in delivered/opened
    return { status, at: new Date(aMoment.getTime() + n * 10_000).toISOString(), ...(engagement && { engagement }) };
  });
  return { notificationId: notificationId('n1'), channel: 'email', events: events as MessageImage['events'], ...more };
}

const inTenSeconds = (tens: number) => `t${bucketOf(tens * 10)}`;

test.each<[string, string, Partial<MessageImage>, Counts]>([
  ['is on its way', 'queued sending', {}, {}],
  ['was delivered', 'queued sending sent delivered', {}, { sent: 1, delivered: 1, costMicroUsd: 100, [inTenSeconds(3)]: 1 }],
  ['bounced', 'queued sending sent bounced', {}, { sent: 1, bounced: 1, costMicroUsd: 100 }],
  ['bounced, which a note says more of', 'queued sending sent bounced bounced', {}, { sent: 1, bounced: 1, costMicroUsd: 100 }],
  [
    'was reported as delivered before its send was noted',
    'queued sending delivered',
    {},
    { sent: 1, delivered: 1, costMicroUsd: 100, [inTenSeconds(2)]: 1 },
  ],
  [
    'was called spam',
    'queued sending sent delivered complained',
    {},
    { sent: 1, delivered: 1, complained: 1, costMicroUsd: 100, [inTenSeconds(3)]: 1 },
  ],
  ['was sent twice, as nobody knew', 'queued sending unknown sending sent', {}, { sent: 1, costMicroUsd: 100 }],
  ['may have been sent', 'queued sending unknown', {}, { unknown: 1 }],
  ['was given up', 'queued sending queued failed', {}, { failed: 1 }],
  ['was given up and then redriven', 'queued failed queued sending sent', {}, { sent: 1, costMicroUsd: 100 }],
  [
    'was taken and then refused',
    'queued sending sent failed',
    { channel: 'sms', bill: { segments: 2, estimatedUsd: 0.08 } },
    { sent: 1, failed: 1, costMicroUsd: 80_000 },
  ],
  [
    'cost less than was reserved',
    'queued sending sent',
    { channel: 'sms', bill: { segments: 1, estimatedUsd: 0.08 }, billedUsd: 0.0735 },
    { sent: 1, costMicroUsd: 73_500 },
  ],
  ['was not sent for its price', 'queued skipped', { channel: 'sms', bill: { segments: 1, estimatedUsd: 0.08 } }, { skipped: 1 }],
  ['is in an inbox', 'delivered', { channel: 'inbox' }, { sent: 1, delivered: 1, t0: 1 }],
  ['went in a digest', 'digesting sent', { digest: { frequency: 'daily', number: 1 } }, { digested: 1 }],
  [
    'left a digest and went by itself',
    'digesting queued sending sent',
    { digest: { frequency: 'daily', number: 1 } },
    { sent: 1, costMicroUsd: 100 },
  ],
  [
    'was held, and is not late',
    'scheduled queued sending sent delivered',
    { dueAt: new Date(aMoment.getTime() + 10_000) },
    { sent: 1, delivered: 1, costMicroUsd: 100, [inTenSeconds(3)]: 1 },
  ],
])('a message that %s counts for that', (_what, steps, more, counts) => {
  expect(addCounts(tallyMessage(after(steps, more)))).toEqual(counts);
});

test('what was done with an e-mail counts once for a person and once for a machine, beside all that it counts for', () => {
  const before = after('queued sending sent delivered');
  const done = (['opened_by_machine', 'opened', 'clicked'] as const).map((engagement) => ({
    status: 'delivered' as const,
    at: new Date(aMoment.getTime() + 90_000).toISOString(),
    engagement,
  }));

  const added = difference(tallyMessage({ ...before, events: [...before.events, ...done] }), tallyMessage(before));

  expect(added).toEqual({ opened_by_machine: 1, opened: 1, clicked: 1 });
});

test('a step adds what it changes, and takes off what is no longer so', () => {
  const [failed, sent] = [after('queued failed'), after('queued failed queued sending sent')].map(tallyMessage);

  expect(difference(sent ?? {}, failed ?? {})).toEqual({ failed: -1, sent: 1, costMicroUsd: 100 });
});

test('however a timeline grows, in however few writes, it comes to what the whole of it counts for', () => {
  const aStep = fc.oneof(
    fc.constantFrom<string>(...MessageStatus.options),
    fc.tuple(fc.constantFrom(...MessageStatus.options), fc.constantFrom(...Engagement.options)).map((both) => both.join('/')),
  );
  fc.assert(
    fc.property(fc.array(aStep, { minLength: 1, maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 12 })), (steps, cuts) => {
      const ends = [...new Set([...cuts.filter((cut) => cut < steps.length), steps.length])].sort((a, b) => a - b);
      const images = [undefined, ...ends.map((end) => after(steps.slice(0, end).join(' ')))];

      const added = images.slice(1).map((image, n) => difference(tallyMessage(image), tallyMessage(images[n])));

      expect(addCounts(...added)).toEqual(addCounts(tallyMessage(images.at(-1))));
      expect(Object.values(addCounts(...added)).every((count) => (count ?? 0) > 0)).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});
