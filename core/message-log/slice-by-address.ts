import { cursorInvalid } from '../errors.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import type { Suppressions } from '../suppressions/ports/suppressions.ts';
import type { LogPage, LogSlice, MessageLog } from './ports/message-log.ts';

export type AddressDeps = {
  messageLog: MessageLog;
  suppressions: Pick<Suppressions, 'find'>;
  ledger: Pick<PublishingLedger, 'read'>;
};

/** How many users are read together: each is one more request of a slice. */
const usersAtOnce = 10;

/** Where a list by address stands: in the notifications of a group of users, behind whom and up to whom they are. */
type Place = { before?: string | undefined; after?: string | undefined; through?: string | undefined };

/**
 * Reads a stretch of the notifications of those who have an address or had it. Users are gone through in the order of their ids, some at
 * once, and the notifications of these are newest first: so a call costs the same however many share the address, and none is left out.
 */
export async function sliceByAddress(address: string, page: LogPage, deps: AddressDeps): Promise<LogSlice> {
  const { before, after, through } = parsePlace(page.before);
  const { userIds, next } = await findUsersOf(address, { after, through }, deps);
  const end = next ?? through;
  const slice =
    userIds.length === 0 ? { entries: [] } : await deps.messageLog.slice({ of: 'users', userIds }, { ...page, before });
  const entries = slice.entries.map((entry) => ({ ...entry, place: formatPlace({ before: entry.place, after, through: end }) }));
  if (slice.next !== undefined) return { entries, next: formatPlace({ before: slice.next, after, through: end }) };
  return { entries, ...(end !== undefined && { next: formatPlace({ after: end }) }) };
}

/** Who has an address or had it. Of those who have it since 0.1.0, one is known by what made it be suppressed. */
async function findUsersOf(address: string, { after, through }: Place, { messageLog, suppressions, ledger }: AddressDeps) {
  const found = await messageLog.usersOf(address, { after, through, limit: usersAtOnce });
  if (found.userIds.length > 0 || found.next !== undefined || after !== undefined) return found;
  const { notificationId } = (await suppressions.find(address)) ?? {};
  const suppressed = notificationId === undefined ? undefined : await ledger.read(notificationId);
  return { userIds: suppressed === undefined ? [] : [suppressed.notification.userId] };
}

/** No id of a user has a "#". */
function formatPlace({ before = '', after = '', through = '' }: Place): string {
  return [before, after, through].join('#');
}

function parsePlace(place: string | undefined): Place {
  if (place === undefined) return {};
  const parts = place.split('#');
  if (parts.length !== 3) throw cursorInvalid('list');
  const [before, after, through] = parts.map((part) => part || undefined);
  return { before, after, through };
}
