import type { EmailsOf } from 'bellhop/email';
import type { workflows } from './index.ts';
import { MessageEmail } from './message/email.tsx';
import { TaskAssignedEmail } from './task-assigned/email.tsx';

/** The e-mail of each workflow. */
export const emails: EmailsOf<typeof workflows> = {
  message: MessageEmail,
  'task-assigned': TaskAssignedEmail,
};
