import { asTitle, kindOf, type PayloadField } from './payload-field.ts';
import { behind, importLine, mostColumns, type WorkflowNames, type WorkflowOrder } from './workflow-order.ts';

/** What its author is to replace; it says so to whoever reads it in an inbox. */
const bodyToReplace = 'Say here in a sentence what happened, and what there is to do.';

/** Writes `workflow.ts`: copy that can be sent, for its author to put words into. */
export function writeWorkflowFile(order: WorkflowOrder, { workflow }: WorkflowNames): string {
  const { key, category, priority, isRequired, payload } = order;
  const link = payload.find(({ kind }) => kind === 'link');
  const ask = payload.some(({ name }) => name === named(payload)?.name || name === link?.name) ? '(data)' : '()';
  const askOfTitle = named(payload) === undefined ? '()' : '(data)';
  const hasSms = priority === 'high' || priority === 'urgent'; // those of lower priority go without: docs/workflows.md
  const title = titleOf(order);
  return [
    importLine(
      ['defineWorkflow', ...payload.flatMap((field) => kindOf(field).takes ?? []), ...(hasSms && link ? ['smsWithLink'] : [])],
      'bellhop/workflow',
    ),
    "import * as z from 'zod';",
    '',
    `/** Tells a user of this: ${asTitle(key)}. */`,
    `export const ${workflow} = defineWorkflow({`,
    `  key: '${key}',`,
    `  category: '${category}',`,
    `  priority: '${priority}',`,
    ...(isRequired ? ['  required: true, // nobody can switch it off'] : []),
    ...block('payload: z.strictObject({', '}),', payload.map(schemaLine)),
    ...block(
      'example: {',
      '},',
      payload.map((field) => `${field.name}: ${kindOf(field).example(field.name)},`),
    ),
    `  inbox: ${ask} => ({`,
    `    title: ${title},`,
    `    body: '${bodyToReplace}',`,
    ...(link ? [`    actionUrl: data.${link.name},`] : []),
    '  }),',
    behind(`  subject: ${askOfTitle} =>`, `${title},`),
    ...(hasSms ? [smsLines(`  sms: ${ask} =>`, title, link)] : []),
    '});',
    '',
  ].join('\n');
}

function smsLines(start: string, title: string, link: PayloadField | undefined): string {
  if (link === undefined) return behind(start, `${title},`);
  const whole = behind(start, `smsWithLink(${title}, data.${link.name}),`);
  if (whole.split('\n').every((line) => line.length <= mostColumns)) return whole;
  return `${start}\n    smsWithLink(\n      ${title},\n      data.${link.name},\n    ),`;
}

function block(start: string, end: string, lines: string[]): string[] {
  if (lines.length === 0) return [`  ${start}${end}`];
  return [`  ${start}`, ...lines.map((line) => `    ${line}`), `  ${end}`];
}

function schemaLine(field: PayloadField): string {
  return `${field.name}: ${kindOf(field).schema}${field.isOptional ? '.optional()' : ''},`;
}

/** The field that tells one such notification from another. */
function named(payload: readonly PayloadField[]): PayloadField | undefined {
  return payload.find(({ kind, isOptional }) => kind === 'text' && !isOptional);
}

function titleOf({ key, payload }: WorkflowOrder): string {
  const field = named(payload);
  return field === undefined ? `'${asTitle(key)}'` : `\`${asTitle(key)}: \${data.${field.name}}\``;
}
