import { DryRunRequest } from '../../../contract/dry-run/dry-run.ts';
import { cancel } from '../../../core/cancellation/cancel.ts';
import { dryRun } from '../../../core/dry-run/dry-run.ts';
import { findMoreFaults } from '../../../core/dry-run/find-more-faults.ts';
import { soundFields } from '../../../core/http/rules/sound-fields.ts';
import { planResend, toResend } from '../../../core/message-log/plan-resend.ts';
import { readNotification } from '../../../core/publishing/read-notification.ts';
import { deleteUser } from '../../../core/users/delete-user.ts';
import { exportUser } from '../../../core/users/export-user.ts';
import { smsTerms, world } from '../../world.ts';
import { channelDeps } from '../dry-run/dry-run-deps.ts';
import {
  type BatchWorld,
  batchOf,
  batchWorld,
  comment,
  commentWorkflow,
  drain,
  emailsOf,
  leftOf,
  passMinutes,
  statesOf,
  work,
} from './batch-world.ts';

const batch = { by: 'post', windowMinutes: 10, opens: 'quiet' } as const;

async function here(changes: Parameters<typeof commentWorkflow>[0] = {}): Promise<BatchWorld> {
  return batchWorld(world(), commentWorkflow(changes));
}

async function choose({ users, now }: BatchWorld, choices: Parameters<typeof users.choose>[0]['choices']): Promise<void> {
  const version = (await users.getMany(['ada'])).get('ada')?.version ?? 0;
  await users.choose({ userId: 'ada', choices: { timezone: 'UTC', ...choices }, version }, now());
}

describe('on channels that are not gathered', () => {
  const onEmail = { ...batch, channels: ['email'] } as const;

  test('each is held by itself, and released beside its batch at the same instant', async () => {
    const it = await here({ batch: onEmail, delay: { minutes: 10 } });
    const ann = await comment(it, 'Ann');
    await passMinutes(it, 10);
    expect(await statesOf(it, ann)).toEqual(['email skipped: batched', 'inbox delivered']);

    await passMinutes(it, 10);
    expect(emailsOf(it)).toEqual(['Ann on p1: Ann']);
  });

  test('nothing takes the place of a batch that does not reach its user: they have each of it there', async () => {
    const it = await here({ batch: onEmail });
    const id = await batchOf(it, await comment(it, 'Ann'));
    await it.suppressions.add({ address: 'ada@example.com', reason: 'bounce', source: 'provider', at: it.now() });
    await passMinutes(it, 10);
    await work(it, { type: 'fall-back', version: 1, notificationId: id, channel: 'email' });

    expect(await statesOf(it, id)).toEqual(['email suppressed: suppressed_bounce']);
  });

  test('a dry run shows the batch where it gathers, and one by itself where not', async () => {
    const it = await here({ batch: onEmail });
    await it.users.upsert('bo', { name: 'Bo' }, it.now());
    const request = {
      workflow: 'comment',
      recipients: ['ada'],
      data: { post: 'p1', text: 'Hi' },
      actor: 'bo',
      batch_of: 3,
    };
    const writeEmail = (of: { batch?: { count: number } | undefined }) => ({ subject: `${of.batch?.count}`, html: '', text: '' });
    const { data } = await dryRun({ request, test: false }, { ...it, ...channelDeps(it.meter, smsTerms()), writeEmail });
    const told = data[0]?.channels.map(({ channel, decision, reason, copy }) => {
      return [channel, decision, reason, copy.inbox?.title ?? copy.email?.subject];
    });

    expect(told).toEqual([
      ['inbox', 'send', undefined, 'Bo on p1'],
      ['email', 'skip', 'batched', '3'],
    ]);
  });
});

describe('a batch is planned as it goes', () => {
  test('so who has opted out meanwhile gets nothing on that channel', async () => {
    const it = await here();
    const ann = await comment(it, 'Ann');
    await choose(it, { preferences: { general: { email: 'opted_out' } } });
    await passMinutes(it, 10);

    expect(await statesOf(it, await batchOf(it, ann))).toEqual(['email skipped: preference_opted_out', 'inbox delivered']);
  });

  test('a night holds its e-mail, and what was gathered is told in the morning', async () => {
    const it = await here();
    const ann = await comment(it, 'Ann');
    await comment(it, 'Bob');
    await choose(it, { quietHours: { start: '12:00', end: '12:14' } }); // it is shortly after noon
    await passMinutes(it, 10);
    expect(await statesOf(it, await batchOf(it, ann))).toEqual(['email scheduled', 'inbox delivered']);

    await passMinutes(it, 10);
    expect(emailsOf(it)).toEqual(['Ann and 1 other on p1: Ann | Bob']);
  });

  test('its delay begins then, and its chain waits for a reader of the inbox item', async () => {
    const delayed = await here({ delay: { minutes: 5 } });
    await comment(delayed, 'Ann');
    await passMinutes(delayed, 10);
    expect(emailsOf(delayed)).toEqual([]);
    await passMinutes(delayed, 5);
    expect(emailsOf(delayed)).toHaveLength(1);

    const it = await here({
      channels: undefined,
      chain: [{ channel: 'inbox' }, { channel: 'email', unreadAfterMinutes: 5 }],
    });
    const ann = await comment(it, 'Ann');
    await passMinutes(it, 10);
    expect(await statesOf(it, await batchOf(it, ann))).toEqual(['email scheduled', 'inbox delivered']);
    await it.feed.mark('ada', await batchOf(it, ann), 'read');
    await passMinutes(it, 6);
    expect(await statesOf(it, await batchOf(it, ann))).toEqual(['email skipped: already_read', 'inbox delivered']);
  });

  test('the throttle counts each that joins, and what it leaves out joins nothing', async () => {
    const it = await here({ throttle: { most: 2, minutes: 60 } });
    const ids = [await comment(it, 'Ann'), await comment(it, 'Bob'), await comment(it, 'Cid')];
    await passMinutes(it, 10);

    expect(await statesOf(it, ids[2] ?? '')).toEqual(['email skipped: throttled', 'inbox skipped: throttled']);
    expect(emailsOf(it)).toEqual(['Ann and 1 other on p1: Ann | Bob']);
  });

  test('what expires before has expired, and a batch is of use as long as anything in it', async () => {
    const it = await here();
    const at = (minutes: number) => new Date(it.now().getTime() + minutes * 60_000).toISOString();
    const ann = await comment(it, 'Ann', { expiresAt: at(5) });
    const bob = await comment(it, 'Bob', { expiresAt: at(30) });
    await passMinutes(it, 11);

    expect(await statesOf(it, ann)).toEqual(['email expired: expired', 'inbox expired: expired']);
    expect(emailsOf(it)).toEqual(['Bob on p1: Bob']);
    expect((await readNotification(await batchOf(it, bob), it)).expires_at).toBeDefined();
  });

  test('who would get nothing at all opens none', async () => {
    const it = await here({ batch: { ...batch, opens: 'first' } });
    await choose(it, { preferences: { general: { email: 'opted_out', inbox: 'opted_out' } } });
    const ann = await comment(it, 'Ann');

    expect(await statesOf(it, ann)).toEqual(['email skipped: preference_opted_out', 'inbox skipped: preference_opted_out']);
    expect(await leftOf(it)).toEqual([]);
  });
});

