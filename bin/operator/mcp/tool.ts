import type * as z from 'zod';
import { TenantId } from '../../../contract/tenants/tenant-id.ts';
import type { Where } from '../why/where.ts';
import type { Answer } from './answer.ts';

/** Where a tool looks, and what it changes. */
export type Place = Pick<Where, 'api' | 'stack' | 'stage'>;

/** What may be asked of a tenant: the names in it are then the tenant's own. */
export const ofTenant = TenantId.optional().describe("The tenant whose users are meant; absent: the stage's own");

/** What an assistant may call: its name and words, what it is asked with, and what it does. */
export type Tool<Input extends z.ZodObject = z.ZodObject> = {
  name: string;
  title: string;
  description: string;
  input: Input;
  /** Whether it changes something. */
  writes?: true;
  run(asked: z.infer<Input>, place: Place): Promise<Answer>;
};

/** Makes a tool whose `run` is given what its `input` says. */
export function defineTool<Input extends z.ZodObject>(tool: Tool<Input>): Tool {
  return tool;
}
