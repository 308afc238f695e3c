import { message } from '../../../../../../workflows/message/workflow.ts';
import { repairApproved } from '../../../../../../workflows/repair-approved/workflow.ts';
import { repairAssigned } from '../../../../../../workflows/repair-assigned/workflow.ts';
import { repairCommented } from '../../../../../../workflows/repair-commented/workflow.ts';
import { visit } from './visit/workflow.ts';

export const workflows = [message, repairApproved, repairAssigned, repairCommented, visit] as const;
