import { delimiter, dirname } from 'node:path';

/** A command of the package that the operator's command line does not have: what it is for, and what runs it. */
type Command = { readonly description: string; readonly run: (args: readonly string[]) => Promise<unknown> };

/** What the package does beside the operator's commands. In the repository these are scripts of npm's. */
export const commands: Readonly<Record<string, Command>> = {
  start: {
    description: 'run the whole system on this machine: --fresh, -c name=value',
    run: (args) => runAsTyped(args, () => import('../../local/start.ts')),
  },
  deploy: {
    description: 'deploy a stage into your AWS account, by CDK: -c stage=dev',
    run: (args) => runCdk(['deploy', ...args]),
  },
  cdk: {
    description: 'any other command of CDK, like: cdk bootstrap, cdk diff -c stage=dev, cdk destroy -c stage=dev',
    run: (args) => runCdk(args),
  },
  check: {
    description: 'check your workflows, and their types',
    run: async () => (await import('./check.ts')).checkProject(),
  },
};

/** Runs a program that reads what was typed after its name. */
function runAsTyped(args: readonly string[], program: () => Promise<unknown>): Promise<unknown> {
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...args);
  return program();
}

/** Runs CDK in the owner's folder, where its output goes, on our app. */
async function runCdk(args: readonly string[]): Promise<unknown> {
  const { ownersFolder, sourceFile } = await import('../../lib/places.ts');
  process.chdir(ownersFolder);
  const { PATH = '' } = process.env;
  process.env.PATH = `${dirname(process.execPath)}${delimiter}${PATH}`; // by name, since CDK takes away quotes around the whole of an app
  process.env.CDK_APP ??= `node "${sourceFile('bin/app')}"`; // as `--app` would: what cdk.json says of the repository
  return runAsTyped(args, () => import('../cdk.ts'));
}
