import { message } from './message/workflow.ts';
import { taskAssigned } from './task-assigned/workflow.ts';

/** Every workflow there is. `bellhop new workflow` adds a folder, a line here and a line in `emails.ts`. */
export const workflows = [message, taskAssigned] as const;
