import type { Answers } from '../api/calls.ts';
import { element } from '../elements/element.ts';

type Fault = NonNullable<Answers['GET /local/workflows']['fault']>;

/** Draws why the workflows that were saved cannot be used, and where, above what is still sent. */
export function drawFault({ message, file, line, column = 1, lines = [] }: Fault): HTMLElement[] {
  const where = [file, line].filter((part) => part !== undefined).join(', line ');
  return [
    element('h3', {}, where === '' ? 'What was saved cannot be used' : `${where} cannot be used`),
    element('p', { class: 'hint' }, 'What you see below, and what is sent, is as it was before.'),
    ...(lines.length === 0
      ? []
      : [
          element(
            'pre',
            { class: 'code', tabindex: '0', 'aria-label': `The lines around line ${line}` },
            ...lines.map((each) => codeLine(each, { line, column })),
          ),
        ]),
    element('pre', { class: 'fault-message', tabindex: '0', 'aria-label': 'What is wrong' }, message),
  ];
}

function codeLine(
  { number, text }: { number: number; text: string },
  { line, column }: { line: number | undefined; column: number },
): HTMLElement {
  const isIt = number === line;
  const row = `${String(number).padStart(4)}  ${text}\n`;
  const mark = isIt ? `${' '.repeat(5 + column)}^\n` : '';
  return element(isIt ? 'mark' : 'span', {}, `${row}${mark}`);
}
