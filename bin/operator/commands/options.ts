import { InvalidArgumentError, Option } from 'commander';
import { TenantId } from '../../../contract/tenants/tenant-id.ts';

/** Which stack a command is about. */
export const stageOption = () =>
  new Option('--stage <stage>', 'which stack: dev, staging, prod, or local')
    .choices(['dev', 'staging', 'prod', 'local'])
    .makeOptionMandatory();

export const jsonOption = () => new Option('--json', 'for machines: nothing but JSON on standard output');
export const jsonLinesOption = () =>
  new Option('--json', 'for machines: a line of JSON for each, and nothing else on standard output');
export const rawOption = () => new Option('--raw', 'with the e-mail addresses and phone numbers in it');
export const yesOption = () => new Option('--yes', 'do not ask first, for scripts');
export const limitOption = () => new Option('--limit <n>', 'how many at most').argParser(aCount);

/** Reads a whole number of 1 or more. */
export function aCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('it must be a whole number, 1 or more.');
  return count;
}

/** Reads a port; 0 is any that is free. */
export function aPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('it must be a port, like 4630.');
  return port;
}

/** Whose users, and what is theirs, a command is about. */
export const tenantOption = () =>
  new Option('--tenant <id>', 'of this tenant, whose ids are meant; else of the stage itself').argParser(aTenant);

/** Reads the id of a tenant. */
export function aTenant(text: string): string {
  const { data, error } = TenantId.safeParse(text);
  if (data === undefined) throw new InvalidArgumentError(`It ${error?.issues[0]?.message ?? 'is none'}.`);
  return data;
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a duration as milliseconds: `30m`, `6h`, `7d`. */
export function aDuration(text: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('it must be a duration like 30m, 6h or 7d.');
  return Number(count) * unitMs[unit as keyof typeof unitMs];
}
