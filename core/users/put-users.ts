import type { ProblemPlace } from '../../contract/http/problems.ts';
import { mostLetters } from '../../contract/tenants/owned-ids.ts';
import { type BulkAnswer as Answer, BulkUser } from '../../contract/users/bulk.ts';
import { findUnsafePlace } from '../http/rules/parse-json.ts';
import { parseOutside, problemPlaces } from '../http/rules/problem-places.ts';
import { soundFields } from '../http/rules/sound-fields.ts';
import { ownedBy, type Tenant } from '../tenants/rules/owned.ts';
import type { Now } from '../time/ports/clock.ts';
import type { User, Users } from './ports/users.ts';
import { asksForHome, type ContactFault, findContactFaults, readContact } from './rules/read-contact.ts';

type Refused = Answer['refused'][number];
type Sorted = { users: BulkUser[]; refused: Refused[] };

/**
 * Creates users, or changes how they can be reached and who they are; what is absent of one stays. Each bad one is refused by itself, with all
 * that is wrong with it. Doing it again changes nothing. `tenant` is whose users they are.
 */
export async function putUsers(
  given: readonly unknown[],
  { users, now }: { users: Users; now: Now },
  tenant?: Tenant,
): Promise<Answer> {
  const known = await users.getMany(dialled(given, tenant));
  const sorted = sort(given, known, tenant);
  const at = now();
  const changed = await Promise.all(sorted.users.map(({ id, ...contact }) => users.upsert(id, contact, at)));
  return { users: changed.map((user) => ({ id: user.id, outcome: outcomeOf(user, at) })), refused: sorted.refused };
}

/** What is wrong with users before anything is asked of them: for a dry run, which knows nobody. */
export function sort(given: readonly unknown[], known: ReadonlyMap<string, User> = new Map(), tenant?: Tenant): Sorted {
  const users = new Map<string, BulkUser>();
  const refused: Refused[] = [];
  for (const [index, each] of given.entries()) {
    const pointer = `/users/${index}`;
    const unsafe = findUnsafePlace(each, pointer, depthOfUser);
    if (unsafe !== undefined) {
      refused.push({ pointer: unsafe.pointer, detail: unsafe.detail });
      continue;
    }
    const parsed = parseOutside(BulkUser, each);
    if (!parsed.success) {
      const more = findContactFaults(soundFields(BulkUser, each));
      refused.push(...problemPlaces(parsed.error, pointer), ...more.map((fault) => placeOf(fault, pointer)));
      continue;
    }
    const { id: name, ...given } = parsed.data;
    const id = ownedBy(tenant, name);
    const read = readContact(given, known.get(id));
    if (id.length > mostLetters)
      refused.push({ pointer, detail: `the id must have at most ${mostLetters} letters together with its tenant's`, user: name });
    else if ('faults' in read) refused.push(...read.faults.map((fault) => ({ ...placeOf(fault, pointer), user: id })));
    else if (users.has(id)) refused.push({ pointer, detail: 'this user is named more than once; the first counts', user: id });
    else users.set(id, { id, ...read.contact });
  }
  return { users: [...users.values()], refused };
}

function placeOf({ field, detail }: ContactFault, pointer: string): ProblemPlace {
  return { pointer: `${pointer}/${field}`, detail };
}

/** A user stands in a list in the body. */
const depthOfUser = 2;

/** The users whose number comes as it is dialled at home: what is known of them may say where that is. */
function dialled(given: readonly unknown[], tenant: Tenant): string[] {
  return given.flatMap((each) => {
    const { success, data } = BulkUser.safeParse(each);
    return success && asksForHome(data) ? [ownedBy(tenant, data.id)] : [];
  });
}

function outcomeOf({ version, updatedAt }: User, at: Date): Answer['users'][number]['outcome'] {
  if (updatedAt < at) return 'unchanged';
  return version === 1 ? 'created' : 'changed';
}
