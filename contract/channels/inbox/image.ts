import * as z from 'zod';
import { singleLine } from '../../text.ts';
import { WebUrl } from '../../values.ts';

/** The picture of an inbox item. `alt` says what it shows, for who does not see it; without it the picture only adorns. */
export const InboxImage = z
  .strictObject({
    url: WebUrl.refine((url) => !/^http:/i.test(url), 'must be an https URL'),
    alt: singleLine(200).optional(),
  })
  .meta({ id: 'InboxImage', example: { url: 'https://app.example.com/quotes/7.png', alt: 'The new brakes' } });
export type InboxImage = z.infer<typeof InboxImage>;
