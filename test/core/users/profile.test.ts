import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { Profile } from '../../../contract/users/profile.ts';
import { dryRun } from '../../../core/dry-run/dry-run.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { notificationIdFor, requestIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { release } from '../../../core/scheduling/release.ts';
import { exportUser } from '../../../core/users/export-user.ts';
import type { Reader } from '../../../core/workflows/rules/reader.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { aMoment, smsTerms, world } from '../../world.ts';
import { channelDeps } from '../dry-run/dry-run-deps.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const greet = (_: unknown, { user }: Reader) => `Hello, ${user?.name ?? 'you'}, on ${user?.attributes.plan ?? 'no plan'}`;
const workflow = aWorkflow({ inbox: (data, reader) => ({ title: greet(data, reader), body: '' }), subject: greet });
const workflows = new Map([['greeting', workflow as unknown as Workflow]]);
const before: Profile = { name: 'Ada', attributes: { plan: 'pro' } };

/** A user of a profile, whose notification is planned now and, when it is held, released later. */
async function aWorld(profile: Profile) {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com', ...profile }, here.now());
  const deps = { ...here, workflows, smsCountries: ['GB'], retentionDays: 30 };
  const requestId = requestIdFor(aMoment, 'test', 'r1');
  const run = { type: 'notify', version: 1, requestId, requestedAt: aMoment.toISOString(), workflow: 'greeting' } as const;
  return {
    here,
    dispatch: (more: Partial<NotifyMessage> = {}) =>
      dispatch({ ...run, data: { name: 'Ada' }, test: false, userId: 'ada', ...more }, deps),
    notificationOf: async (at: Date) => (await here.ledger.read(notificationIdFor(at, requestId, 'ada')))?.notification,
    release: (at: Date) => {
      here.at(at);
      const notificationId = notificationIdFor(at, requestId, 'ada');
      return release({ type: 'release', version: 1, notificationId, dueAt: at.toISOString() }, deps);
    },
    async titles() {
      const state = await here.feed.state('ada', { fresh: true });
      return (await here.feed.page({ userId: 'ada', state, status: 'all', archived: false, limit: 5 })).items.map(
        ({ title }) => title,
      );
    },
  };
}

test('a notification keeps who its user was when it was planned, and its texts show that', async () => {
  const { here, dispatch, notificationOf, titles } = await aWorld(before);

  await dispatch();
  await here.users.upsert('ada', { name: 'Countess', attributes: {} }, here.now());

  expect(await titles()).toEqual(['Hello, Ada, on pro']);
  expect(await notificationOf(aMoment)).toMatchObject({ profile: before });
});

test('what is held shows, when it arrives, who they were when it was planned', async () => {
  const { here, dispatch, release, titles } = await aWorld(before);
  const sendAt = new Date(aMoment.getTime() + 600_000);

  await dispatch({ sendAt: sendAt.toISOString() });
  await here.users.upsert('ada', { name: 'Countess' }, here.now());
  await release(sendAt);

  expect(await titles()).toEqual(['Hello, Ada, on pro']);
});

test('of a user without a profile nothing is kept, and texts go without', async () => {
  const { dispatch, notificationOf, titles } = await aWorld({});

  await dispatch();

  expect(await titles()).toEqual(['Hello, you, on no plan']);
  expect((await notificationOf(aMoment))?.profile).toBeUndefined();
});

test('a dry run shows what the publish itself says of a user', async () => {
  const { here } = await aWorld(before);
  const request = {
    workflow: 'greeting',
    recipients: [{ id: 'ada', name: 'Countess' }],
    channels: ['inbox' as const],
    data: { name: 'Ada' },
  };

  const { data } = await dryRun({ request, test: false }, { ...here, ...channelDeps(here.meter, smsTerms()), workflows });

  expect(data[0]?.channels[0]?.copy).toMatchObject({ inbox: { title: 'Hello, Countess, on pro' } });
});

test('the export has the profile, and each that a notification kept', async () => {
  const { here, dispatch } = await aWorld(before);
  await dispatch();
  await here.users.upsert('ada', { name: 'Countess' }, here.now());

  const exported = await exportUser({ id: 'ada' }, here);

  expect(exported.user).toMatchObject({ ...before, name: 'Countess' });
  expect(exported.notifications).toMatchObject([{ profile: before }]);
});
