import { Bellhop, BellhopError } from '../../sdk/node/index.ts';
import { textsOf } from '../docs/blocks.ts';
import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

const bellhop = () => new Bellhop({ url: localSystem.system.url, key: localSystem.key() });

/** Everything that a list gives, or an export. */
async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Runs the program of docs/node.md, block after block, with the environment that it asks for; answers what it prints. */
async function runPage(key: string): Promise<unknown[][]> {
  const blocks = textsOf('docs/node.md', 'js').filter((text) => !text.startsWith('// '));
  const [first, ...lines] = blocks.join('\n').split('\n');
  expect(first).toBe("import { Bellhop, BellhopError } from '@bellhop/node';");
  const printed: unknown[][] = [];
  const { url } = localSystem.system;
  class FromEnvironment extends Bellhop {
    constructor() {
      super({ url, key });
    }
  }
  const program = new Function('Bellhop', 'BellhopError', 'console', `return (async () => {${lines.join('\n')}})();`);
  await program(FromEnvironment, BellhopError, { log: (...words: unknown[]) => printed.push(words) });
  return printed;
}

test('the program of docs/node.md publishes once however often it runs, and is told what is wrong', async () => {
  const key = localSystem.key(); // an idempotency key is one API key's own
  const [published] = await runPage(key);
  const again = await eventually('it is listed', async () => {
    const printed = await runPage(key);
    return printed.length === 4 && printed;
  });

  const [publishedAgain, listed, users, refused] = again;
  expect(published).toEqual([expect.stringMatching(/^req_/), 1, 0]);
  expect(publishedAgain).toEqual(published);
  expect(listed).toEqual([expect.stringMatching(/^ntf_/), expect.any(String), expect.any(Array)]);
  expect(users).toEqual([1, undefined]);
  expect(refused).toEqual(['workflow_unknown', 422, [expect.objectContaining({ pointer: '/workflow' })], undefined]);
});

test('an app keeps its users, their topics and preferences, and lets them go', async () => {
  const { users, topics, suppressions } = bellhop();
  const { users: made, refused } = await users.bulk([{ id: 'sdk-1', email: 'sdk-1@example.com' }, { id: 'sdk-2' }]);
  for (const id of ['sdk-1', 'sdk-2']) await topics.subscribe('sdk', id);

  const { etag } = await users.preferences.getVersion('sdk-1');
  await users.preferences.update('sdk-1', { digest_time: '09:15' }, { ifMatch: etag });
  const tooLate = users.preferences.update('sdk-1', { digest_time: '10:00' }, { ifMatch: etag });
  const subscribed: string[] = [];
  for await (const { user } of topics.subscriptions('sdk', { limit: 1 })) subscribed.push(user);
  const token = await users.tokens.create('sdk-1');
  const feed = await localSystem.call('GET', '/v1/me/notifications', { token: token.token });
  await suppressions.add({ address: 'sdk-1@example.com' });
  const lifted = await suppressions.remove('sdk-1@example.com');
  const documents = await all(users.export('sdk-1'));
  await users.erase('sdk-1');

  expect([made.length, refused]).toEqual([2, []]);
  await expect(tooLate).rejects.toMatchObject({ code: 'precondition_failed', status: 412 });
  expect(subscribed.sort()).toEqual(['sdk-1', 'sdk-2']);
  expect(feed.status).toBe(200);
  expect(lifted).toMatchObject({ address: 'sdk-1@example.com' });
  expect(documents).toMatchObject([{ user: { id: 'sdk-1' }, topics: ['sdk'] }]);
  await expect(users.get('sdk-1')).rejects.toMatchObject({ code: 'not_found', status: 404 });
});

test('what is published for later is found by its key, canceled, and told by its request', async () => {
  const { notifications, requests } = bellhop();
  const { id } = await notifications.publish({
    workflow: 'message',
    recipients: ['ada', 'grace'],
    data: { title: 'Later', body: 'In an hour.' },
    send_at: new Date(Date.now() + 3_600_000).toISOString(),
    cancellation_key: 'sdk:later',
  });
  await eventually('both are planned', async () => (await requests.get(id).catch(() => undefined))?.notifications.length === 2);

  const { canceled, too_late } = await notifications.cancel({ cancellation_key: 'sdk:later' });

  const told = await all(requests.notifications(id));
  expect([canceled.length, too_late]).toEqual([2, []]);
  expect(told.map((each) => each.id).sort()).toEqual(canceled.map((each) => each.id).sort());
});
