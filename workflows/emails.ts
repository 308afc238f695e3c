import type { EmailsOf } from 'bellhop/email';
import type { workflows } from './index.ts';
import { MessageEmail } from './message/email.tsx';
import { RepairApprovedEmail } from './repair-approved/email.tsx';
import { RepairAssignedEmail } from './repair-assigned/email.tsx';
import { RepairCommentedEmail } from './repair-commented/email.tsx';

/** Every workflow's e-mail: any of them can be sent as one, since a publish may name the channel. */
export const emails: EmailsOf<typeof workflows> = {
  message: MessageEmail,
  'repair-approved': RepairApprovedEmail,
  'repair-assigned': RepairAssignedEmail,
  'repair-commented': RepairCommentedEmail,
};
