import type { PublishRequest, Refusal } from '../../contract/publishing/publish.ts';
import { canonicalJson } from '../http/rules/canonical-json.ts';
import type { Now } from '../time/ports/clock.ts';
import type { KeyUse, RecipientKeys } from './ports/recipient-keys.ts';
import { fingerprint } from './rules/fingerprint.ts';
import { type Accepted, allRefused } from './validate-publish.ts';

/** A recipient who gets it; `before`: what their key was used for by another request. */
export type Kept = Accepted & { before?: KeyUse };

/** Whose request it is, and which run is made of it. */
type Claim = { run: Omit<KeyUse, 'told'>; request: PublishRequest; caller: string };

/**
 * Claims the keys that recipients have of their own for this run. Whose key came with something else within the day is refused.
 * @throws Refused when that is everybody.
 */
export async function claimKeys(
  accepted: readonly Accepted[],
  { run, request: { recipients: _, ...told }, caller }: Claim,
  { recipientKeys, now }: { recipientKeys: RecipientKeys; now: Now },
): Promise<{ kept: Kept[]; refused: Refusal[] }> {
  if (accepted.every(({ key }) => key === undefined)) return { kept: [...accepted], refused: [] };
  const all = fingerprint(canonicalJson(told)); // once: what all are told may be large

  const claimed = await Promise.all(
    accepted.map(async (each): Promise<Kept | Refusal> => {
      const { id, contact, data, key } = each;
      if (key === undefined) return each;
      const { requestId, requestedAt, sendAt } = run;
      const use = { requestId, requestedAt, sendAt, told: fingerprint(canonicalJson([all, { id, contact, data }])) };
      const first = await recipientKeys.claim({ caller, key, use, now: now() });
      if (first.told !== use.told) return usedOtherwise(each);
      return first.requestId === requestId ? each : { ...each, before: first };
    }),
  );
  const refused = claimed.flatMap((each) => ('code' in each ? [each] : []));
  if (refused.length === accepted.length) throw allRefused(refused);
  return { kept: claimed.flatMap((each) => ('code' in each ? [] : [each])), refused };
}

function usedOtherwise({ pointer, id }: Accepted): Refusal {
  return {
    pointer: `${pointer}/idempotency_key`,
    code: 'recipient_invalid',
    detail: 'came with something else before; use a new key for what is new',
    user: id,
  };
}
