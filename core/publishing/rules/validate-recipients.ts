import { Recipient, type Refusal } from '../../../contract/publishing/publish.ts';
import { mostLetters } from '../../../contract/tenants/owned-ids.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import { parseOutside, problemPlaces } from '../../http/rules/problem-places.ts';
import { soundFields } from '../../http/rules/sound-fields.ts';
import { ownedBy, type Tenant } from '../../tenants/rules/owned.ts';
import { asksForHome, findContactFaults, readContact } from '../../users/rules/read-contact.ts';
import type { Whereabouts } from '../../workflows/rules/reader.ts';
import type { OwnData } from './own-data.ts';

/** A recipient in good shape; `contact` is there when the publish gave an object, `key` makes them the same when they come again. */
export type Candidate = { pointer: string; id: string; contact?: Contact; data?: OwnData; key?: string };

/**
 * Looks at each recipient by itself, so that a bad one does not spoil the others. `known` is where users are at home whose number does
 * not say its country (`dialledNumbers`); `tenant` is whose users they are.
 */
export function validateRecipients(
  recipients: readonly unknown[],
  known: ReadonlyMap<string, Whereabouts> = new Map(),
  tenant?: Tenant,
): { candidates: Candidate[]; refused: Refusal[] } {
  const candidates: Candidate[] = [];
  const refused: Refusal[] = [];
  const seen = new Set<string>();

  for (const [index, recipient] of recipients.entries()) {
    const decided = decide({ recipient, tenant }, `/recipients/${index}`, known);
    if ('faults' in decided) refused.push(...decided.faults);
    else if (seen.has(decided.id)) refused.push(repeated(decided));
    else candidates.push(decided);
    if (decided.id !== undefined) seen.add(decided.id);
  }
  return { candidates, refused };
}

/** A candidate, or all that is wrong with them. */
function decide(
  { recipient, tenant }: { recipient: unknown; tenant: Tenant },
  pointer: string,
  known: ReadonlyMap<string, Whereabouts>,
): Candidate | { faults: Refusal[]; id?: string } {
  const parsed = parseOutside(schemaFor(recipient), recipient);
  if (!parsed.success) {
    const more = findContactFaults(soundFields(Recipient.options[1], recipient));
    const places = [
      ...problemPlaces(parsed.error, pointer),
      ...more.map(({ field, detail }) => ({ pointer: `${pointer}/${field}`, detail })),
    ];
    return { faults: places.map((place) => ({ ...place, code: 'recipient_invalid' as const })) };
  }
  const {
    id: name,
    data,
    idempotency_key: key,
    ...contact
  } = typeof parsed.data === 'string' ? { id: parsed.data } : parsed.data;
  const id = ownedBy(tenant, name);
  if (id.length > mostLetters) return { faults: [tooLong(pointer, name)] };
  if (typeof parsed.data === 'string') return { pointer, id };

  // whoever is only told something has to be there
  const isKnown = (data !== undefined || key !== undefined) && Object.keys(contact).length === 0;
  const candidate = { pointer, id, ...(!isKnown && { contact }), ...(data && { data }), ...(key !== undefined && { key }) };
  const read = readContact(contact, known.get(id));
  if ('contact' in read) return { ...candidate, ...(candidate.contact && { contact: read.contact }) };
  const faults = read.faults.map(({ field, detail }) => ({ pointer: `${pointer}/${field}`, detail, user: id }));
  return { id, faults: faults.map((fault) => ({ ...fault, code: 'recipient_invalid' as const })) };
}

/** The users whose number comes as it is dialled within their country: what is known of them may say which that is. */
export function dialledNumbers(recipients: readonly unknown[], tenant?: Tenant): string[] {
  return recipients.flatMap((recipient) => {
    const { success, data } = Recipient.options[1].safeParse(recipient);
    return success && asksForHome(data) ? [ownedBy(tenant, data.id)] : [];
  });
}

/** The half of the union that was meant, so that its own words come back and not "invalid union". */
function schemaFor(recipient: unknown) {
  return typeof recipient === 'string' ? Recipient.options[0] : Recipient.options[1];
}

function tooLong(pointer: string, user: string): Refusal {
  return {
    pointer,
    code: 'recipient_invalid',
    detail: `must have at most ${mostLetters} letters together with its tenant's`,
    user,
  };
}

function repeated({ pointer, id }: Candidate): Refusal {
  return { pointer, code: 'recipient_repeated', detail: 'this user is named more than once; the first counts', user: id };
}
