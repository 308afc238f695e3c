import { cursorInvalid } from '../errors.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import { beginningOf, isOf, type Tenant } from '../tenants/rules/owned.ts';
import type { LogPage, LogSlice, MessageLog } from './ports/message-log.ts';

export type AddressDeps = {
  messageLog: MessageLog;
  suppressions: Pick<Suppressions, 'find'>;
  ledger: Pick<PublishingLedger, 'read'>;
};

/** How many users are read together: each is one more request of a slice. */
const usersAtOnce = 10;

/** Whose notifications are looked for: of one tenant's users, or of all. */
type Wanted = { address: string; tenant?: Tenant };

/** Where a list by address stands: in the notifications of a group of users, behind whom and up to whom they are. */
type Place = { before?: string | undefined; after?: string | undefined; through?: string | undefined };

/**
 * Reads a stretch of the notifications of those who have an address or had it. It goes through these users by their ids, some at
 * once, and through the notifications of some users newest first. So a call costs the same however many share the address, and
 * none is left out. For a tenant only its own users are looked for, as places name users.
 */
export async function sliceByAddress(wanted: Wanted, page: LogPage, deps: AddressDeps): Promise<LogSlice> {
  const { before, after, through } = parsePlace(page.before, wanted);
  const { userIds, next } = await findUsersOf(wanted, { after, through }, deps);
  const end = next ?? through;
  const slice =
    userIds.length === 0 ? { entries: [] } : await deps.messageLog.slice({ of: 'users', userIds }, { ...page, before });
  const entries = slice.entries.map((entry) => ({ ...entry, place: formatPlace({ before: entry.place, after, through: end }) }));
  if (slice.next !== undefined) return { entries, next: formatPlace({ before: slice.next, after, through: end }) };
  return { entries, ...(end !== undefined && { next: formatPlace({ after: end }) }) };
}

/** Behind the ids of all users of a tenant. */
const behindAll = '\u{10ffff}';

/** Who has an address or had it. Of those who have it since 0.1.0, one is known by what made it be suppressed. */
async function findUsersOf({ address, tenant }: Wanted, place: Place, { messageLog, suppressions, ledger }: AddressDeps) {
  const theirs = beginningOf(tenant);
  const ofTenant = tenant === undefined ? {} : { after: theirs, through: theirs + behindAll };
  const { after, through } = place;
  const range = { after: after ?? ofTenant.after, through: through ?? ofTenant.through };
  const found = await messageLog.usersOf(address, { ...range, limit: usersAtOnce });
  if (found.userIds.length > 0 || found.next !== undefined || after !== undefined) return found;
  const { notificationId } = (await suppressions.find(address)) ?? {};
  const suppressed = notificationId === undefined ? undefined : await ledger.read(notificationId);
  const userIds = suppressed === undefined ? [] : [suppressed.notification.userId];
  return { userIds: tenant === undefined ? userIds : userIds.filter((id) => isOf(tenant, id)) };
}

/** No id of a user has a "#". */
function formatPlace({ before = '', after = '', through = '' }: Place): string {
  return [before, after, through].join('#');
}

/** A place of others' users was made up: what a page says of its end would tell who else has the address. */
function parsePlace(place: string | undefined, { tenant }: Wanted): Place {
  if (place === undefined) return {};
  const parts = place.split('#');
  const [before, after, through] = parts.map((part) => part || undefined);
  const isTheirs = [after, through].every((id) => id === undefined || tenant === undefined || isOf(tenant, id));
  if (parts.length !== 3 || !isTheirs) throw cursorInvalid('list');
  return { before, after, through };
}
