import type { WorkflowAnswer } from '../../../contract/message-log/lists.ts';
import { sampleWorkflow } from '../../../lib/workflows/sample-workflow.ts';
import { CannotDo } from '../cannot-do.ts';
import type { TestChannel } from './test-recipient.ts';

/** What a test publishes. */
export type TestContent = { workflow: string; data: unknown };

type TestContentOptions = { channel: TestChannel; stage: string; workflow?: string; data?: unknown };

/**
 * What a test says: what it was told to, else words of its own by a workflow of a title and a body, else a workflow's example.
 * @throws CannotDo when nothing fits the channel.
 */
export function testContent(
  { channel, stage, workflow, data }: TestContentOptions,
  workflows: readonly WorkflowAnswer[],
  now: Date,
): TestContent {
  const found = workflow === undefined ? sampleWorkflow(workflows, channel) : workflows.find(({ key }) => key === workflow);
  const key = workflow ?? found?.key;
  if (key === undefined)
    throw new CannotDo(`no workflow here has copy for ${channel}; name one that is deployed with --workflow and --data`);

  return { workflow: key, data: data ?? (found === undefined || isMessage(found) ? wordsFor(stage, now) : found.example) };
}

/** Whether it takes what the shipped `message` takes. */
function isMessage({ key, example }: WorkflowAnswer): boolean {
  return key === 'message' && ['title', 'body'].every((field) => typeof example[field] === 'string');
}

function wordsFor(stage: string, now: Date): { title: string; body: string } {
  return {
    title: 'A test from Bellhop',
    body: `Stage ${stage}, sent at ${now.toISOString()} by "bellhop test". It works.`,
  };
}
