import { InvalidArgumentError } from 'commander';
import type { Condition } from '../../../contract/broadcasts/condition.ts';

/** Reads a comparison as it is typed: `plan=pro`; `seats:number=12` and `trial:boolean=true` for what is no text. Several are all to hold. */
export function aComparison(text: string, before: Condition[] = []): Condition[] {
  const [, attribute, kind, value = ''] = /^([A-Za-z][\w-]*)(?::(number|boolean))?=(.*)$/s.exec(text) ?? [];
  const equals = kind === undefined ? value : parsed(value, kind);
  if (attribute === undefined || equals === undefined)
    throw new InvalidArgumentError('it must be like plan=pro, seats:number=12 or trial:boolean=true.');
  return [...before, { attribute, equals }];
}

function parsed(value: string, kind: string): number | boolean | undefined {
  if (kind === 'boolean') return value === 'true' || value === 'false' ? value === 'true' : undefined;
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}
