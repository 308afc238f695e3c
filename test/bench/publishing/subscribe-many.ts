import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import { dynamoTopics } from '../../../adapters/dynamodb/topics/topics.ts';
import { dynamoUsers } from '../../../adapters/dynamodb/users/users.ts';

const atOnce = 20;

/** Makes as many users, each with an e-mail address, and subscribes them to a topic. */
export async function subscribeMany(table: Table, topic: string, count: number): Promise<void> {
  const users = dynamoUsers(table);
  const topics = dynamoTopics(table);
  async function add(number: number): Promise<void> {
    const userId = `user-${String(number).padStart(6, '0')}`;
    await users.upsert(userId, { email: `${userId}@example.com` }, new Date());
    await topics.subscribe({ topic, userId });
  }
  for (let start = 0; start < count; start += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, count - start) }, (_, n) => add(start + n)));
  }
}
