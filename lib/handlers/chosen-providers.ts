import { basename } from 'node:path';
import type { Plugin } from 'esbuild';
import type { SendChannel } from '../../contract/channels/channels.ts';

/** The providers of which a stage sends each channel by one; a channel that is not named has all of its own. */
export type ChosenProviders = Readonly<Partial<Record<SendChannel, readonly string[]>>>;

/** The files that list how the providers of a channel are reached. */
export const providerLists = /[\\/]?adapters[\\/]providers[\\/](\w+)-providers\.[jt]s$/;

const notChosen = 'provider-not-chosen';

/**
 * Leaves out of bundles the providers that a stage does not send by: what a list of providers takes from the folder of one of them is nothing
 * then. docs/decisions/0262.
 */
export function chosenProviders(chosen: ChosenProviders): Plugin {
  return {
    name: 'chosen-providers',
    setup(build) {
      if (Object.keys(chosen).length === 0) return;
      build.onResolve({ filter: /^\.\/[\w-]+\/[\w-]+\.[jt]s$/ }, ({ importer, path }) => {
        const [, channel] = providerLists.exec(importer) ?? [];
        const names = channel && chosen[channel as SendChannel];
        const [, folder = ''] = path.split('/');
        if (!names || names.includes(folder)) return undefined;
        return { path: `${folder}/${basename(path)}`, namespace: notChosen, sideEffects: false };
      });
      build.onLoad({ filter: /.*/, namespace: notChosen }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    },
  };
}
