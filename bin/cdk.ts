// npm run cdk -- … → what the CDK command line does not say or see → the CDK command line itself
import { createRequire } from 'node:module';
import { accountSettingsFor, readCommand } from './deploy/command.ts';
import { beforeDestroy } from './deploy/destroy.ts';

const command = readCommand(process.argv.slice(2));
const { say, goOn } = command.name === 'destroy' ? await beforeDestroy(command) : { say: '', goOn: true };
if (say !== '') process.stderr.write(`${say}\n\n`);

if (goOn) {
  Object.assign(process.env, accountSettingsFor(command));
  createRequire(import.meta.url)('aws-cdk/bin/cdk');
} else process.exitCode = 1;
