import { randomUUID } from 'node:crypto';
import { localRegion } from '../../endpoints.ts';
import { type ProviderDouble, queryDouble } from './double.ts';
import type { Accepted, Outbox, Outcome } from './outbox.ts';
import { AwsError, listParameter, pairsParameter, type QueryResult } from './protocol.ts';
import type { Tracks } from './tracked-mail.ts';

/** What the local SES account allows, read at run time as on AWS; the rate is one that AWS gives to begin with, and can be set. */
export type SesAccount = {
  perDay: number;
  perSecond: number;
  /** Addresses and domains that are not verified, as in the sandbox: nothing goes from or to them. */
  unverified: string[];
};

/** How long SES looks away when the rate is exceeded: https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html allows "short bursts". */
const burstSeconds = 10;

/** An account out of the sandbox, with a day's quota that nobody reaches by hand. */
export function aSesAccount(): SesAccount {
  return { perDay: 1_000_000, perSecond: 14, unverified: [] };
}

/** What is needed to play SES. */
export type Ses = {
  account: SesAccount;
  outbox: Outbox;
  configurationSets: readonly string[];
  /** Is told of every e-mail that was accepted, to tell what becomes of it. */
  announce: (accepted: Accepted) => void;
  /** What e-mails of a configuration set are changed for; absent: none are. */
  tracksOf?: (configurationSet: string | undefined) => Tracks | undefined;
  now: () => Date;
};

/**
 * The actions of SES (API of 2010-12-01) that the product uses.
 * @throws AwsError as SES answers.
 */
function ses(action: string, form: URLSearchParams, deps: Ses): QueryResult {
  switch (action) {
    case 'SendRawEmail':
      return sendRawEmail(form, deps);
    case 'GetSendQuota':
      return getSendQuota(deps);
    default:
      throw new AwsError('InvalidAction', `The local SES emulator does not know the action ${action}.`);
  }
}

function sendRawEmail(form: URLSearchParams, { account, outbox, configurationSets, announce, tracksOf, now }: Ses): QueryResult {
  const raw = form.get('RawMessage.Data') ?? '';
  const to = listParameter(form, 'Destinations.member').map(bareAddress);
  const from = form.get('Source') ?? '';
  const tags = pairsParameter(form, 'Tags.member', { key: 'Name', value: 'Value' });
  const configurationSet = form.get('ConfigurationSetName') ?? undefined;

  if (raw === '') throw new AwsError('InvalidParameterValue', 'RawMessage.Data is empty.');
  if (to.length === 0)
    throw new AwsError('InvalidParameterValue', 'Destinations is empty: this emulator does not read To from the message.');
  if (to.length > 50) throw new AwsError('MessageRejected', 'Recipient count exceeds 50.');
  for (const address of [bareAddress(from), ...to]) refuseIllegal(address);
  for (const [name, value] of Object.entries(tags)) refuseIllegalTag(name, value);
  if (configurationSet !== undefined && !configurationSets.includes(configurationSet)) {
    throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${configurationSet}> does not exist.`);
  }

  refuseUnverified([bareAddress(from), ...to], account);

  const burstFrom = new Date(now().getTime() - burstSeconds * 1000);
  if (outbox.countSince(burstFrom, 'email') >= burstSeconds * account.perSecond) {
    throw new AwsError('Throttling', 'Maximum sending rate exceeded.');
  }

  const id = `${randomUUID()}-000000`;
  const tracks = tracksOf?.(configurationSet);
  const accepted: Accepted = {
    id,
    channel: 'email',
    provider: 'ses',
    from,
    to,
    raw,
    tags,
    ...(configurationSet !== undefined && { configurationSet }),
    ...(tracks !== undefined && { tracks }),
    outcome: outcomeFor(to),
    sentAt: now().toISOString(),
  };
  outbox.add(accepted);
  announce(accepted);
  return { MessageId: id };
}

function getSendQuota({ account, outbox, now }: Ses): QueryResult {
  const dayAgo = new Date(now().getTime() - 86_400_000);
  return {
    Max24HourSend: String(account.perDay),
    MaxSendRate: String(account.perSecond),
    SentLast24Hours: String(outbox.countSince(dayAgo, 'email')),
  };
}

/**
 * Decides how an e-mail ends by its address, as the mailbox simulator does:
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
function outcomeFor(to: string[]): Outcome {
  const simulated = to.find((address) => address.toLowerCase().endsWith('@simulator.amazonses.com'));
  const mailbox = simulated?.toLowerCase().split(/[@+]/)[0]; // labels are allowed: bounce+any@…
  switch (mailbox) {
    case 'bounce':
      return 'bounced';
    case 'complaint':
      return 'complained';
    case 'suppressionlist':
      return 'suppressed';
    case 'ooto':
      return 'out_of_office';
    default:
      return 'delivered';
  }
}

/** Reads the address alone: `"Ada" <ada@example.com>` → `ada@example.com` */
function bareAddress(address: string): string {
  return /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim();
}

function refuseIllegal(address: string): void {
  if (/^[\x21-\x7e]{1,64}@[A-Za-z0-9.-]{1,255}$/.test(address) && !/[\s<>,;]/.test(address)) return;
  throw new AwsError('InvalidParameterValue', 'Illegal address');
}

/** Refuses an address that SES would refuse, in its words: https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html */
function refuseUnverified(addresses: readonly string[], { unverified }: SesAccount): void {
  const failed = addresses.filter((address) => unverified.includes(address) || unverified.includes(address.split('@')[1] ?? ''));
  if (failed.length === 0) return;
  const region = localRegion.toUpperCase();
  throw new AwsError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region ${region}: ${failed.join(', ')}`,
  );
}

/** Refuses a tag that SES does not allow: https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html */
function refuseIllegalTag(name: string, value: string): void {
  if ([name, value].every((text) => /^[A-Za-z0-9_.@-]{1,256}$/.test(text))) return;
  throw new AwsError('InvalidParameterValue', `The tag <${name}> has a name or value with characters that SES does not take.`);
}

/** Plays SES, which gives two throttling errors that need different answers. */
export function sesDouble(deps: Ses): ProviderDouble {
  return queryDouble({
    version: '2010-12-01',
    asking: ['GetSendQuota'],
    act: (action, form) => ses(action, form, deps),
    refusals: {
      throttle: new AwsError('Throttling', 'Maximum sending rate exceeded.'),
      quota: new AwsError('Throttling', 'Daily message quota exceeded.'),
      error: new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', 500),
      reject: new AwsError('MessageRejected', 'The message could not be sent.'),
    },
  });
}
