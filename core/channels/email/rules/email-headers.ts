import * as z from 'zod';
import { besideOtherFaults } from '../../../../contract/http/refine.ts';

/** The headers that a workflow may set, in small letters, and any that begins with `X-`. */
const allowed: ReadonlySet<string> = new Set([
  'comments',
  'feedback-id',
  'importance',
  'in-reply-to',
  'keywords',
  'list-archive',
  'list-help',
  'list-owner',
  'list-post',
  'list-subscribe',
  'organization',
  'precedence',
  'priority',
  'references',
  'sensitivity',
]);

/** By these a provider takes orders, or says something of its own. */
const ofProviders =
  /^x-(?:amz|bellhop|google|mailgun|mc|mj|ms-exchange|msys|original|pm|postmark|resend|sender|ses|smtpapi)(?:-|$)/;

/** Whether a workflow may set a header: none that says who an e-mail is from or goes to, how it is built, or who vouches for it. */
export function isAllowedHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return allowed.has(lower) || (/^x-[a-z0-9-]{1,60}$/.test(lower) && !ofProviders.test(lower));
}

const Value = z
  .string()
  .trim()
  .min(1)
  .max(500) // folded it fits any mail server; in one word too (998 a line, RFC 5322 section 2.1.1)
  .regex(/^(?!.*=\?)[\x20-\x7e]*$/, 'must be one line of ASCII, and have no "=?", which begins encoded text'); // there could be a line in it

/** Headers of a workflow's own, by name. */
export const EmailHeaders = z.record(z.string(), Value).superRefine((headers, context) => {
  const names = Object.keys(headers);
  if (names.length > 20) context.addIssue({ code: 'custom', message: 'must be at most 20' });
  for (const [place, name] of names.entries()) {
    const add = (message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (!isAllowedHeader(name)) add('is not among the headers that a workflow may set: docs/email-content.md');
    else if (names.slice(0, place).some((earlier) => earlier.toLowerCase() === name.toLowerCase())) add('is there twice');
  }
}, besideOtherFaults);
