import { type Contact, Recipient, type Refusal } from '../../contract/publish.ts';
import { phoneProblem } from './phone-number.ts';
import { problemPlaces } from './problem-places.ts';

/** A recipient in good shape; `contact` is there when the publish gave an object. */
export type Candidate = { pointer: string; id: string; contact?: Contact };

/** Looks at each recipient by itself, so that a bad one does not spoil the others. */
export function judgeRecipients(recipients: readonly unknown[]): { candidates: Candidate[]; refused: Refusal[] } {
  const candidates: Candidate[] = [];
  const refused: Refusal[] = [];
  const seen = new Set<string>();

  for (const [index, recipient] of recipients.entries()) {
    const judged = judge(recipient, `/recipients/${index}`);
    if ('code' in judged) refused.push(judged);
    else if (seen.has(judged.id)) refused.push(repeated(judged));
    else candidates.push(judged);
    if ('id' in judged) seen.add(judged.id);
  }
  return { candidates, refused };
}

function judge(recipient: unknown, pointer: string): Candidate | Refusal {
  const parsed = schemaFor(recipient).safeParse(recipient);
  if (!parsed.success) {
    const place = problemPlaces(parsed.error, pointer)[0] ?? { pointer, detail: 'must be a user id or an object with one' };
    return { ...place, code: 'recipient_invalid' };
  }
  if (typeof parsed.data === 'string') return { pointer, id: parsed.data };

  const { id, ...contact } = parsed.data;
  const problem = contact.phone === undefined ? undefined : phoneProblem(contact.phone);
  if (problem !== undefined) return { pointer: `${pointer}/phone`, code: 'recipient_invalid', detail: problem, user: id };
  return { pointer, id, contact };
}

/** The half of the union that was meant, so that its own words come back and not "invalid union". */
function schemaFor(recipient: unknown) {
  return typeof recipient === 'string' ? Recipient.options[0] : Recipient.options[1];
}

function repeated({ pointer, id }: Candidate): Refusal {
  return { pointer, code: 'recipient_repeated', detail: 'this user is named more than once; the first counts', user: id };
}
