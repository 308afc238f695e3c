import type { NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import { repairCommented } from '../../../workflows/repair-commented/workflow.ts';
import { count, entered, quiet, until } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

const size = 40;
const hold = { service: 'dynamodb', fault: 'timeout', count: 1 } as const;
const isHeld = async (localSystem: DrillSystem) => (await localSystem.local('GET', '/faults')).body.data.length === 0;

/** Many at once for one batch, and the process killed at each of its writes that others depend on. */
export const batches: Fault[] = [
  {
    name: 'a-batch-killed-as-it-opens-and-goes',
    promise: { sentTwice: 0, recoverySeconds: 90 },
    shortened: true,
    async run(localSystem) {
      const [user] = newUsers(1);
      await localSystem.fail({ ...hold, containing: '"batchId":{"S"' }); // says that it is open
      const publishes = Array.from({ length: size }, (_, n) => publish(localSystem, user, n));
      await until('the batch is opened', () => isHeld(localSystem));
      await localSystem.fail({ ...hold, containing: '"batchKey":{"S"' }); // brings the notification that tells of it
      const killed = [await localSystem.kill('ingest')];
      await until('the first one joins', () => isHeld(localSystem));
      killed.push(await localSystem.kill('ingest'));
      await localSystem.heal();
      const ids = await Promise.all(publishes);
      await entered(localSystem, ids);

      const members = await Promise.all(ids.map((id) => read(localSystem, id)));
      const batchIds = [...new Set(members.flatMap(({ batch }) => batch?.joined ?? []))];
      const [batchId = ''] = batchIds;
      await quiet(localSystem);
      const dueAt = (await read(localSystem, batchId)).explanation.find(({ held_for }) => held_for === 'batch')?.until;
      const release = { type: 'release', version: 1, notificationId: batchId, dueAt };
      await localSystem.fail({ ...hold, containing: 'closed_at' }); // writes what it has gathered
      await localSystem.send('ingest', [release, release]);
      await until('the batch goes', () => isHeld(localSystem));
      killed.push(await localSystem.kill('ingest'));
      await localSystem.heal();
      const recoveredFrom = Date.now();

      const outcome = await count(localSystem, { ids: [...ids, batchId], unsent: ['batched'], recoveredFrom });
      const { batch } = await read(localSystem, batchId);
      const outbox: readonly { notification_id?: string }[] = await localSystem.outbox();
      const sent = outbox.filter(({ notification_id: id = '' }) => [...ids, batchId].includes(id));
      const wrong = [
        ...(killed.every((processes) => processes > 0) ? [] : ['there was no process to kill']),
        ...(batchIds.length === 1 ? [] : [`${batchIds.length} batches opened, promised 1`]),
        ...(batch?.count === size - 1 ? [] : [`the batch told of ${batch?.count}, promised ${size - 1}`]),
        ...(sent.length === 2 ? [] : [`${sent.length} e-mails were sent, promised the first one's and the batch's`]),
      ];
      return { ...outcome, wrong: [...outcome.wrong, ...wrong] };
    },
  },
];

/** Publishes one comment to a user; answers its notification's id. */
async function publish(localSystem: DrillSystem, user: unknown, n: number): Promise<string> {
  const data = { ...repairCommented.example, comment: `Comment ${n}` };
  const { status, body } = await localSystem.publish({ workflow: repairCommented.key, recipients: [user], data });
  if (status !== 202) throw new Error(`the publish was refused: ${status} ${body?.detail}`);
  return body.notifications[0].id;
}

async function read(localSystem: DrillSystem, id: string): Promise<NotificationAnswer> {
  return (await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() })).body;
}
