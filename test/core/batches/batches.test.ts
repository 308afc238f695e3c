import { cancel } from '../../../core/cancellation/cancel.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { readNotification } from '../../../core/publishing/read-notification.ts';
import { describeEachStore } from '../../adapters/each-store.ts';
import {
  aComment,
  batchOf,
  batchWorld,
  comment,
  commentWorkflow,
  emailsOf,
  idOf,
  leftOf,
  passMinutes,
  statesOf,
  titlesOf,
} from './batch-world.ts';

const quiet = { by: 'post', windowMinutes: 10, opens: 'quiet' } as const;

describeEachStore('a workflow with a batch', (open) => {
  test('says nothing until its window ends, and then all of it in one', async () => {
    const here = await batchWorld(await open());
    const ids = [await comment(here, 'Ann'), await comment(here, 'Bob'), await comment(here, 'Cid')];
    const batch = await batchOf(here, ids[0] ?? '');

    expect(await statesOf(here, ids[1] ?? '')).toEqual(['email skipped: batched', 'inbox skipped: batched']);
    expect(await statesOf(here, batch)).toEqual(['email scheduled', 'inbox scheduled']);
    expect([emailsOf(here), await titlesOf(here)]).toEqual([[], []]);
    expect(here.later).toHaveLength(1); // one release for all in it
    const gathering = await readNotification(batch, here);
    const actors = ['Ann', 'Bob', 'Cid'].map((id) => ({ id, name: id }));
    expect(gathering.batch).toEqual({ gathers: true, count: 3, notifications: ids, actors });
    expect(gathering.timeline.map(({ text }) => text)).toContain(
      `It is a batch, which so far gathers 3 notifications, by "Ann", "Bob", "Cid": ${ids.join(', ')}.`,
    );

    await passMinutes(here, 10);

    expect(emailsOf(here)).toEqual(['Ann and 2 others on p1: Ann | Bob | Cid']);
    expect(await titlesOf(here)).toEqual(['Ann and 2 others on p1']);
    expect(await leftOf(here)).toEqual([]);
    const { batch: told, timeline } = await readNotification(batch, here);
    expect(told).toEqual({ count: 3, notifications: ids, actors });
    expect(timeline.map(({ text }) => text).join('\n')).toContain(`closed with 3 notifications: ${ids.join(', ')}`);
    const joined = await readNotification(ids[1] ?? '', here);
    expect(joined.batch).toEqual({ joined: batch });
    expect(joined.timeline.map(({ text }) => text).join('\n')).toMatch(
      new RegExp(`joins the batch of 1 that goes at .*${batch}`),
    );
  });

  test('goes however large the first one in it is, whose data it has once, and shows what there is room for', async () => {
    const here = await batchWorld(await open(), commentWorkflow({ inbox: ({ post }) => ({ title: post, body: post }) }));
    const large = await comment(here, 'Ann', { data: { post: 'p1', text: 'a'.repeat(220_000) } });
    const bob = await comment(here, 'Bob');
    await passMinutes(here, 10);

    const batch = await batchOf(here, large);
    expect(await statesOf(here, batch)).toEqual(['email sent', 'inbox delivered']);
    expect((await readNotification(batch, here)).batch).toMatchObject({ count: 2, notifications: [bob] });
  });

  test('lets the first one go at once, and gathers what follows', async () => {
    const here = await batchWorld(await open(), commentWorkflow({ batch: { ...quiet, opens: 'first' } }));
    await comment(here, 'Ann');
    await comment(here, 'Bob');
    await passMinutes(here, 5);
    await comment(here, 'Cid');
    expect(emailsOf(here)).toEqual(['Ann on p1: Ann']);

    await passMinutes(here, 5);
    expect(emailsOf(here)).toEqual(['Ann on p1: Ann', 'Bob and 1 other on p1: Bob | Cid']);

    await comment(here, 'Dora');
    expect(emailsOf(here)).toHaveLength(3);
    await passMinutes(here, 11); // nothing has followed her
    await comment(here, 'Eve');
    expect(emailsOf(here)).toHaveLength(4);
  });

  test('gathers on the channels that it names, and lets each go by itself on the others', async () => {
    const here = await batchWorld(await open(), commentWorkflow({ batch: { ...quiet, channels: ['email'] } }));
    const ids = [await comment(here, 'Ann'), await comment(here, 'Bob')];
    const batch = await batchOf(here, ids[0] ?? '');

    expect(await titlesOf(here)).toEqual(['Bob on p1', 'Ann on p1']);
    expect(await statesOf(here, ids[1] ?? '')).toEqual(['email skipped: batched', 'inbox delivered']);
    expect(await statesOf(here, batch)).toEqual(['email scheduled']);

    await cancel({ id: ids[0] ?? '' }, here);
    await comment(here, 'Cid');
    await passMinutes(here, 10);

    expect(emailsOf(here)).toEqual(['Bob and 1 other on p1: Bob | Cid']);
    expect(await statesOf(here, ids[0] ?? '')).toEqual(['email canceled: canceled', 'inbox delivered']);
    expect(await titlesOf(here)).toHaveLength(3);
    expect(await leftOf(here)).toEqual([]);
  });

  test('goes as soon as it is full, and the next one opens another', async () => {
    const here = await batchWorld(await open(), commentWorkflow({ batch: { ...quiet, maxItems: 2 } }));
    const ann = await comment(here, 'Ann');
    const bob = await comment(here, 'Bob');
    const cid = await comment(here, 'Cid');

    expect(emailsOf(here)).toEqual(['Ann and 1 other on p1: Ann | Bob']);
    expect(await batchOf(here, bob)).toBe(await batchOf(here, ann));
    expect(await batchOf(here, cid)).not.toBe(await batchOf(here, ann));
    await passMinutes(here, 10);
    expect(emailsOf(here)).toHaveLength(2);
    expect(await leftOf(here)).toEqual([]);
  });

  test('gathers each key apart; urgent ones, tests and such as are planned ahead go by themselves', async () => {
    const here = await batchWorld(await open());
    await comment(here, 'Ann');
    await comment(here, 'Bob', { data: { post: 'p2', text: 'Bob' } });
    await comment(here, 'Cid', { priority: 'urgent' });
    await comment(here, 'Dora', { sendAt: new Date(here.now().getTime() + 60_000).toISOString() });
    await comment(here, 'Eve', { test: true });
    await passMinutes(here, 10);

    expect(emailsOf(here).sort()).toEqual(['Ann on p1: Ann', 'Bob on p2: Bob', 'Cid on p1: Cid', 'Dora on p1: Dora']);
  });

  test('tells nothing of what is canceled while it gathers, and is canceled with the last of it', async () => {
    const here = await batchWorld(await open());
    const [ann, bob] = [await comment(here, 'Ann'), await comment(here, 'Bob', { cancellationKey: 'bob' })];
    const other = await comment(here, 'Cid', { data: { post: 'p2', text: 'Cid' } });

    const { canceled, too_late } = await cancel({ id: ann }, here);
    expect([canceled.map(({ id, channels = [] }) => [id, channels.toSorted()]), too_late]).toEqual([
      [[ann, ['email', 'inbox']]],
      [],
    ]);
    expect(await cancel({ id: ann }, here)).toMatchObject({ canceled: [{ id: ann }] });
    await cancel({ id: other }, here);
    expect(await statesOf(here, await batchOf(here, other))).toEqual(['email canceled: canceled', 'inbox canceled: canceled']);
    const next = await comment(here, 'Dora', { data: { post: 'p2', text: 'Dora' } });
    expect(await batchOf(here, next)).not.toBe(await batchOf(here, other));
    await passMinutes(here, 10);

    expect(emailsOf(here).sort()).toEqual(['Bob on p1: Bob', 'Dora on p2: Dora']);
    expect(await statesOf(here, ann)).toEqual(['email canceled: canceled', 'inbox canceled: canceled']);
    expect(await statesOf(here, await batchOf(here, other))).toEqual(['email canceled: canceled', 'inbox canceled: canceled']);
    expect(await cancel({ cancellation_key: 'bob' }, here)).toMatchObject({ canceled: [], too_late: [{ id: bob }] });
    expect(await leftOf(here)).toEqual([]);
  });

  test('a batch that is canceled itself tells nothing, and what comes then opens the next', async () => {
    const here = await batchWorld(await open());
    const ann = await comment(here, 'Ann');
    await cancel({ id: await batchOf(here, ann) }, here);
    const bob = await comment(here, 'Bob');
    await passMinutes(here, 10);

    expect(await batchOf(here, bob)).not.toBe(await batchOf(here, ann));
    expect(emailsOf(here)).toEqual(['Bob on p1: Bob']);
    expect(await leftOf(here)).toEqual([]);
  });

  test('takes each of twenty that come at once, each once', async () => {
    const here = await batchWorld(await open(), commentWorkflow({ batch: { ...quiet, maxItems: 20 } }));
    const runs = Array.from({ length: 20 }, (_, n) => aComment(here, `c${n}`));
    const deps = { ...here, smsCountries: ['GB'], retentionDays: 30 };
    const untilDone = async (run: (typeof runs)[number]): Promise<unknown> => dispatch(run, deps).catch(() => untilDone(run));

    await Promise.all(runs.map(untilDone));
    await Promise.all(runs.map(untilDone)); // a queue may give them again
    await passMinutes(here, 0);

    const batches = new Set(await Promise.all(runs.map((run) => batchOf(here, idOf(run)))));
    expect(batches.size).toBe(1);
    expect((await here.ledger.read([...batches][0] ?? ''))?.notification.batch?.count).toBe(20);
    expect(emailsOf(here)).toHaveLength(1);
    expect(await leftOf(here)).toEqual([]);
  });
});
