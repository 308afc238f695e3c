import { askFirst } from '../api/ask-first.ts';
import { apiKeys, ask } from '../api/call.ts';
import { dryRun } from '../api/calls.ts';
import type { DryRunAnswer, PublishRequest } from '../api/types.ts';
import { channelNames } from '../delivery/channels.ts';
import { count } from '../elements/count.ts';
import { byId } from '../elements/element.ts';
import { namesOf } from '../elements/one-of.ts';

type Audience = NonNullable<DryRunAnswer['audience']>;
const nobody: Audience = { matched: 0, looked_at: 0, with_address: {} };

type Broadcast = { request: Omit<PublishRequest, 'recipients' | 'topic' | 'cancellation_key'>; key: keyof typeof apiKeys };

/**
 * What a broadcast would do to its first users, with its whole audience counted, however many calls that takes. Its fields say how far it is.
 */
export async function foreseeAudience({ request, key }: Broadcast): Promise<{ answer: DryRunAnswer; audience: Audience }> {
  say('Counting…');
  try {
    const answer = await ask(dryRun, { bearer: apiKeys[key], body: request });
    let audience = answer.audience ?? nobody;
    for (let cursor = audience.next_cursor; cursor !== undefined; cursor = audience.next_cursor) {
      say(`Counting… ${count(audience.looked_at, 'user')} so far.`);
      const next = await ask(dryRun, { bearer: apiKeys[key], body: { ...request, cursor } });
      audience = add(audience, next.audience ?? nobody);
    }
    say(`${describeAudience(audience)}.`);
    return { answer, audience };
  } catch (error) {
    say('');
    throw error;
  }
}

/** Counts whom a broadcast would go to, and asks whether it may start. One that would go to nobody may not. */
export async function countFirst(broadcast: Broadcast): Promise<boolean> {
  const { audience } = await foreseeAudience(broadcast);
  if (audience.matched === 0) return false; // its fields say so
  return askFirst(`Send “${broadcast.request.workflow}” to ${describeAudience(audience)}?`);
}

/** Names how many users there are, and how many of them have an address on each channel. */
export function describeAudience({ matched, looked_at, with_address }: Audience): string {
  const reached = namesOf(channelNames).filter((channel) => with_address[channel] !== undefined);
  const addresses = reached.map((channel) => `${channelNames[channel]} ${with_address[channel]}`);
  return `${matched} of ${count(looked_at, 'user')}${addresses.length === 0 ? '' : ` (${addresses.join(', ')})`}`;
}

/** What two calls have counted, one behind the other. */
function add(one: Audience, { matched, looked_at, with_address, next_cursor }: Audience): Audience {
  const sum = { ...one.with_address };
  for (const channel of namesOf(channelNames)) {
    const more = with_address[channel];
    if (more !== undefined) sum[channel] = (sum[channel] ?? 0) + more;
  }
  return {
    matched: one.matched + matched,
    looked_at: one.looked_at + looked_at,
    with_address: sum,
    ...(next_cursor !== undefined && { next_cursor }),
  };
}

function say(text: string): void {
  byId('audience-state').textContent = text;
}
