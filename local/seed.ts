import { createHash } from 'node:crypto';
import type { Contact } from '../contract/users/contact.ts';
import type { ApiKey, ApiKeys } from '../core/access/ports/access.ts';
import type { CallApi } from './api-caller.ts';
import { localKeyId, localKeys } from './local-keys.ts';

/** The users that are there from the start. Their numbers are set aside for films, so nobody can be reached by them. */
export const localUsers: Readonly<Record<string, Contact>> = {
  ada: { email: 'ada@example.com', phone: '+447700900123', locale: 'en-GB', timezone: 'Europe/London' },
  grace: { email: 'grace@example.com', phone: '+12025550123', locale: 'en-US', timezone: 'America/New_York' },
};

/** Makes the keys and users that are missing; what the developer changed since stays. */
export async function seed({ apiKeys, callApi }: { apiKeys: ApiKeys; callApi: CallApi }): Promise<void> {
  for (const kind of ['live', 'test'] as const) {
    const key = keyOf(kind);
    if (!(await apiKeys.find(key.hash))) await apiKeys.add(key);
  }
  for (const [id, contact] of Object.entries(localUsers)) {
    const path = `/v1/users/${id}`;
    const found = await callApi('GET', path);
    const answer = found.status === 404 ? await callApi('PUT', path, contact) : found;
    if (answer.status !== 200)
      throw new Error(`the user "${id}" could not be made: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

function keyOf(kind: 'live' | 'test'): ApiKey {
  const hash = createHash('sha256').update(localKeys[kind]).digest('hex');
  return { id: localKeyId(kind), hash, name: `this machine's ${kind} key`, kind, createdAt: new Date() };
}
