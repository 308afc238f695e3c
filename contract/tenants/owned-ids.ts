import * as z from 'zod';
import { CancellationKey } from '../cancellation/cancellation-key.ts';
import { TopicName } from '../topics/topics.ts';
import { UserId } from '../values.ts';
import { ownedNames } from './owned-names.ts';
import { TenantId } from './tenant-id.ts';

/** The most letters of a user's or a topic's name, its tenant's included: what keys, links and indexes are made for. */
export const mostLetters = 128;

/** What stands between a tenant and a name of its own. No id of a user and no name of a topic has it. */
export const ownerMark = '/';

/** The same of cancellation keys, which may have any letter but control characters. */
export const keyOwnerMark = '\u001f';

/** A user's id as queues and the table have it: `ada`, and of a tenant's user `acme/ada`. */
export const OwnedUserId = owned(UserId, ownerMark).register(ownedNames, { kind: 'user' });

/** A topic's name as queues and the table have it. */
export const OwnedTopic = owned(TopicName, ownerMark).register(ownedNames, { kind: 'topic' });

/** A cancellation key as queues and the table have it. */
export const OwnedCancellationKey = owned(CancellationKey, keyOwnerMark, 255 + 33).register(ownedNames, {
  kind: 'cancellation-key',
});

function owned(name: z.ZodString, mark: string, most = mostLetters) {
  return z
    .string()
    .min(1)
    .max(most)
    .superRefine((text, context) => {
      const at = text.indexOf(mark);
      if (at >= 0 && !TenantId.safeParse(text.slice(0, at)).success) context.addIssue('must begin with the id of a tenant');
      const { error } = name.safeParse(text.slice(at + 1));
      for (const { message } of error?.issues ?? []) context.addIssue(message);
    })
    .meta(name.meta() ?? {});
}
