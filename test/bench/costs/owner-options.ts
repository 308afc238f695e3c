import * as z from 'zod';
import type { Owner } from './bill.ts';

/** What is typed of an owner's month, `parseArgs`' way; `start` stands where nothing is. */
export const ownerOptions = (start: Record<'users' | 'notifications' | 'email-percent' | 'hours', string>) => ({
  users: { type: 'string' as const, default: start.users },
  notifications: { type: 'string' as const, default: start.notifications },
  'email-percent': { type: 'string' as const, default: start['email-percent'] },
  hours: { type: 'string' as const, default: start.hours },
});

const count = z.coerce.number('it must be a number').nonnegative('it must be 0 or more');
const Typed = z.object({
  users: count,
  notifications: count,
  'email-percent': count.max(100, 'it must be 100 at most'),
  hours: count.max(24, 'it must be 24 at most'),
});

/** Reads what was typed. @throws RangeError with the option and what is wrong with it. */
export function readOwner(typed: Record<string, unknown>): Owner {
  const { data, error } = Typed.safeParse(typed);
  if (data === undefined) {
    const [issue] = error.issues;
    throw new RangeError(`--${String(issue?.path[0])}: ${issue?.message}`);
  }
  const { 'email-percent': emailPercent, ...more } = data;
  return { ...more, emailPercent };
}
