import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ProviderCall, ProviderDouble } from './double.ts';
import type { Outbox } from './outbox.ts';
import type { WireAnswer } from './protocol.ts';
import { optedOutNumber } from './sns.ts';

/** An SMS that was taken. */
export type TakenByEndUserMessaging = { id: string; from: string; to: string; context: Readonly<Record<string, string>> };

/** What is needed to play End User Messaging. */
export type EndUserMessaging = {
  outbox: Outbox;
  /** Is told of every SMS that was taken, to report what becomes of it. */
  announce: (sms: TakenByEndUserMessaging) => void;
  now: () => Date;
};

const target = 'PinpointSMSVoiceV2.';

/** What the one call takes: https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html */
const SendTextMessage = z.object({
  DestinationPhoneNumber: z.string(),
  OriginationIdentity: z.string().min(1).max(256).optional(),
  MessageBody: z.string().min(1).max(1600),
  MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']),
  ConfigurationSetName: z.string().min(1).optional(),
  MaxPrice: z
    .string()
    .regex(/^[0-9]{0,2}\.[0-9]{1,5}$/)
    .optional(),
  Context: z.record(z.string().regex(/^\S{1,100}$/), z.string().min(1).max(800)).default({}),
});

/** What AWS sends from when the account has a number that anybody may use. */
const ownNumber = '+15005550006';

/** Plays AWS End User Messaging, as far as the product uses it: AWS JSON 1.0. */
export function endUserMessagingDouble(deps: EndUserMessaging): ProviderDouble {
  return {
    isMeant: ({ headers }) => String(headers['x-amz-target'] ?? '').startsWith(target),
    sends: ({ headers }) => headers['x-amz-target'] === `${target}SendTextMessage`,
    perform: (call) => perform(call, deps),
    refusals: {
      throttle: refusal('ThrottlingException', 'Rate exceeded'),
      quota: refusal('ServiceQuotaExceededException', 'A quota is used up', { Reason: 'DAILY_DESTINATION_CALL_LIMIT' }),
      error: refusal('InternalServerException', 'The API encountered an unexpected error', { RequestId: randomUUID() }, 500),
      reject: refusal('ValidationException', 'The message was refused', { Reason: 'OTHER' }),
    },
  };
}

function perform({ headers, body }: ProviderCall, deps: EndUserMessaging): WireAnswer {
  const action = String(headers['x-amz-target']).slice(target.length);
  if (action === 'DescribeOptOutLists') return json(200, { OptOutLists: [{ OptOutListName: 'Default' }] });
  if (action === 'DescribeOptedOutNumbers') return describeOptedOut(JSON.parse(body).OptedOutNumbers?.[0]);
  if (action !== 'SendTextMessage') return refusal('UnknownOperationException', `This double does not know ${action}.`);
  const read = SendTextMessage.safeParse(JSON.parse(body));
  if (!read.success) return refusal('ValidationException', z.prettifyError(read.error), { Reason: 'FIELD_VALIDATION_FAILED' });
  return send(read.data, deps);
}

function send(asked: z.infer<typeof SendTextMessage>, { outbox, announce, now }: EndUserMessaging): WireAnswer {
  const { DestinationPhoneNumber: to, OriginationIdentity: from = ownNumber, MessageBody: raw, Context: context } = asked;
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    return refusal('ValidationException', `${to} is no phone number`, {
      Reason: 'INVALID_PARAMETER',
      Fields: [{ Name: 'DestinationPhoneNumber', Message: 'Invalid phone number' }],
    });
  if (to === optedOutNumber)
    return refusal('ConflictException', 'Destination phone number is opted out', {
      Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
    });

  const id = randomUUID();
  outbox.add({ id, channel: 'sms', from, to: [to], raw, tags: context, outcome: 'delivered', sentAt: now().toISOString() });
  announce({ id, from, to, context });
  return json(200, { MessageId: id });
}

function describeOptedOut(number: unknown): WireAnswer {
  if (number !== optedOutNumber)
    return refusal('ResourceNotFoundException', 'It is not opted out', { ResourceType: 'opted-out-number' });
  return json(200, {
    OptOutListName: 'Default',
    OptedOutNumbers: [{ OptedOutNumber: optedOutNumber, OptedOutTimestamp: 1_700_000_000, EndUserOptedOut: true }],
  });
}

/** An error as AWS JSON 1.0 has it: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
function refusal(name: string, Message: string, more: Record<string, unknown> = {}, status = 400): WireAnswer {
  return json(status, { __type: `com.amazonaws.pinpointsmsvoicev2#${name}`, Message, ...more });
}

function json(status: number, answer: unknown): WireAnswer {
  return { status, contentType: 'application/x-amz-json-1.0', body: JSON.stringify(answer) };
}
