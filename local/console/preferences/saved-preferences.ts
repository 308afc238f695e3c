import { apiKeys, call } from '../api/call.ts';
import type { PreferencesAnswer, PreferencesPatch } from '../api/types.ts';

/** Whose preferences, as they were last read, and the tag that says which edition. */
export type Saved = { user: string; preferences: PreferencesAnswer; etag: string | undefined };

/** Reads them, as the app's server would. */
export async function readPreferences(user: string): Promise<Saved> {
  const { body, headers } = await call(`GET ${pathOf(user)}`, { bearer: apiKeys.live });
  return { user, preferences: body, etag: headers.get('ETag') ?? undefined };
}

/**
 * Changes them, and answers what they are then.
 * @throws Problem with status 412 when somebody else has changed them meanwhile.
 */
export async function patchPreferences({ user, etag }: Saved, patch: PreferencesPatch): Promise<Saved> {
  const options = { bearer: apiKeys.live, headers: { ...(etag !== undefined && { 'If-Match': etag }) }, body: patch };
  const { body, headers } = await call(`PATCH ${pathOf(user)}`, options);
  return { user, preferences: body, etag: headers.get('ETag') ?? undefined };
}

function pathOf(user: string): `/v1/users/${string}/preferences` {
  return `/v1/users/${encodeURIComponent(user)}/preferences`;
}
