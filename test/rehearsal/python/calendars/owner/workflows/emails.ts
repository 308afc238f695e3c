import type { EmailsOf } from '../../../../../../exports/email.ts';
import { MessageEmail } from '../../../../../../workflows/message/email.tsx';
import { RepairApprovedEmail } from '../../../../../../workflows/repair-approved/email.tsx';
import { RepairAssignedEmail } from '../../../../../../workflows/repair-assigned/email.tsx';
import { RepairCommentedEmail } from '../../../../../../workflows/repair-commented/email.tsx';
import type { workflows } from './index.ts';
import { VisitEmail } from './visit/email.ts';

export const emails: EmailsOf<typeof workflows> = {
  message: MessageEmail,
  'repair-approved': RepairApprovedEmail,
  'repair-assigned': RepairAssignedEmail,
  'repair-commented': RepairCommentedEmail,
  visit: VisitEmail,
};
