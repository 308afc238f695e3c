import { timingSafeEqual } from 'node:crypto';
import type { ReceiptCall } from '../../../core/feedback/ports/provider-receipts.ts';
import { webhookHeaders } from '../../../core/webhooks/rules/signature.ts';

/** How far the time of a call may be from ours, as the specification of such signatures advises. */
const toleranceSeconds = 5 * 60;

/**
 * Whether a call was signed with one of these secrets (`whsec_…`), a moment ago: as Standard Webhooks are, under the names that Svix gives
 * the headers. https://resend.com/docs/webhooks/verify-webhooks-requests, https://docs.svix.com/receiving/verifying-payloads/how-manual
 */
export function isSignedBySvix(
  secrets: readonly string[],
  { body, header }: Pick<ReceiptCall, 'body' | 'header'>,
  now: Date,
): boolean {
  const id = header('svix-id');
  const seconds = Number(header('svix-timestamp'));
  if (id === undefined || !(Math.abs(now.getTime() / 1000 - seconds) <= toleranceSeconds)) return false;
  const keys = secrets.map((secret) => new Uint8Array(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')));
  const expected = webhookHeaders({ id, at: new Date(seconds * 1000), body }, keys)['webhook-signature']?.split(' ') ?? [];
  const given = header('svix-signature')?.split(' ') ?? [];
  return given.some((each) => expected.some((signature) => isSame(each, signature)));
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
