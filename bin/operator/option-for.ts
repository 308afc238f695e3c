import type { Command } from 'commander';

/** The options that do not have the name of the API's field. */
const otherwise: ReadonlyMap<string, string> = new Map([
  ['confirm', 'again'],
  ['channels', 'channel'],
]);

/** Finds the option by which a command gives a field of the API, like `--cancellation-key` of `cancellation_key`; nothing when it has none. */
export function optionFor(field: string, command: Pick<Command, 'options'> | undefined): string | undefined {
  const name = (otherwise.get(field) ?? field).replaceAll('_', '-');
  return command?.options.find(({ long }) => long === `--${name}`)?.long;
}
