import * as z from 'zod';
import { OwnedUserId } from '../tenants/owned-ids.ts';
import { WebUrl } from '../values.ts';

/** Who did what a notification tells of, as they were when it was published. */
export const Actor = z
  .object({ id: OwnedUserId, name: z.string().optional(), avatar: WebUrl.optional() })
  .meta({ id: 'Actor', example: { id: 'grace', name: 'Grace Hopper', avatar: 'https://app.example.com/avatars/grace.png' } });
export type Actor = z.infer<typeof Actor>;
