import { message } from './message/workflow.ts';
import { repairApproved } from './repair-approved/workflow.ts';
import { repairAssigned } from './repair-assigned/workflow.ts';
import { repairCommented } from './repair-commented/workflow.ts';

/** Every workflow there is. A new one is a folder, a line here and a line in `emails.ts`. */
export const workflows = [message, repairApproved, repairAssigned, repairCommented] as const;