test('a dry run shows how a batch of so many would read', async () => {
  const it = await here();
  const request = {
    workflow: 'comment',
    recipients: ['ada'],
    data: { post: 'p1', text: 'Hi' },
    channels: ['inbox' as const],
    batch_of: 3,
  };
  const deps = { ...it, ...channelDeps(it.meter, smsTerms()) };
  const { data } = await dryRun({ request, test: false }, deps);
  const inbox = data[0]?.channels.find(({ channel }) => channel === 'inbox');

  expect([inbox?.reason, inbox?.copy.inbox]).toEqual(['batched', { title: 'Ann and 2 others on p1', body: 'Hi | Hi | Hi' }]);
});

test.each([
  ['a workflow without a batch', { batch: undefined }, undefined, 'has none'],
  [
    'channels on which none is gathered',
    { batch: { ...batch, channels: ['email' as const] } },
    ['inbox' as const],
    'gathers on email alone',
  ],
])('a dry run refuses how many a batch has for %s', async (_, changes, channels, why) => {
  const it = await here(changes);
  const request = { workflow: 'comment', recipients: ['ada'], data: { post: 'p1', text: 'Hi' }, channels, batch_of: 3 };

  await expect(dryRun({ request, test: false }, { ...it, ...channelDeps(it.meter, smsTerms()) })).rejects.toMatchObject({
    code: 'body_invalid',
    places: [{ pointer: '/batch_of', detail: expect.stringContaining(why) }],
  });
  const wrong = { ...request, data: {}, recipients: ['eve'] };
  await expect(dryRun({ request: wrong, test: false }, { ...it, ...channelDeps(it.meter, smsTerms()) })).rejects.toMatchObject({
    places: expect.arrayContaining(
      ['/batch_of', '/data/post', '/recipients/0'].map((pointer) => expect.objectContaining({ pointer })),
    ),
  });
  const more = findMoreFaults(soundFields(DryRunRequest, { ...request, send_at: 'soon' }), it.now(), it.workflows);
  expect(more.flatMap(({ places }) => places)).toMatchObject([{ pointer: '/batch_of' }]);
});

test('a batch that is sent again says the same, and goes at once', async () => {
  const it = await here();
  const ann = await comment(it, 'Ann');
  await comment(it, 'Bob');
  await passMinutes(it, 10);
  const plan = await planResend(await batchOf(it, ann), { isTest: false, channels: ['email'], confirm: true }, it);
  await work(it, toResend(plan, it.now()).message);
  await drain(it);

  expect(emailsOf(it)).toEqual(Array.from({ length: 2 }, () => 'Ann and 1 other on p1: Ann | Bob'));
});

test('what is gathered of a user is in their export, and goes with them', async () => {
  const it = await here();
  const ann = await comment(it, 'Ann');
  const id = await batchOf(it, ann);
  const exported = await exportUser({ id: 'ada' }, it);

  expect(exported.batches).toMatchObject([{ workflow: 'comment', notification: id, count: 1 }]);
  expect(exported.batch_entries).toEqual([{ batch: id, notification: ann, actor: { id: 'Ann', name: 'Ann' } }]);
  await passMinutes(it, 10);
  const after = await exportUser({ id: 'ada' }, it);
  expect([after.batches, after.batch_entries]).toEqual([undefined, undefined]);
  expect(after.notifications.find((each) => each.id === id)?.gathered?.items.map(({ data }) => data.text)).toEqual(['Ann']);

  await comment(it, 'Bob');
  await deleteUser('ada', it);
  while ((await it.records.eraseSome('ada')).more);
  await passMinutes(it, 10);
  expect(await leftOf(it)).toEqual([]);
  expect(emailsOf(it)).toHaveLength(1);
});

test('of one that is canceled when its batch has gone, the cancellation says that it is too late', async () => {
  const it = await here();
  const ann = await comment(it, 'Ann');
  await passMinutes(it, 10);

  expect(await cancel({ id: ann }, it)).toEqual({ canceled: [], too_late: [{ id: ann, channels: ['inbox', 'email'] }] });
  expect(await statesOf(it, ann)).toEqual(['email skipped: batched', 'inbox skipped: batched']);
});
