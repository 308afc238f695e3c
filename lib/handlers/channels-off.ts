import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import type { OptionalChannel } from '../../contract/channels/channels.ts';

/** What a channel has for its messages alone: how their copy is written, and who sends them. */
const forMessages =
  /[\\/](?:core[\\/]channels[\\/](\w+)[\\/]rules[\\/]copy|contract[\\/]channels[\\/](\w+)[\\/]providers)\.[jt]s$/;

/**
 * Leaves out of bundles what channels have for their messages that a stage has off: what such a file exports is nothing then. What the channel is stays,
 * for what was stored of it while it was on. docs/decisions/0321.
 */
export function leaveOutChannels(off: readonly OptionalChannel[]): Plugin {
  return {
    name: 'channels-off',
    setup(build) {
      if (off.length === 0) return;
      build.onLoad({ filter: forMessages }, async ({ path }) => {
        const [, ofCopy, ofProviders] = forMessages.exec(path) ?? [];
        if (!off.some((channel) => channel === (ofCopy ?? ofProviders))) return undefined;
        const exported = (await readFile(path, 'utf8')).matchAll(/^export const (\w+)/gm);
        return { contents: [...exported].map(([, name]) => `export const ${name} = undefined;`).join('\n') };
      });
    },
  };
}
