import * as z from 'zod';
import { addressFields } from '../channels/channels.ts';
import { Locale, TimeZone } from '../values.ts';
import { addressLists } from './addresses.ts';
import { profileFields } from './profile.ts';

/** How a user can be reached, and who they are; what is given replaces what was known, what is absent stays. */
export const Contact = z
  .strictObject({
    ...addressFields('given'),
    ...addressLists('given'),
    ...profileFields,
    locale: Locale.optional(),
    timezone: TimeZone.optional(),
  })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof Contact>;
