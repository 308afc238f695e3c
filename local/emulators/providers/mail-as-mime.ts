import { writeMime } from '../../../adapters/mime/mime.ts';

/** An e-mail as an API takes it: addresses as text, with a display name or without. */
export type ApiMail = {
  notificationId: string;
  from: string;
  to: string;
  cc?: readonly string[];
  replyTo: string;
  subject: string;
  html: string;
  text: string;
  headers: Readonly<Record<string, string>>;
  attachments?: { filename: string; content: string; contentType: string; contentId?: string | undefined }[];
  at: Date;
};

/** What is written for each e-mail, or from a field of its own. */
const writtenByItself = /^(?:Auto-Submitted|List-Unsubscribe(?:-Post)?)$/;

/** Writes what an API was given as the outbox keeps e-mails: MIME in base64. */
export function mailAsMime({ notificationId, from, to, cc = [], replyTo, headers, ...mail }: ApiMail): string {
  const [, name = '', address = from] = /^\s*"?((?:[^"\\<]|\\.)*?)"?\s*<([^<>]*)>\s*$/.exec(from) ?? [];
  const unsubscribeUrl = headers['List-Unsubscribe']?.replace(/^<|>$/g, '');
  const own = Object.entries(headers).filter(([header]) => !writtenByItself.test(header));
  const email = {
    ...mail,
    notificationId,
    to,
    cc: [...cc],
    headers: Object.fromEntries(own),
    ...(unsubscribeUrl !== undefined && { unsubscribeUrl }),
  };
  return Buffer.from(writeMime(email, { from: { name: name.replace(/\\(.)/g, '$1'), address }, replyTo })).toString('base64');
}

/** Whether it is an address that these APIs would take. */
export function isMailbox(address: string): boolean {
  return /^[^\s@<>,]{1,64}@[A-Za-z0-9.-]{1,255}$/.test(address);
}
