import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import { type DeliveryEvent, readFeedback } from '../../../core/feedback/rules/feedback.ts';
import { fateOf } from '../../../core/feedback/rules/sender-health.ts';
import { aProviderEvent } from '../../provider-event.ts';

const at = '2030-03-15T12:00:01.500Z';
const recipient = {
  emailAddress: 'ada@example.com',
  action: 'failed',
  status: '5.1.1',
  diagnosticCode: 'smtp; 550 <ada@example.com>',
};

function aBounce(bounce: Record<string, unknown>) {
  return aProviderEvent('Email Bounced', {
    bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [recipient], timestamp: at, ...bounce },
  });
}

function aComplaint(complaint: Record<string, unknown> = {}) {
  return aProviderEvent('Email Complaint Received', {
    complaint: { complainedRecipients: [recipient], timestamp: at, ...complaint },
  });
}

const read = (event: unknown) => readFeedback(ProviderEvent.parse(event) as DeliveryEvent);

test('a send is recorded only when it resolves a doubt, so it has nothing for the timeline', () => {
  expect(read(aProviderEvent('Email Sent', { send: {} }))).toEqual({
    id: expect.any(String),
    at: new Date('2030-03-15T12:00:00.000Z'),
    status: 'sent',
  });
});

test('a delivery delivers, at the time it happened', () => {
  expect(read(aProviderEvent('Email Delivered', { delivery: { timestamp: at } }))).toMatchObject({
    status: 'delivered',
    at: new Date(at),
  });
});

test('a permanent bounce ends the e-mail and suppresses its address', () => {
  expect(read(aBounce({}))).toMatchObject({
    status: 'bounced',
    reason: 'hard_bounce',
    suppress: 'bounce',
    detail: 'bounced: Permanent, General, 5.1.1',
  });
});

test.each(['Transient', 'Undetermined'])('a bounce that is %s suppresses nothing', (bounceType) => {
  expect(read(aBounce({ bounceType }))).not.toHaveProperty('suppress');
});

test('a bounce that is not permanent ends the e-mail when the mail server called it failed', () => {
  expect(read(aBounce({ bounceType: 'Transient' }))).toMatchObject({ status: 'bounced', reason: 'soft_bounce' });
});

test.each([
  ['without that word', [{ emailAddress: 'ada@example.com' }]],
  ['for nobody in particular', []],
])('a bounce that is not permanent, %s, is for the timeline only', (_, bouncedRecipients) => {
  const feedback = read(aBounce({ bounceType: 'Transient', bouncedRecipients }));

  expect(feedback).not.toHaveProperty('status');
  expect(feedback).not.toHaveProperty('reason');
  expect(feedback.detail).toBe('an automatic reply, as of somebody who is out of office (Transient, General)');
});

test('an address on the global suppression list of SES is a bounce, as SES counts it, that never left SES', () => {
  expect(read(aBounce({ bounceSubType: 'Suppressed' }))).toMatchObject({
    status: 'bounced',
    reason: 'hard_bounce',
    suppress: 'bounce',
    detail: 'bounced: Permanent, Suppressed, 5.1.1; it never left SES, whose global suppression list has the address',
  });
});

test.each([
  ['bounce', aBounce({ bounceSubType: 'OnAccountSuppressionList' }), 'suppressed_bounce'],
  ['complaint', aComplaint({ complaintSubType: 'OnAccountSuppressionList' }), 'suppressed_complaint'],
])(
  "a %s for an address on the account's list in SES is none: it never left SES, and our list stays as it is",
  (_, event, reason) => {
    const feedback = read(event);

    expect(feedback).toMatchObject({ status: 'suppressed', reason });
    expect(feedback.detail).toContain('it never left SES');
    expect(feedback).not.toHaveProperty('suppress');
    expect(fateOf(feedback)).toBeUndefined();
  },
);

