import { parseArgs } from 'node:util';
import { StageName } from '../../lib/stage.ts';
import type { AccountSettings } from './account.ts';

/** What we have to know of a CDK command that was typed; everything else is between its author and CDK. */
export type CdkCommand = { name: string | undefined; stage: StageName | undefined; profile?: string };

/** The commands before which we look at the account, or say something. */
const names = ['deploy', 'watch', 'diff', 'destroy', 'bootstrap'];

/** Reads a CDK command line, whose many other options are skipped. */
export function readCommand(args: readonly string[]): CdkCommand {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      context: { type: 'string', short: 'c', multiple: true },
      profile: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const context = (values.context ?? []).filter((text) => typeof text === 'string');
  const stage = StageName.safeParse(context.findLast((text) => text.startsWith('stage='))?.slice('stage='.length));
  return {
    name: values.help ? undefined : args.find((arg) => names.includes(arg)),
    stage: stage.data,
    ...(typeof values.profile === 'string' && { profile: values.profile }),
  };
}

/** What the app has to know of the command, which CDK does not tell it. */
export function accountSettingsFor({ name, profile }: CdkCommand): AccountSettings {
  if (name !== 'deploy' && name !== 'watch' && name !== 'diff') return {};
  return { BELLHOP_ACCOUNT: name === 'diff' ? 'asked' : 'guarded', ...(profile !== undefined && { BELLHOP_PROFILE: profile }) };
}
