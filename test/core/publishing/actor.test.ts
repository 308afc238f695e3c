import type { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { readFeed } from '../../../core/channels/inbox/read-feed.ts';
import { dryRun } from '../../../core/dry-run/dry-run.ts';
import { resend } from '../../../core/message-log/resend.ts';
import { acceptPublish } from '../../../core/publishing/accept-publish.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import type { Reader } from '../../../core/workflows/rules/reader.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { anApiKey, smsTerms, type World, world } from '../../world.ts';
import { channelDeps } from '../dry-run/dry-run-deps.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const tell = (_: unknown, { actor }: Reader) => `${actor?.name ?? 'Somebody'} says hello`;
const workflow = aWorkflow({ inbox: (data, reader) => ({ title: tell(data, reader), body: '' }), subject: tell });
const workflows = new Map([['greeting', workflow as unknown as Workflow]]);
const grace = { name: 'Grace', avatar: 'https://app.example.com/grace.png' };
const request = {
  workflow: 'greeting',
  recipients: ['ada'],
  data: { name: 'Ada' },
  actor: 'grace',
  channels: ['inbox' as const],
};
const shown = { title: 'Grace says hello', actor: { id: 'grace', ...grace } };

async function aWorld() {
  const here = world();
  await here.users.upsert('ada', {}, here.now());
  await here.users.upsert('grace', { ...grace, attributes: { salary: 9 } }, here.now());
  const deps = { ...here, workflows, smsCountries: ['GB'], retentionDays: 30 };
  return {
    here,
    deps,
    publish: (changes: Partial<typeof request> = {}) =>
      acceptPublish({ request: { ...request, ...changes }, apiKey: anApiKey(), keyHeader: undefined }, deps),
    async workOff() {
      for (const message of here.ingest.drain())
        await ingest(message as IngestMessage, { messageId: 'm1', sentAt: here.now() }, deps);
    },
  };
}

async function inboxOf(here: World) {
  const query = { status: 'all', archived: false, limit: 5, snoozed: false, count_categories: false } as const;
  return (await readFeed({ userId: 'ada', query, ifNoneMatch: undefined }, here)).body?.data;
}

test('texts and the inbox item show who did it, as they were when it was published, and no more of them', async () => {
  const { here, publish, workOff } = await aWorld();

  await publish();
  await here.users.upsert('grace', { name: 'Admiral' }, here.now());
  await workOff();

  const [item] = (await inboxOf(here)) ?? [];
  expect(item).toMatchObject(shown);
  expect(item?.actor).toEqual(shown.actor);
});

test('what is sent again was done by the same', async () => {
  const { here, deps, publish, workOff } = await aWorld();
  const { body } = await publish();
  await workOff();
  const id = body.notifications[0]?.id ?? '';

  await resend({ id, request: { channels: ['inbox'], confirm: true }, apiKey: anApiKey(), keyHeader: undefined }, deps);
  await workOff();

  expect(await inboxOf(here)).toMatchObject([shown, shown]);
});

test('a dry run shows the same', async () => {
  const { here, deps } = await aWorld();

  const { data } = await dryRun({ request, test: false }, { ...deps, ...channelDeps(here.meter, smsTerms()) });

  expect(data[0]?.channels[0]?.copy).toMatchObject({ inbox: { title: shown.title } });
});

test('an actor who is not known is refused, with all else that is wrong', async () => {
  const { here, publish } = await aWorld();

  await expect(publish({ actor: 'hopper', recipients: ['nobody'] })).rejects.toMatchObject({
    code: 'body_invalid',
    places: [{ pointer: '/actor' }, { pointer: '/recipients/0' }],
  });
  expect(here.ingest.sent).toEqual([]);
});
