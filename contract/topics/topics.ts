import * as z from 'zod';
import { ownedNames } from '../tenants/owned-names.ts';

/** The name that the app gives to a group of users, such as `building:42`. */
export const TopicName = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._:-]*[A-Za-z0-9])?$/, 'must be letters, digits and ".", "_", ":" or "-" in between')
  .meta({ example: 'building:42' })
  .register(ownedNames, { kind: 'topic' });
export type TopicName = z.infer<typeof TopicName>;
