import { workflows } from '../../workflows/index.ts';

/** A workflow as the console offers it: what it is about, where it can go, and data that fit it. */
export type ListedWorkflow = { key: string; category: string; priority: string; has_sms: boolean; example: object };

/** Every workflow that there is, as its own folder says. */
export function listWorkflows(): ListedWorkflow[] {
  return workflows.map(({ key, category, priority, sms, example }) => ({
    key,
    category,
    priority,
    has_sms: sms !== undefined,
    example,
  }));
}
