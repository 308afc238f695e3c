import * as z from 'zod';
import { singleLine } from '../../text.ts';
import { Instant } from '../../values.ts';
import { ChatKind } from './kind.ts';

/** The name that the app gives to a connection, such as `ops`; timelines name it. */
export const ChatConnectionId = z
  .string()
  .max(40)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'must be letters, digits and ".", "_" or "-" in between')
  .meta({ example: 'ops' });

/** A connection to make, or to put in the place of what was there. Whoever has the URL can post: it is shown to nobody again. */
export const NewChatConnection = z
  .strictObject({
    kind: ChatKind,
    url: z
      .url({ protocol: /^https?$/, error: 'must be an https URL' })
      .max(2048) // those of Teams have some 400
      .meta({ example: 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX' }),
    description: singleLine(200).optional(),
  })
  .meta({ id: 'NewChatConnection' });
export type NewChatConnection = z.infer<typeof NewChatConnection>;

const shown = {
  id: ChatConnectionId,
  kind: ChatKind,
  /** The host, and nothing of what lets one post. */
  url: z.string().meta({ example: 'https://hooks.slack.com/…' }),
  description: z.string().optional(),
  /** `gone`: the service says that it is there no more, and nothing is posted by it. */
  status: z.enum(['active', 'gone']),
  gone_because: z.string().optional(),
  created_at: Instant,
  last_used_at: Instant.optional(),
};

/** A connection of a user or a topic, without its secret. */
export const ChatConnectionAnswer = z.strictObject(shown).meta({ id: 'ChatConnection' });
export type ChatConnectionAnswer = z.infer<typeof ChatConnectionAnswer>;

/** The same as it is answered when it is put: a webhook of the owner's own has the secret that signs what it is told. */
export const PutChatConnection = z
  .strictObject({ ...shown, secret: z.string().optional().meta({ example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }) })
  .meta({ id: 'PutChatConnection' });
export type PutChatConnection = z.infer<typeof PutChatConnection>;

/** All connections of a user or a topic, by their names: there are ten at most. */
export const ChatConnectionList = z.strictObject({ data: z.array(ChatConnectionAnswer) }).meta({ id: 'ChatConnectionList' });
export type ChatConnectionList = z.infer<typeof ChatConnectionList>;
