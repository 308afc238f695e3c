import { expectStatus } from '../measure/expect-status.ts';
import { subscribeMany } from '../publishing/subscribe-many.ts';
import { startCountedSystem } from '../systems/counted-system.ts';
import type { CountedTopic } from './plan-topic.ts';

/** Publishes to a topic of so many, inbox and e-mail, with SES taking whatever comes, and counts what it takes to its end. */
export async function countTopic(subscribers: number): Promise<CountedTopic & { mayRecur: boolean }> {
  const system = await startCountedSystem();
  try {
    system.allowAnyRate();
    await subscribeMany(system.table, 'everyone', subscribers);
    const body = { workflow: 'message', topic: 'everyone', data: { title: 'Hello', body: 'There is news.' } };
    const publish = () =>
      expectStatus(202, system.callApi('POST', '/v1/notifications', { ...body, channels: ['inbox', 'email'] }));
    const { dynamoRequests, writeUnits, sqsRequests } = await system.count(publish);
    const { mayRecur } = system.functionOf('ingest');
    return { subscribers, dynamoRequests, writeUnits, sqsRequests, writes: system.writes(), mayRecur };
  } finally {
    await system.stop();
  }
}
