import { count } from '../count.ts';
import { bodyOf, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

/** Publishes that an app repeats. */
export const publishes: Fault[] = [
  {
    name: 'publish-again-with-the-same-key',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(localSystem) {
      const publish = { to: newUsers(3), channels: ['email'] as const };
      const ask = { key: localSystem.key(), headers: { 'Idempotency-Key': 'again' } };
      const first = await localSystem.publish(bodyOf(publish), ask);
      const again = await localSystem.publish(bodyOf(publish), ask);
      const other = await localSystem.publish(bodyOf({ ...publish, to: newUsers(1) }), ask);

      const ids = first.body.notifications.map(({ id }: { id: string }) => id);
      const wrong = JSON.stringify(again.body) === JSON.stringify(first.body) ? [] : ['the second answer was another'];
      if (other.body.code !== 'idempotency_key_reused') wrong.push(`another body was answered with ${other.status}`);
      return count(localSystem, { ids, recoveredFrom: Date.now(), wrong: [...wrong, ...(await tooMany(localSystem, 3))] });
    },
  },
  {
    name: 'publish-twenty-at-once',
    promise: { sentTwice: 0, recoverySeconds: 30 },
    async run(localSystem) {
      const body = bodyOf({ to: newUsers(1), channels: ['email'] });
      const ask = { key: localSystem.key(), headers: { 'Idempotency-Key': 'at once' } };
      const answers = await Promise.all(Array.from({ length: 20 }, () => localSystem.publish(body, ask)));

      const accepted = answers.filter(({ status }) => status === 202);
      const ids = [...new Set<string>(accepted.map((answer) => answer.body.notifications[0].id))];
      const odd = answers.filter(({ status }) => status !== 202 && status !== 409);
      const wrong = [...odd.map(({ status }) => `a repetition was answered with ${status}`), ...(await tooMany(localSystem, 1))];
      if (ids.length !== 1) wrong.push(`${ids.length} notifications came of one`);
      return count(localSystem, { ids, recoveredFrom: Date.now(), wrong });
    },
  },
];

async function tooMany(localSystem: Parameters<Fault['run']>[0], most: number): Promise<string[]> {
  const { length } = await localSystem.outbox();
  return length > most ? [`${length} were sent, ${most} were asked for`] : [];
}
