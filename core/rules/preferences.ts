import type { Contact } from '../../contract/publish.ts';
import type { Channel } from '../../contract/values.ts';
import type { Workflow } from './workflow.ts';

/** What a user has said no to, by category and channel; what is absent goes as the workflow says. */
export type Preferences = Readonly<Record<string, Readonly<Partial<Record<Channel, 'opted_out'>>>>>;

/** A user as far as it matters whether something may reach them. */
export type Reachable = Contact & { preferences?: Preferences };

/** What of a workflow decides whether preferences count. */
type Preferable = Pick<Workflow, 'category' | 'required'>;

/** Whether the user has said no to this channel for workflows of this category. */
export function isOptedOut({ preferences }: Reachable, category: string, channel: Channel): boolean {
  return preferences?.[category]?.[channel] === 'opted_out';
}

/** The user without the e-mail address, when this workflow may not use it: nothing reaches it by a side road then. */
export function withoutOptedOut<User extends Reachable>(user: User, { category, required }: Preferable): User {
  return required || !isOptedOut(user, category, 'email') ? user : { ...user, email: undefined };
}
