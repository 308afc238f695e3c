import type { MailReaders } from '../emulators/providers/mail-readers.ts';
import type { Outbox } from '../emulators/providers/outbox.ts';
import type { HttpAnswer } from './http-answer.ts';
import { mailPage } from './mail-page.ts';

/** What is behind the addresses of e-mails in the outbox. */
export type MailDeps = { outbox: Outbox; mailReaders: MailReaders };

/** A transparent picture of 1 × 1 pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * Whether it is the picture of an e-mail. The page of an e-mail is in a sandbox, so that browsers ask for it with `Origin: null`; it tells
 * nobody anything, and nobody guesses its address.
 */
export function isMailPicture(path: string): boolean {
  return /^\/local\/outbox\/[\w-]+\/open\.gif$/.test(path);
}

/**
 * Answers what an e-mail in the outbox leads to: its page, and the picture and links of one that is tracked. Nothing when it is another
 * address, or there is no such e-mail.
 */
export async function answerMail(
  path: string,
  userAgent: string,
  { outbox, mailReaders }: MailDeps,
): Promise<HttpAnswer | undefined> {
  const [, id = '', what, place] = /^\/local\/outbox\/([\w-]+)\/(html|open\.gif|links\/(\d+))$/.exec(path) ?? [];
  switch (what) {
    case undefined:
      return undefined;
    case 'html': {
      const [entry] = await outbox.list({ id });
      return entry?.html === undefined ? undefined : mailPage(entry.html);
    }
    case 'open.gif':
      return mailReaders.open(id, userAgent) ? { status: 200, headers: uncached('image/gif'), body: pixel } : undefined;
    default: {
      const location = await mailReaders.follow(id, Number(place), userAgent);
      return location === undefined ? undefined : { status: 302, headers: { ...uncached('text/plain'), location }, body: '' };
    }
  }
}

function uncached(type: string): Record<string, string> {
  return { 'content-type': type, 'cache-control': 'no-store' };
}
