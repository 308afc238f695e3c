import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import type { Experiment } from '../../../core/experiments/rules/experiment.ts';
import { resend } from '../../../core/message-log/resend.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { readNotification } from '../../../core/publishing/read-notification.ts';
import { notificationIdFor, requestIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { release } from '../../../core/scheduling/release.ts';
import { renderCopy } from '../../../core/workflows/rules/copy.ts';
import { checkCopyFit } from '../../../core/workflows/rules/copy-fit.ts';
import type { Workflow, WorkflowCopy } from '../../../core/workflows/rules/workflow.ts';
import { aMoment, anApiKey, type World, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

type Words = Experiment<WorkflowCopy<{ name: string }>>;

const german = { inbox: () => ({ title: 'Hallo', body: '' }), subject: () => 'Hallo', sms: () => 'Hallo' };
const short = {
  weight: 50,
  inbox: () => ({ title: 'Hi', body: '' }),
  subject: () => 'Hi',
  translations: { de: { inbox: () => ({ title: 'Tag', body: '' }), subject: () => 'Tag' } },
};
const words: Words = { id: 'words', variants: { plain: { weight: 50 }, short } };
const held: Words = { ...words, holdout: 50 };

function deps(here: World, experiment: Words | undefined) {
  const workflow = aWorkflow({ translations: { de: german }, ...(experiment && { experiment }) });
  const workflows = new Map([['greeting', workflow as unknown as Workflow]]);
  return { ...here, workflows, smsCountries: ['GB'], retentionDays: 30, apiKey: anApiKey() };
}

async function publish(here: World, experiment: Words, userId: string, more: Partial<NotifyMessage> = {}): Promise<string> {
  await here.users.upsert(userId, { email: `${userId}@example.com` }, here.now());
  const requestId = requestIdFor(aMoment, 'test', userId);
  const run = { type: 'notify', version: 1, requestId, requestedAt: aMoment.toISOString(), workflow: 'greeting' } as const;
  await dispatch({ ...run, data: { name: 'Ada' }, test: false, userId, ...more }, deps(here, experiment));
  return notificationIdFor(more.sendAt === undefined ? aMoment : new Date(more.sendAt), requestId, userId);
}

async function inboxOf(here: World, userId: string): Promise<string[]> {
  const state = await here.feed.state(userId, { fresh: true });
  const { items } = await here.feed.page({ userId, state, status: 'all', archived: false, limit: 10 });
  return items.map(({ title }) => title);
}

test.each([
  [{ variant: 'short' }, 'Hi', 'Hello, Ada'],
  [{ variant: 'plain' }, 'Hello, Ada', 'Hello, Ada'],
  [{ variant: 'gone' }, 'Hello, Ada', 'Hello, Ada'],
  [{ variant: 'short', locale: 'de-CH' }, 'Tag', 'Hallo'],
])('%j reads its own words, and the workflow’s where it has none', (whereabouts, subject, sms) => {
  const workflow = aWorkflow({ translations: { de: german }, experiment: words });

  const rendered = renderCopy(workflow, { name: 'Ada' }, { channels: ['inbox', 'email', 'sms'], whereabouts });

  expect(rendered).toMatchObject({ copy: { inbox: { title: subject }, subject, sms } });
});

test('the words of a variant are told which one it is', () => {
  const subject: WorkflowCopy<{ name: string }>['subject'] = (_data, { variant }) => `variant ${variant}`;
  const workflow = aWorkflow({ subject, experiment: { variants: { plain: { weight: 1 }, short: { weight: 1 } } } });

  const rendered = renderCopy(workflow, { name: 'Ada' }, { channels: ['email'], whereabouts: { variant: 'plain' } });

  expect(rendered).toMatchObject({ copy: { subject: 'variant plain' } });
});

test('a publish is told that what one variant says is too long', () => {
  const long = { weight: 50, sms: () => 'x'.repeat(400) };
  const workflow = aWorkflow({ experiment: { variants: { plain: { weight: 50 }, long } } });

  const { skipped } = checkCopyFit(workflow, { name: 'Ada' }, ['inbox', 'sms']);

  expect(skipped).toMatchObject([{ channel: 'sms', detail: expect.stringContaining('in "en", variant "long", sms: takes 3') }]);
});

test('a user’s variant is in their inbox, on the notification, in its timeline and kept until it is released', async () => {
  const here = world();
  const sendAt = new Date(aMoment.getTime() + 60_000).toISOString();
  const id = await publish(here, words, 'ada', { sendAt });
  const [due] = here.ingest.drain().filter((message): message is ReleaseMessage => message.type === 'release');

  here.at(sendAt);
  await release(due as ReleaseMessage, deps(here, { ...words, winner: 'plain' }));

  const story = await readNotification(id, here);
  expect(story).toMatchObject({ experiment: 'words', variant: 'short' });
  expect(story.timeline[1]).toMatchObject({ type: 'assigned', text: 'Experiment "words": the user gets variant "short".' });
  expect(await inboxOf(here, 'ada')).toEqual(['Hi']);
});

test('who is held out gets nothing on any channel, and is told why', async () => {
  const here = world();
  const stories = [];
  for (const userId of ['ada', 'grace', 'joan', 'mary'])
    stories.push({ userId, story: await readNotification(await publish(here, held, userId), here) });

  const [out, ...rest] = stories.filter(({ story }) => story.variant === 'holdout');
  expect(rest.length).toBeLessThan(3);
  expect(out?.story).toMatchObject({
    experiment: 'words',
    messages: [
      { channel: 'inbox', status: 'skipped', reason: 'holdout' },
      { channel: 'email', status: 'skipped', reason: 'holdout' },
    ],
  });
  expect(out?.story.timeline.map(({ text }) => text)).toContain('Experiment "words": the user is held out, and gets nothing.');
  expect(await inboxOf(here, out?.userId ?? '')).toEqual([]);
  expect(here.email.sent).toHaveLength(stories.length - 1 - rest.length);
});

test('what is sent again shows the variant that it showed, although another has won since', async () => {
  const here = world();
  const id = await publish(here, words, 'ada');
  const [won] = [deps(here, { ...words, winner: 'plain' })];

  const { body } = await resend(
    { id, request: { channels: ['inbox'], confirm: true }, apiKey: won.apiKey, keyHeader: undefined },
    won,
  );
  for (const message of here.ingest.drain()) if (message.type === 'notify') await dispatch(message, won);

  const again = await readNotification(body.notification, here);
  expect(again).toMatchObject({ variant: 'short', resent_from: id });
  expect(again.experiment).toBeUndefined();
  expect(await inboxOf(here, 'ada')).toEqual(['Hi', 'Hi']);
});

test('who was held out is not sent it again, unless a channel is named', async () => {
  const here = world();
  const everyone: Words = { variants: { plain: { weight: 1 } }, holdout: 50 };
  const ids = [];
  for (const userId of ['ada', 'grace', 'joan', 'mary', 'ruth', 'ann']) ids.push(await publish(here, everyone, userId));
  const stories = await Promise.all(ids.map((id) => readNotification(id, here)));
  const out = stories.find(({ variant }) => variant === 'holdout')?.id ?? '';
  const asked = { apiKey: anApiKey(), keyHeader: undefined };

  await expect(resend({ id: out, request: {}, ...asked }, deps(here, everyone))).rejects.toMatchObject({
    code: 'nothing_to_resend',
  });
  const named = await resend({ id: out, request: { channels: ['inbox'] }, ...asked }, deps(here, everyone));
  for (const message of here.ingest.drain()) if (message.type === 'notify') await dispatch(message, deps(here, everyone));
  expect((await readNotification(named.body.notification, here)).messages).toMatchObject([
    { channel: 'inbox', status: 'delivered' },
  ]);
});
