import { workflowsByKey } from '../core/workflows/rules/define-workflow.ts';
import { workflows } from './index.ts';

/** Every workflow by its key. No template comes with it, so that accepting a publish loads none. */
export const workflowByKey = workflowsByKey(workflows);
