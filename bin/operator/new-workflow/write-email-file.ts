import { asTitle, kindOf, type PayloadField } from './payload-field.ts';
import { behind, importLine, type WorkflowNames, type WorkflowOrder } from './workflow-order.ts';

const textToReplace = 'Say here what happened, and what there is to do.';

/** Writes `email.tsx`: the texts of the payload, its facts one to a line, and a button for its link. */
export function writeEmailFile({ payload }: WorkflowOrder, { workflow, email }: WorkflowNames): string {
  const link = payload.find(({ kind }) => kind === 'link');
  const texts = payload.filter(({ kind }) => kind === 'lines');
  const facts = payload.filter((field) => field !== link && field.kind !== 'lines');
  const writers = facts.flatMap((field) => kindOf(field).write?.takes ?? []);
  const parts = [...(link ? ['Action'] : []), 'type EmailProps', ...(facts.length > 0 ? ['Facts'] : []), 'Layout', 'Paragraphs'];
  const given = [...(payload.length > 0 ? ['data'] : []), 'subject', 'reader'];
  return [
    importLine(parts, 'bellhop/email'),
    ...(writers.length > 0 ? [importLine(writers, 'bellhop/workflow')] : []),
    "import type { ReactElement } from 'react';",
    "import type * as z from 'zod';",
    `import type { ${workflow} } from './workflow.ts';`,
    '',
    '/** What it is about, and the way there. */',
    signature(email, given, `EmailProps<z.output<typeof ${workflow}.payload>>`),
    '  return (',
    '    <Layout subject={subject} preheader={subject} title={subject} language={reader.language}>',
    `      <Paragraphs text="${textToReplace}" />`,
    ...texts.map((field) => onlyIfThere(field, `<Paragraphs text={data.${field.name}} />`)),
    ...factsLines(facts),
    ...(link ? [onlyIfThere(link, `<Action href={data.${link.name}} label="Have a look" />`)] : []),
    '    </Layout>',
    '  );',
    '}',
    '',
  ].join('\n');
}

function signature(name: string, given: string[], type: string): string {
  const line = `export function ${name}({ ${given.join(', ')} }: ${type}): ReactElement {`;
  if (line.length <= 130) return line;
  return `export function ${name}({\n${given.map((each) => `  ${each},\n`).join('')}}: ${type}): ReactElement {`;
}

function onlyIfThere({ name, isOptional }: PayloadField, what: string): string {
  return isOptional ? `      {data.${name} !== undefined && ${what}}` : `      ${what}`;
}

function factsLines(facts: readonly PayloadField[]): string[] {
  if (facts.length === 0) return [];
  const lines = facts.map((field) => {
    const title = asTitle(field.name);
    return behind(`          ${/^\w+$/.test(title) ? title : `'${title}'`}:`, `${written(field)},`);
  });
  return ['      <Facts', '        facts={{', ...lines, '        }}', '      />'];
}

function written(field: PayloadField): string {
  const value = `data.${field.name}`;
  const { write } = kindOf(field);
  if (write === undefined) return value;
  const text = write.call(value);
  return field.isOptional ? `${value} === undefined ? undefined : ${text}` : text;
}
