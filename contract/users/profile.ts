import * as z from 'zod';
import { besideOtherFaults } from '../http/refine.ts';
import { safeLine, singleLine } from '../text.ts';
import { WebUrl } from '../values.ts';

const mostKeys = 50;
const mostBytes = 4096; // a user's item is written with each change of their inbox, and each started KB of it is a write unit

/** One line of text; what is no such text is made it, so that no attribute can break a subject or an SMS when it is shown there. */
const Line = z.string().max(1024).overwrite(safeLine);

/** A text of one line, a number, or true or false. */
export const Scalar = z.union([Line, z.number(), z.boolean()], { error: 'must be a text, a number, true or false' });

/** What an attribute may hold: a scalar, or a list of them. */
export const AttributeValue = z
  .union([Scalar, z.array(Scalar).max(50)], {
    error: 'must be a text of at most 1024 characters, a number, true, false, or a list of them',
  })
  .meta({ id: 'AttributeValue' });
export type AttributeValue = z.infer<typeof AttributeValue>;

/** The name of an attribute. */
export const AttributeName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, "_" or "-", and begin with a letter')
  .meta({ example: 'plan' });

/** What the app says of a user, for texts, conditions and broadcasts. */
export const Attributes = z
  .record(AttributeName, AttributeValue)
  .refine((attributes) => Object.keys(attributes).length <= mostKeys, {
    error: `must have at most ${mostKeys} attributes`,
    ...besideOtherFaults,
  })
  .refine((attributes) => new TextEncoder().encode(JSON.stringify(attributes)).length <= mostBytes, {
    error: `must have at most ${mostBytes} bytes as JSON`,
    ...besideOtherFaults,
  })
  .meta({
    id: 'Attributes',
    example: { plan: 'pro', seats: 12, teams: ['red', 'blue'] },
    description: `At most ${mostKeys}, and ${mostBytes} bytes as JSON. What is given takes the place of all that there were.`,
  });
export type Attributes = z.infer<typeof Attributes>;

/** Who a user is, beside how they are reached. */
export const profileFields = {
  name: singleLine(128).meta({ example: 'Ada Lovelace' }).optional(),
  avatar: WebUrl.refine((url) => !URL.canParse(url) || new URL(url).protocol === 'https:', {
    error: 'must be an https URL', // the inbox shows it on the app's own page, which may take no other
  })
    .meta({ example: 'https://app.example.com/avatars/ada.png' })
    .optional(),
  attributes: Attributes.optional(),
};

/** The same as one value, as a notification keeps it. */
export const Profile = z.strictObject(profileFields).meta({ id: 'Profile' });
export type Profile = z.infer<typeof Profile>;
