import type * as z from 'zod';
import type { Where } from '../why/where.ts';
import type { Answer } from './answer.ts';

/** Where a tool looks, and what it changes. */
export type Place = Pick<Where, 'api' | 'stack' | 'stage'>;

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
