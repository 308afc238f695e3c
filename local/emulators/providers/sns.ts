import { randomUUID } from 'node:crypto';
import { type ProviderDouble, queryDouble } from './double.ts';
import type { Outbox } from './outbox.ts';
import { AwsError, pairsParameter, type QueryResult } from './protocol.ts';

/** What is needed to play SNS. */
export type Sns = {
  outbox: Outbox;
  /** Is told of every SMS that was taken, to log what becomes of it. */
  announce: (sms: { id: string; to: string }) => void;
  now: () => Date;
};

/** A number that has texted STOP, in the range that Ofcom keeps free: SNS takes an SMS to it, and logs that it was not delivered. */
export const optedOutNumber = '+447700900905';

/**
 * The actions of SNS that functions use: `Publish` of an SMS, and whether a number has texted STOP.
 * @throws AwsError as SNS answers.
 */
function sns(action: string, form: URLSearchParams, { outbox, announce, now }: Sns): QueryResult {
  if (action === 'CheckIfPhoneNumberIsOptedOut') return { isOptedOut: String(form.get('phoneNumber') === optedOutNumber) };
  if (action !== 'Publish') throw new AwsError('InvalidAction', `The local SNS emulator does not know the action ${action}.`);
  const to = form.get('PhoneNumber') ?? '';
  const text = form.get('Message') ?? '';
  const attributes = pairsParameter(form, 'MessageAttributes.entry', { key: 'Name', value: 'Value.StringValue' });

  if (!/^\+[1-9]\d{6,14}$/.test(to)) {
    throw new AwsError('InvalidParameter', `Invalid parameter: PhoneNumber Reason: ${to} is not valid to publish to`);
  }
  if (text === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message');
  if (text.length > 1600) throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long'); // characters in one SMS publish

  const id = randomUUID();
  outbox.add({
    id,
    channel: 'sms',
    provider: 'sns',
    from: attributes['AWS.SNS.SMS.SenderID'] ?? '',
    to: [to],
    raw: text,
    tags: attributes,
    outcome: 'delivered',
    sentAt: now().toISOString(),
  });
  announce({ id, to });
  return { MessageId: id };
}

/** Plays SNS: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function snsDouble(deps: Sns): ProviderDouble {
  return queryDouble({
    version: '2010-03-31',
    asking: ['CheckIfPhoneNumberIsOptedOut'],
    act: (action, form) => sns(action, form, deps),
    refusals: {
      throttle: new AwsError('Throttling', 'Rate exceeded'),
      quota: new AwsError('Throttling', 'No quota left for account'),
      error: new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', 500),
      reject: new AwsError('InvalidParameter', 'Invalid parameter: PhoneNumber Reason: the number is not valid to publish to'),
    },
  });
}
