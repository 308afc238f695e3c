import { describeResumed, holds } from '../../bin/operator/why/about-notification.ts';
import type { NotificationAnswer } from '../../contract/publishing/notifications.ts';

const since = '2030-03-30T12:00:00.000Z';
const until = '2030-03-30T12:15:00.000Z';

function anSms(status: 'queued' | 'scheduled' | 'delivered'): Pick<NotificationAnswer, 'workflow' | 'messages' | 'explanation'> {
  return {
    workflow: 'greeting',
    messages: [{ channel: 'sms', status, attempts: 0, events: [{ status, at: since }] }],
    explanation: [{ channel: 'sms', decision: 'hold', held_for: 'paused', until, because: 'the workflow is paused' }],
  };
}

test('a pause concerns a notification while a message of it waits for that channel or workflow', () => {
  expect(holds({ queue: 'sms', why: '' }, anSms('queued'))).toBe(true);
  expect(holds({ queue: 'sms', why: '' }, anSms('delivered'))).toBe(false);
  expect(holds({ queue: 'email', why: '' }, anSms('queued'))).toBe(false);
  expect(holds({ queue: 'unverified-recipients', why: '' }, anSms('queued'))).toBe(false);
  expect(holds({ workflow: 'greeting', why: '' }, anSms('scheduled'))).toBe(true);
  expect(holds({ workflow: 'another', why: '' }, anSms('scheduled'))).toBe(false);
});

test('what is held still after its workflow was resumed says so, and by when it goes', () => {
  expect(describeResumed(anSms('scheduled'), [])).toEqual([
    expect.stringContaining(`is resumed: what it held goes within a minute, and by ${until}`),
  ]);
  expect(describeResumed(anSms('scheduled'), [{ workflow: 'greeting', why: 'wrong', since }])).toEqual([]);
  expect(describeResumed(anSms('delivered'), [])).toEqual([]);
});
