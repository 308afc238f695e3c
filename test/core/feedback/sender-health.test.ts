import fc from 'fast-check';
import { describeTally, fateOf, isUnhealthy, senderRisk } from '../../../core/feedback/rules/sender-health.ts';

const tally = (delivered: number, bounced: number, complained = 0) => ({ delivered, bounced, complained });

test.each([
  ['nothing was sent', tally(0, 0), false],
  ['nine of ten bounced, which may be chance', tally(1, 9), false],
  ['ten of two hundred bounced: five in a hundred', tally(190, 10), true],
  ['ten of two hundred and one bounced', tally(191, 10), false],
  ['all of ten bounced', tally(0, 10), true],
  ['four of a hundred complained, which may be chance', tally(100, 0, 4), false],
  ['five of five thousand complained: one in a thousand', tally(5_000, 0, 5), true],
  ['five of five thousand and one complained', tally(5_001, 0, 5), false],
  ['five complaints overtook their deliveries', tally(0, 0, 5), true],
  ['both rates are just below', tally(9_501, 499, 9), false],
])('when %s, bulk e-mail is paused: %#', (_, counts, paused) => {
  expect(isUnhealthy(counts)).toBe(paused);
});

const anyTally = fc.record({ delivered: fc.nat(1e6), bounced: fc.nat(1e5), complained: fc.nat(1e4) });

test('a delivery never makes it worse, and a bounce or a complaint never better', () => {
  fc.assert(
    fc.property(anyTally, (counts) => {
      const risk = senderRisk(counts);
      const bounces = Math.max(0, senderRisk({ ...counts, complained: 0 }));

      expect(senderRisk({ ...counts, delivered: counts.delivered + 1 })).toBeLessThanOrEqual(risk);
      expect(senderRisk({ ...counts, complained: counts.complained + 1 })).toBeGreaterThanOrEqual(risk);
      expect(senderRisk({ ...counts, complained: 0, bounced: counts.bounced + 1 })).toBeGreaterThanOrEqual(bounces);
    }),
  );
});

test('it is paused exactly when a rate is at its limit and the sample is large enough for it', () => {
  fc.assert(
    fc.property(anyTally, ({ delivered, bounced, complained }) => {
      const sent = delivered + bounced;
      const bouncing = bounced >= 10 && bounced * 20 >= sent;
      const complaining = complained >= 5 && complained * 1_000 >= sent;

      expect(isUnhealthy({ delivered, bounced, complained })).toBe(bouncing || complaining);
    }),
  );
});

test.each([
  [{ status: 'delivered' }, 'delivered'],
  [{ status: 'bounced', suppress: 'bounce' }, 'bounced'],
  [{ status: 'complained', suppress: 'complaint' }, 'complained'],
  [{ status: 'bounced' }, undefined], // for now, as with a full mailbox: it says nothing about the list
  [{ status: 'sent' }, undefined],
  [{}, undefined],
] as const)('an event that means %j counts as %s', (meaning, fate) => {
  expect(fateOf(meaning)).toBe(fate);
});

test('the rates are told in words', () => {
  expect(describeTally(tally(190, 10, 1))).toBe('of 200 e-mails 10 bounced (5.00 %) and 1 brought a complaint (0.50 %)');
});
