import { ApiRefusal } from '../api/refusal.ts';
import { CannotDo } from '../cannot-do.ts';
import { explainFailure } from '../doctor/explain-failure.ts';
import { printable } from '../print-result.ts';
import type { Tool } from './tool.ts';

/** Says why a tool could not do what it was asked, in the words of the command line, about the fields of the tool. */
export function toolFailure(error: unknown, { input }: Pick<Tool, 'input'>): string {
  return printable(wordsOf(error, input));
}

function wordsOf(error: unknown, input: Tool['input']): string {
  if (error instanceof ApiRefusal) return error.inOptions((field) => (field in input.shape ? `"${field}"` : undefined));
  if (error instanceof CannotDo) return error.message;
  const { found, mend } = explainFailure(error);
  return [found, mend].filter(Boolean).join(' ');
}
