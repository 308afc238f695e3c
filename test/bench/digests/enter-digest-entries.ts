import type { Ledger } from '../../../adapters/records/ledger.ts';
import { digestTimeOf } from '../../../core/preferences/rules/preferences.ts';
import { derivedUlid } from '../../../core/publishing/rules/derived-id.ts';
import type { Users } from '../../../core/users/ports/users.ts';

/** A user with notifications that wait for a daily digest at eight in the morning, UTC, and lie unread in the inbox. */
export async function enterDigestEntries(
  { users, ledger }: { users: Users; ledger: Ledger },
  userId: string,
  entries: number,
  at: Date,
): Promise<void> {
  await users.upsert(userId, { email: `${userId}@example.com` }, at);
  for (let number = 0; number < entries; number += 1) {
    const id = `ntf_${derivedUlid(at, 'bench', userId, String(number))}`;
    const shown = { notificationId: id, userId, category: 'general', createdAt: at };
    const copy = { title: `Repair R-${number} is approved`, body: 'Northwind Logistics has approved the repair. You can start.' };
    const events = [{ status: 'digesting' as const, at: at.toISOString() }];
    await ledger.enter({
      notification: {
        ...{ id, userId, category: 'general', createdAt: at, priority: 'normal', test: false },
        ...{ requestId: `req_${id.slice(4)}`, workflow: 'message', data: {}, explanation: [] },
      },
      messages: [
        { notificationId: id, channel: 'email', status: 'digesting', address: `${userId}@example.com`, attempts: 0, events },
      ],
      inboxItem: { ...shown, ...copy, workflow: 'message', priority: 'normal' },
      digestEntry: { entry: { ...shown, ...copy, channel: 'email' }, frequency: 'daily', clock: digestTimeOf({}), now: at },
      expiresAt: new Date('2031-01-01T00:00:00Z'),
    });
  }
}
