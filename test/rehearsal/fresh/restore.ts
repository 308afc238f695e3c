import { DynamoDBClient, RestoreTableToPointInTimeCommand } from '@aws-sdk/client-dynamodb';
import { targetOf } from '../../../bin/operator/restore/restorable.ts';
import { credentials, region } from '../aws-environment.ts';
import type { Deployment } from '../deployment.ts';
import { gotOnce, inboxOf, publish } from '../notifications.ts';
import { readmeLine } from '../readme-line.ts';
import { runJob } from '../run-job.ts';
import { assert, type Step } from '../step.ts';

const at = new Date(Math.floor(Date.now() / 1000) * 1000); // any second would do: see the first step
const restored = targetOf('dev', at);

/** Back to an earlier state of the table, by docs/restore.md. The last steps there are: afterwards the stack works on another table. */
export const restoreSteps: readonly Step<Deployment>[] = [
  {
    name: 'the table as it was, and what happened since',
    async run(stack) {
      await stack.call('PUT', '/v1/users/gone', { body: { email: 'gone@example.com' } });
      await publish(stack, { recipients: [{ id: 'ida', email: 'ida@example.com' }], data: { title: 'Before', body: '.' } });
      await gotOnce(stack, 'ida@example.com', 'Before');
      await keepAsItIs(stack);
      await publish(stack, { recipients: ['ida'], data: { title: 'Since', body: '.' } });
      await gotOnce(stack, 'ida@example.com', 'Since');
      const { status } = await stack.call('DELETE', '/v1/users/gone');
      assert(status === 204, `deleting a user answers ${status}`);
      return `a copy, ${restored}; then an e-mail and an erasure`;
    },
  },
  {
    name: 'restore',
    async run(stack) {
      const line = `npm run -s bellhop -- restore --stage dev --at ${at.toISOString()} --start --yes --json`;
      const { carried, settings, paused } = JSON.parse(await stack.bellhop(`${line} 2>/dev/null`));
      assert(settings.tableName === restored, `it names the table ${settings.tableName}`);
      assert(carried.notifications > 0 && carried.erasures > 0, `carried over were ${JSON.stringify(carried)}`);
      assert(paused.includes('email'), `paused are ${paused}`);
      await switchOver(stack, settings);
      return `${JSON.stringify(carried)} carried over; the stack works on ${settings.tableName}`;
    },
  },
  {
    name: 'resume, and go on',
    async run(stack) {
      await stack.bellhop('npm run -s bellhop -- resume email --stage dev --yes');
      await publish(stack, { recipients: ['ida'], data: { title: 'After', body: '.' } });
      await runJob(stack, 'ReleaseDue', { at: new Date().toISOString() });
      await gotOnce(stack, 'ida@example.com', 'After');
      await gotOnce(stack, 'ida@example.com', 'Since'); // which the restored table knows to have been sent
      const { status } = await stack.call('GET', '/v1/users/gone');
      assert(status === 404, `the user who was erased since is answered ${status}`);
      const titles = (await inboxOf(stack, 'ida')).map(({ title }) => title);
      assert(titles.join() === 'After,Before', `in the inbox are ${titles}`);
      return 'what was sent since went once, and who was erased since is';
    },
  },
];

/** The emulator restores a table as it is now: so it is done now, and the command finds the table that it would have made. */
async function keepAsItIs({ emulator, output }: Deployment): Promise<void> {
  const dynamo = new DynamoDBClient({ endpoint: emulator.url, region, credentials });
  const names = { SourceTableName: output('TableName'), TargetTableName: restored };
  await dynamo.send(new RestoreTableToPointInTimeCommand({ ...names, RestoreDateTime: at }));
  dynamo.destroy();
}

/** Deploys with the settings that the command printed. On `dev` the old table goes with that, which the deploy refuses until it is told. */
async function switchOver({ cdk }: Deployment, settings: { tableName: string; tableStreamArn: string }): Promise<void> {
  const line = `${readmeLine('npm run cdk -- deploy')} -c tableName=${settings.tableName} -c tableStreamArn=${settings.tableStreamArn}`;
  const refusal = await cdk(`${line} || true`);
  const [, id] = /allowReplacement=(\w+)/.exec(refusal) ?? [];
  assert(id !== undefined, `a deploy that gives up the old table says ${refusal.slice(-400)}`);
  await cdk(`${line} -c allowReplacement=${id}`);
}
