import type { EmailsOf } from '../../../../../exports/email.ts';
import { MessageEmail } from '../../../../../workflows/message/email.tsx';
import { RepairApprovedEmail } from '../../../../../workflows/repair-approved/email.tsx';
import { RepairAssignedEmail } from '../../../../../workflows/repair-assigned/email.tsx';
import type { workflows } from './index.ts';
import { LinkEmail } from './link-email.tsx';

export const emails: EmailsOf<typeof workflows> = {
  message: MessageEmail,
  'repair-approved': RepairApprovedEmail,
  'repair-assigned': RepairAssignedEmail,
  'invoice-due': LinkEmail,
  'invoice-decided': LinkEmail,
  offer: LinkEmail,
  comment: LinkEmail,
};
