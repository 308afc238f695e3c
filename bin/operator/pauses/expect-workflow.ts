import { WorkflowList } from '../../../contract/message-log/lists.ts';
import { withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Stack } from '../find-stack.ts';

/** Makes sure that a stage has a workflow, as a pause of one that there is not would hold nothing. */
export async function expectWorkflow(key: string, { stack, stage }: { stack: Stack; stage: string }): Promise<void> {
  const list = await withStageApi(stack, 'pause', (api) => api.find(WorkflowList, '/v1/workflows'));
  const keys = list?.data.map((workflow) => workflow.key) ?? [];
  if (keys.includes(key)) return;
  throw new CannotDo(`stage ${stage} has no channel's queue and no workflow "${key}"; workflows: ${keys.join(', ')}`, {
    code: exitCodes.notFound,
  });
}
