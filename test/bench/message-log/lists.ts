import { dynamoLedger } from '../../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoRequests } from '../../../adapters/dynamodb/publishing/requests.ts';
import { derivedUlid, notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { aMessage, aNotification } from '../../world.ts';
import { expectStatus } from '../measure/expect-status.ts';
import { type Figure, figure } from '../measure/figure.ts';
import { type CountedSystem, startCountedSystem } from '../systems/counted-system.ts';

const sizes = [200, 2000];
const questions = {
  'newest 25': '/v1/notifications',
  "a user's newest 25": '/v1/users/user-1/notifications',
  'what bounced, of which there is none': '/v1/notifications?status=bounced',
  'another workflow, of which there is none': '/v1/notifications?workflow=other',
};

/** Counts what a page of the message log reads, in a small log and in one that is ten times as long: it must be the same. */
export async function* lists(): AsyncGenerator<Figure> {
  const system = await startCountedSystem();
  try {
    let there = 0;
    for (const size of sizes) {
      for (; there < size; there += 1) await fill(system, there);
      for (const [name, path] of Object.entries(questions)) yield* await ask(system, `${name}, of ${size}`, path);
    }
  } finally {
    await system.stop();
  }
}

async function ask({ callApi, count }: CountedSystem, name: string, path: string): Promise<Figure[]> {
  await expectStatus(200, callApi('GET', path)); // starts the function, and has it know the key
  const { dynamoRequests: requests, readUnits } = await count(() => expectStatus(200, callApi('GET', path)));
  return [
    figure({ case: name, measure: 'DynamoDB', value: requests, unit: 'requests/page' }),
    figure({ case: name, measure: 'DynamoDB read', value: readUnits, unit: 'read units/page' }),
  ];
}

/** Puts a request of one notification there, with an e-mail that arrived; each tenth is of one user. */
async function fill({ table }: CountedSystem, number: number): Promise<void> {
  const at = new Date(Date.now() - 86_400_000 + number * 1000);
  const userId = `user-${number % 10}`;
  const requestId = `req_${derivedUlid(at, 'bench', String(number))}`;
  const id = notificationIdFor(at, requestId, userId);
  const expiresAt = new Date(at.getTime() + 30 * 86_400_000);
  const part = { requestId, workflow: 'message', test: false, requestedAt: at, from: 0, isLast: true, refused: [] };
  await dynamoRequests(table).note({ ...part, notificationIds: [id], expiresAt });
  const notification = aNotification({ id, requestId, userId, workflow: 'message', createdAt: at });
  await dynamoLedger(table).enter({
    notification,
    messages: [aMessage({ notificationId: id, status: 'delivered' })],
    expiresAt,
  });
}
