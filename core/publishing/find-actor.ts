import type { Actor } from '../../contract/publishing/actor.ts';
import { Refused } from '../errors.ts';
import type { Users } from '../users/ports/users.ts';

/** Who did it, as they are known now; a refusal for one who is not known. Nothing when the publish names nobody. */
export async function findActor(
  id: string | undefined,
  { users }: { users: Pick<Users, 'getMany'> },
): Promise<Actor | Refused | undefined> {
  if (id === undefined) return undefined;
  const recent = (await users.getMany([id], { fresh: false })).get(id);
  const user = recent ?? (await users.getMany([id])).get(id); // they may have been made a moment ago
  if (user === undefined) return unknownActor();
  const { name, avatar } = user;
  return { id, ...(name !== undefined && { name }), ...(avatar !== undefined && { avatar }) };
}

function unknownActor(): Refused {
  const places = [{ pointer: '/actor', detail: 'no such user is known' }];
  return new Refused('body_invalid', 'the actor is not known', { places });
}
