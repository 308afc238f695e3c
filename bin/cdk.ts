// npm run cdk -- … → what the CDK command line does not say or see → the CDK command line itself
import { createRequire } from 'node:module';
import { accountSettingsFor, readCommand } from './deploy/command.ts';
import { beforeDestroy } from './deploy/destroy.ts';
import { refuseEarly } from './deploy/refuse-early.ts';

const command = readCommand(process.argv.slice(2));
const { say, goOn } = command.name === 'destroy' ? await beforeDestroy(command) : { say: '', goOn: true };
if (say !== '') process.stderr.write(`${say}\n\n`);

const refusal = await refuseEarly(command);
if (refusal !== undefined) process.stderr.write(`${refusal}\n`);

if (goOn && refusal === undefined) {
  Object.assign(process.env, accountSettingsFor(command));
  createRequire(import.meta.url)('aws-cdk/bin/cdk');
} else process.exitCode = 1;
