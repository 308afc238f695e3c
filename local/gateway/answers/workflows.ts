import * as z from 'zod';
import { WorkflowAnswer } from '../../../contract/message-log/lists.ts';

/** The workflows; of the local system also how often they were built since its start, and why the last time they could not be. */
export const WorkflowsAnswer = z.strictObject({
  data: z.array(WorkflowAnswer),
  edition: z.int().optional(),
  fault: z
    .strictObject({
      message: z.string(),
      file: z.string().optional(),
      line: z.int().optional(),
      column: z.int().optional(),
      lines: z.array(z.strictObject({ number: z.int(), text: z.string() })).optional(),
    })
    .optional(),
});
export type WorkflowsAnswer = z.infer<typeof WorkflowsAnswer>;
