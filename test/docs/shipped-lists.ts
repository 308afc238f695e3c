import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workflows } from '../../workflows/index.ts';
import { shipped } from '../workflows/shipped.ts';

/** The two lists as they are shipped, for a copy of a project whose owner has changed them. */
const lists = {
  'index.ts': `import { message } from './message/workflow.ts';
import { repairApproved } from './repair-approved/workflow.ts';
import { repairAssigned } from './repair-assigned/workflow.ts';
import { repairCommented } from './repair-commented/workflow.ts';

/** Every workflow there is. A new one is a folder, a line here and a line in \`emails.ts\`. */
export const workflows = [message, repairApproved, repairAssigned, repairCommented] as const;
`,
  'emails.ts': `import type { EmailsOf } from 'bellhop/email';
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
`,
};

/** Leaves a copy of the project with the workflows that are shipped. Where they are all that there is, nothing is written: the page has to fit them. */
export function leaveShipped(copy: string): void {
  const keys = (all: readonly { key: string }[]) => all.map(({ key }) => key).sort();
  if (String(keys(workflows)) === String(keys(shipped))) return;

  const folder = join(copy, 'workflows');
  const ours = shipped.map(({ key }) => key);
  for (const name of readdirSync(folder))
    if (!name.startsWith('_') && !ours.includes(name) && existsSync(join(folder, name, 'workflow.ts')))
      rmSync(join(folder, name), { recursive: true });
  for (const [name, text] of Object.entries(lists)) writeFileSync(join(folder, name), text);
}
