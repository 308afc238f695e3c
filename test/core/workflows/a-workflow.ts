import * as z from 'zod';
import { singleLine } from '../../../contract/text.ts';
import { defineWorkflow } from '../../../core/workflows/rules/define-workflow.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';

const payload = z.strictObject({ name: singleLine(100) });

/** A workflow that greets somebody, with anything about it changed. */
export function aWorkflow(changes: Partial<Workflow<typeof payload>> = {}): Workflow<typeof payload> {
  return defineWorkflow({
    key: 'greeting',
    category: 'general',
    priority: 'normal',
    payload,
    example: { name: 'Ada' },
    inbox: ({ name }) => ({ title: `Hello, ${name}`, body: 'It is good to see you.' }),
    subject: ({ name }) => `Hello, ${name}`,
    sms: ({ name }) => `Hello, ${name}`,
    ...changes,
  });
}
