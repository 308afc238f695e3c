import * as z from 'zod';
import { Category, Channel, Priority, WorkflowKey } from '../../contract/values.ts';

/** What the inbox shows. Plain text. */
export type InboxCopy = { title: string; body: string; actionUrl?: string };

/** A named kind of notification, as its owner defines it under `workflows/`. */
export type Workflow<Payload extends z.ZodObject = z.ZodObject> = {
  key: string;
  category: string;
  priority: Priority;
  /** The channels to use; absent: what the priority says. */
  channels?: readonly Channel[];
  /** Preferences cannot switch it off. */
  required?: boolean;
  /** How many SMS parts the text may take; two unless set. */
  maxSmsParts?: number;
  payload: Payload;
  inbox(data: z.output<Payload>): InboxCopy;
  /** The e-mail's subject; the body is `email.tsx` in the same folder. */
  subject(data: z.output<Payload>): string;
  /** The SMS text; absent: the workflow has no SMS. */
  sms?(data: z.output<Payload>): string;
};

const Definition = z.strictObject({
  key: WorkflowKey,
  category: Category,
  priority: Priority,
  channels: z.array(Channel).min(1).optional(),
  required: z.boolean().optional(),
  maxSmsParts: z.int().min(1).max(10).optional(),
  payload: z.instanceof(z.ZodObject, { error: 'must be a zod object schema' }),
  inbox: z.function(),
  subject: z.function(),
  sms: z.function().optional(),
});

/**
 * Checks a definition and gives it back, so that a wrong one stops whoever loads it.
 * @throws Error with the workflow's name and each wrong field.
 */
export function defineWorkflow<Payload extends z.ZodObject>(workflow: Workflow<Payload>): Workflow<Payload> {
  const faults =
    Definition.safeParse(workflow).error?.issues.map((issue) => `${issue.path.join('.') || 'definition'}: ${issue.message}`) ??
    [];
  if (workflow.channels?.includes('sms') && workflow.sms === undefined)
    faults.push('sms: the channel is listed, but there is no text for it');
  if (faults.length > 0) throw new Error(`workflow "${workflow.key}" is wrong: ${faults.join('; ')}`);

  return workflow;
}
