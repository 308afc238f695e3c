import type { Workflow } from '../../core/workflows/rules/workflow.ts';
import { digest } from '../../workflows/_digest/workflow.ts';
import { message } from '../../workflows/message/workflow.ts';
import { repairApproved } from '../../workflows/repair-approved/workflow.ts';
import { repairAssigned } from '../../workflows/repair-assigned/workflow.ts';
import { repairCommented } from '../../workflows/repair-commented/workflow.ts';

/** The workflows that come with Bellhop: what is asked of their looks and languages is asked of no other. */
export const shipped: readonly Workflow[] = [message, repairApproved, repairAssigned, repairCommented] as unknown as Workflow[];

/** All that has an e-mail of ours. */
export const withEmail: readonly Workflow[] = [...shipped, digest as unknown as Workflow];
