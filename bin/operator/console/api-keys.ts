import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import type { ApiKey } from '../../../core/access/ports/access.ts';
import type { KeyOrder } from '../../../local/gateway/answers/keys.ts';
import type { LocalAnswers } from '../../../local/gateway/local-answers.ts';
import { localKeyId } from '../../../local/local-keys.ts';
import { isBrief } from '../api/with-brief-key.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import { newApiKey } from '../new-api-key.ts';
import type { StageView } from './stage-view.ts';

type Keys = Pick<StageView, 'table' | 'place'>;

/** Lists the API keys of a stage, newest first, without their secrets. */
export async function listKeys({ table, place }: Keys): Promise<LocalAnswers['GET /local/keys']> {
  const keys = await dynamoApiKeys(table).list();
  return {
    data: keys
      .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
      .map(({ id, name, kind, tenant, createdAt, revokedAt }) => ({
        id,
        name,
        kind,
        ...(tenant !== undefined && { tenant }),
        created_at: createdAt.toISOString(),
        ...(revokedAt && { revoked_at: revokedAt.toISOString() }),
        ...(isOwn({ id, name }, place) && { is_own: true as const }),
      })),
  };
}

/** Makes a key, as `keys create` does. Its secret is in the answer, and is stored only as a hash. */
export async function makeKey({ name, kind, tenant }: KeyOrder, { table }: Keys): Promise<LocalAnswers['POST /local/keys']> {
  const { secret, key } = newApiKey({ name, kind, tenant }, table.now());
  await dynamoApiKeys(table).add(key);
  return { id: key.id, secret, name, kind, ...(tenant !== undefined && { tenant }) };
}

/**
 * Revokes a key, as `keys revoke` does.
 * @throws CannotDo for one that there is not, and for those that the console itself calls with.
 */
export async function revokeKey(id: string, { table, place }: Keys): Promise<void> {
  const apiKeys = dynamoApiKeys(table);
  const found = (await apiKeys.list()).find((key) => key.id === id);
  if (found === undefined) throw new CannotDo(`there is no key "${id}"`, { code: exitCodes.notFound });
  if (isOwn(found, place)) throw new CannotDo(`the console itself calls with "${id}"`);
  await apiKeys.revoke(id, table.now());
}

/** Whether the console calls with a key: one that was made for it, or one of the two that each local system has. */
function isOwn({ id, name }: Pick<ApiKey, 'id' | 'name'>, { is_local }: Keys['place']): boolean {
  return isBrief({ name }) || (is_local && [localKeyId('live'), localKeyId('test')].includes(id));
}
