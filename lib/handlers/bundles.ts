import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { OwnerError } from '../settings/owner-error.ts';
import { type BuildChoice, buildHandlers, handlersOfOtherChoice, listHandlers } from './build-handlers.ts';
import type { CodeOf } from './handler-function.ts';

/**
 * Bundles every handler of a project with the workflows of a folder into the synthesis, and answers each one's code.
 * @throws OwnerError when a handler does not bundle, with esbuild's message.
 */
export async function bundleHandlers(project: string, outdir: string, choice: BuildChoice): Promise<CodeOf> {
  return codeOfBundles(project, await buildHandlers(project, outdir, choice));
}

/**
 * Each handler's code among bundles that `buildHandlers` has made of the project as it is. Those whose providers are others now are bundled
 * again into the synthesis, and all where other channels are off.
 */
export async function reuseBundles(project: string, outdir: string, choice: BuildChoice & { bundles: string }): Promise<CodeOf> {
  const { bundles, ...rest } = choice;
  const made = codeOfBundles(project, bundles);
  const only = handlersOfOtherChoice(project, bundles, choice);
  if (only.length === 0) return made;
  const anew = codeOfBundles(project, await buildHandlers(project, outdir, { ...rest, only }));
  return (handler) => (only.includes(handler) ? anew : made)(handler);
}

/** Finds each handler's code among the bundles of a folder. */
export function codeOfBundles(project: string, folder: string): CodeOf {
  const handlers = listHandlers(project);
  return (handler) => codeIn(folder, handler, handlers);
}

/** The source maps stay here, for reading stack traces; functions would only load them. */
function codeIn(folder: string, handler: string, handlers: readonly string[]): Code {
  const bundle = join(folder, handler);
  if (!existsSync(bundle))
    throw new OwnerError(
      `the stack has a function for lambdas/${handler}.ts, but there is no such file; the handlers are ${handlers.join(', ') || 'none'}`,
    );

  return Code.fromAsset(bundle, { exclude: ['*.map'] });
}
