import type { DryRunChannel } from '../api/types.ts';
import { element } from '../elements/element.ts';

type Extras = Omit<NonNullable<DryRunChannel['copy']['email']>, 'subject' | 'html' | 'text'>;
type Files = Extras['attachments'];

/** Shows what an e-mail has beside subject and body, one line a field; nothing when it has no more. */
export function mailExtras({ from_name, reply_to, cc, bcc, headers, attachments, invitation }: Extras): HTMLElement[] {
  const lines = [
    ['From', from_name],
    ['Reply-To', reply_to],
    ['Cc', cc?.join(', ')],
    ['Bcc', bcc?.join(', ')],
    ...Object.entries(headers ?? {}),
    ['Invitation', invitation && `${invitation.method}: ${invitation.summary}, ${invitation.start} to ${invitation.end}`],
  ].flatMap(([name = '', value]) => (value ? [element('p', { class: 'hint' }, `${name}: ${value}`)] : []));
  return [...lines, ...filesLine(attachments)];
}

/** Names the files of an e-mail, with type and size; nothing when there are none. */
export function filesLine(files: Files): HTMLElement[] {
  if (files === undefined || files.length === 0) return [];
  const named = files.map(({ filename, content_type, bytes, s3 }) => {
    const size = bytes === undefined ? undefined : inKilobytes(bytes);
    const place = s3 && `in S3: ${[s3.bucket, s3.key].filter(Boolean).join('/')}`;
    return `${filename} (${[content_type, size, place].filter(Boolean).join(', ')})`;
  });
  return [element('p', { class: 'hint' }, `Files: ${named.join('; ')}`)];
}

function inKilobytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} KB`;
}