test('a complaint ends the e-mail and suppresses its address', () => {
  expect(read(aComplaint({ complaintFeedbackType: 'abuse' }))).toMatchObject({
    status: 'complained',
    reason: 'complaint',
    suppress: 'complaint',
    detail: 'the reader complained (abuse)',
  });
  expect(read(aComplaint({ complaintFeedbackType: null }))).toMatchObject({ suppress: 'complaint' });
});

test('a complaint that says "not-spam" takes one back, and suppresses nothing', () => {
  const feedback = read(aComplaint({ complaintFeedbackType: 'not-spam' }));

  expect(feedback).not.toHaveProperty('suppress');
  expect(feedback).not.toHaveProperty('status');
});

test.each([
  aProviderEvent('Email Rejected', { reject: { reason: 'Bad content' } }),
  aProviderEvent('Email Rendering Failed', { failure: { errorMessage: 'x', templateName: 'y' } }),
])('$detail-type fails the e-mail', (event) => {
  expect(read(event)).toMatchObject({ status: 'failed', reason: 'provider_rejected' });
});

// as AWS shows it: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
const deliveryDelay = {
  timestamp: '2020-06-16T00:25:40.095Z',
  delayType: 'TransientCommunicationFailure',
  expirationTime: '2020-06-16T14:15:40.641Z',
  delayedRecipients: [{ emailAddress: 'recipient@example.com', status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1 Unable' }],
};
const aDelay = (changes: object = {}) =>
  aProviderEvent('Email Delivery Delayed', { deliveryDelay: { ...deliveryDelay, ...changes } });

test('a delay is for the timeline only, and says why and until when', () => {
  expect(read(aDelay())).toEqual({
    id: expect.any(String),
    at: new Date('2020-06-16T00:25:40.095Z'),
    detail: 'delayed: the mail server could not be spoken with, SES tries until 2020-06-16T14:15:40.641Z',
  });
  expect(read(aDelay({ delayType: 'MailboxFull', expirationTime: undefined })).detail).toBe(
    'delayed: the mailbox is full, SES goes on trying',
  );
  expect(read(aDelay({ delayType: 'SomethingNew' })).detail).toContain('delayed: SomethingNew,');
});

test('a delay that SES tells of again is the same one, until there is another reason for it', () => {
  const [first, again, other] = [{}, { timestamp: '2020-06-16T02:25:40.095Z' }, { delayType: 'MailboxFull' }].map(
    (changes) => read(aDelay(changes)).id,
  );

  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('a rejected e-mail says what SES found, and what to do', () => {
  expect(read(aProviderEvent('Email Rejected', { reject: { reason: 'Bad content' } })).detail).toBe(
    'SES found a virus in it and sends it to nobody: Bad content; take out what its data or its workflow brought in, and publish it again',
  );
});

test('the same event has the same id, and any other has another', () => {
  const ids = [
    aBounce({}),
    aBounce({ timestamp: '2030-03-15T12:00:02.000Z' }),
    aComplaint(),
    aProviderEvent('Email Sent', { send: {} }),
    aProviderEvent('Email Sent', { send: {} }, { messageId: 'ses-2' }),
  ].map((event) => read(event).id);

  expect(new Set(ids).size).toBe(ids.length);
  expect(read({ ...aBounce({}), id: 'delivered-again' }).id).toBe(ids[0]);
});

test("no address gets into the timeline, whatever a mail server or a reader's program wrote", () => {
  const texts = [
    aBounce({ bounceSubType: 'ada@example.com', bouncedRecipients: [{ ...recipient, status: 'ada@example.com' }] }),
    aComplaint({ complaintFeedbackType: '<ada@example.com>' }),
    aProviderEvent('Email Rejected', { reject: { reason: 'bad content of ada@example.com' } }),
    aProviderEvent('Email Delivery Delayed', { deliveryDelay: { timestamp: at, delayType: '+447400123456' } }),
  ].map((event) => read(event).detail);

  for (const text of texts) expect(text).not.toMatch(/@|\d{5}/);
});
