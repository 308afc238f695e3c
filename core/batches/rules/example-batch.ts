import type { Batch, BatchItem } from '../../../contract/batches/batch.ts';
import type { Actor } from '../../../contract/publishing/actor.ts';
import { derivedUlid } from '../../publishing/rules/derived-id.ts';
import { mostShown } from './most-in-batch.ts';

/** Those who stand for actors in a batch that nobody made; whoever comes behind them is nobody by name. */
const names = ['Ann', 'Ben', 'Cleo', 'Dev'];

/** Makes a batch of so many notifications that are like one another, to see how its copy reads. The actor of that one is its first. */
export function exampleBatch(
  count: number,
  { data, actor, at }: { data: Record<string, unknown>; actor?: Actor | undefined; at: Date },
): Batch {
  const others = names.slice(actor === undefined ? 0 : 1).map((name): Actor => ({ id: name.toLowerCase(), name }));
  const known = [...(actor ? [actor] : []), ...others].slice(0, count);
  const items = Array.from({ length: Math.min(count, mostShown) }, (_, place): BatchItem => {
    const by = known[place];
    return { id: `ntf_${derivedUlid(at, 'example', String(place))}`, at: at.toISOString(), data, ...(by && { actor: by }) };
  });
  return { count, items, actors: known, more_actors: count - known.length, closed_at: at.toISOString() };
}
