import * as z from 'zod';

/** Everybody at the workshop. `ada` and `grace` sign in; the others only write comments. */
export const people = {
  ada: 'Ada Lovelace',
  grace: 'Grace Hopper',
  lin: 'Lin Zhao',
  mia: 'Mia Rossi',
  noor: 'Noor Haddad',
  sam: 'Sam Okafor',
} as const;

export type Person = keyof typeof people;

/** What somebody is called among colleagues. */
export function firstName(person: Person): string {
  return people[person].split(' ', 1)[0] ?? person;
}

/** Who can sign in. */
export const SignedIn = z.enum(['ada', 'grace']);
export type SignedIn = z.infer<typeof SignedIn>;

const PersonId = z.enum(Object.keys(people) as [Person, ...Person[]]);

export const Comment = z.strictObject({ by: PersonId, text: z.string(), at: z.iso.datetime() });
export type Comment = z.infer<typeof Comment>;

/** One job of the workshop. */
export const Repair = z.strictObject({
  number: z.string(),
  title: z.string(),
  vehicle: z.string(),
  customer: z.string(),
  assignee: SignedIn.optional(),
  isApproved: z.boolean(),
  isDone: z.boolean(),
  dueAt: z.iso.datetime().optional(),
  /** The cancellation key of the reminder that its technician gets then. */
  reminder: z.string().optional(),
  comments: z.array(Comment),
});
export type Repair = z.infer<typeof Repair>;

/** What can be done to a repair, with its body. */
export const RepairChange = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('assign'), to: SignedIn }),
  z.strictObject({ do: z.literal('approve') }),
  z.strictObject({ do: z.literal('finish') }),
  z.strictObject({ do: z.literal('due'), at: z.iso.datetime().nullable() }),
  z.strictObject({ do: z.literal('comment'), text: z.string().trim().min(1).max(500) }),
  z.strictObject({ do: z.literal('team-comments') }),
]);
export type RepairChange = z.infer<typeof RepairChange>;
