import type { ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { readSdkError } from '../../aws/sdk-errors.ts';
import { answerTo, type Meaning, withList } from '../provider-answer.ts';

/** Decides what a failed call of End User Messaging amounts to. Its errors say why by a word of theirs, which goes into the detail. */
export function endUserMessagingAnswer(error: unknown): ProviderAnswer {
  const reason = wordOf(error, 'Reason');
  const fields = fieldsOf(error);
  const known = readSdkError(error);
  const told = Object.assign(new Error(), known, {
    name: known.name,
    message: [reason, known.message].filter(Boolean).join(': '),
  });
  return withList(
    'end-user-messaging',
    answerTo(told, (name) => meaningOf(name, { reason, fields })),
  );
}

/** Reads an error by its name and word: https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html#API_SendTextMessage_Errors */
function meaningOf(
  name: string,
  { reason = '', fields }: { reason: string | undefined; fields: readonly string[] },
): ReturnType<Meaning> {
  switch (name) {
    case 'ThrottlingException':
      return 'throttled';
    case 'AccessDeniedException':
      return reason === '' ? 'unavailable' : 'paused'; // our role lacks the right, or the account is switched off or of ill repute
    case 'ResourceNotFoundException':
      return 'paused'; // the sender, or the configuration set
    case 'ServiceQuotaExceededException':
      return reason === 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' ? 'spend-limit' : 'quota';
    case 'ConflictException':
    case 'ValidationException':
      return meanings.get(reason) ?? (fields.includes('DestinationPhoneNumber') ? 'invalid-number' : 'rejected');
    default:
      return undefined;
  }
}

/** Reasons of ConflictException and ValidationException, in that order. */
const meanings: ReadonlyMap<string, ReturnType<Meaning>> = new Map([
  ['DESTINATION_PHONE_NUMBER_OPTED_OUT', 'opted-out'],
  ['DESTINATION_PHONE_NUMBER_NOT_VERIFIED', 'recipient-unverified'], // the account is in the sandbox
  ['DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION', 'country-blocked'],
  ['NO_ORIGINATION_IDENTITIES_FOUND', 'country-blocked'], // the account has no sender for it
  ['MESSAGE_TYPE_MISMATCH', 'paused'], // the sender is for promotion only
  ['NUMBER_CAPABILITIES_MISMATCH', 'paused'], // the sender sends no SMS
  ['RESOURCE_NOT_ACTIVE', 'paused'], // the sender is not there yet
  ['PRICE_OVER_THRESHOLD', 'too-dear'],
  ['COUNTRY_NOT_ENABLED', 'country-blocked'],
  ['DESTINATION_COUNTRY_BLOCKED', 'country-blocked'],
  ['INTERNATIONAL_SENDING_NOT_SUPPORTED', 'country-blocked'],
  ['INVALID_IDENTITY_FOR_DESTINATION_COUNTRY', 'country-blocked'],
  ['SENDER_ID_NOT_REGISTERED', 'country-blocked'],
  ['SENDER_ID_NOT_SUPPORTED', 'country-blocked'],
  ['SENDER_ID_REQUIRES_REGISTRATION', 'country-blocked'],
]);

function wordOf(error: unknown, name: string): string | undefined {
  const value = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' && /^[A-Za-z_]+$/.test(value) ? value : undefined;
}

/** The fields that a ValidationException names. */
function fieldsOf(error: unknown): string[] {
  const fields = typeof error === 'object' && error !== null ? (error as { Fields?: unknown }).Fields : undefined;
  return Array.isArray(fields) ? fields.flatMap((field) => wordOf(field, 'Name') ?? []) : [];
}
