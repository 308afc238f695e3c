import type { CancelAnswer } from '../../../contract/cancellation/cancel.ts';
import { cancel } from '../../../core/cancellation/cancel.ts';
import { describeEachStore } from '../../adapters/each-store.ts';
import { addReader, type DigestWorld, digestWorld, drain, inboxOf, runAt, work } from './digest-world.ts';

const hour = '2030-03-16T08:00:00Z';

async function accept(here: DigestWorld, title: string): Promise<void> {
  const data = { title, body: `All about ${title}.` };
  await work(here, { workflow: 'message', recipients: ['ada'], data, cancellation_key: title });
}

async function idOf(here: DigestWorld, title: string): Promise<string> {
  return (await inboxOf(here)).get(title)?.notificationId ?? '';
}

async function emailOf(here: DigestWorld, title: string) {
  const found = await here.ledger.read(await idOf(here, title));
  return found?.messages.find(({ channel }) => channel === 'email');
}

/** What digests have said, all of it. */
const said = ({ emailProvider }: DigestWorld) => emailProvider.asked.map(({ text }) => text).join();

describeEachStore('canceling what goes into a digest', (open) => {
  let here: DigestWorld;
  beforeEach(async () => {
    here = digestWorld(await open());
    await addReader(here);
  });

  test('before it is dispatched keeps it out of inbox and digest', async () => {
    await accept(here, 'one');

    expect(await cancel({ cancellation_key: 'one' }, here)).toMatchObject({ canceled: [{}], too_late: [] });

    await drain(here);
    expect((await inboxOf(here)).size).toBe(0);
    expect(await here.digests.state('ada', 'daily')).toEqual({ number: 0 });
  });

  test('while it waits is in time for the e-mail, which the digest leaves out, and too late for the inbox', async () => {
    await accept(here, 'one');
    await accept(here, 'two');
    await drain(here);
    expect(await emailOf(here, 'one')).toMatchObject({ status: 'digesting' });
    const id = await idOf(here, 'one');

    const canceled = { canceled: [{ id, channels: ['email'] }], too_late: [{ id, channels: ['inbox'] }] };
    expect(await cancel({ cancellation_key: 'one' }, here)).toEqual(canceled);
    expect(await cancel({ id }, here)).toEqual(canceled);
    await runAt(here, hour);
    await drain(here);

    expect(here.emailProvider.asked).toHaveLength(1);
    expect(said(here)).toContain('two');
    expect(said(here)).not.toContain('one');
    expect(await emailOf(here, 'one')).toMatchObject({ status: 'canceled', reason: 'canceled' });
    expect(await emailOf(here, 'two')).toMatchObject({ status: 'sent' });
  });

  test('of all that waits leaves nothing to send', async () => {
    await accept(here, 'one');
    await drain(here);
    await cancel({ cancellation_key: 'one' }, here);

    await runAt(here, hour);
    await drain(here);

    expect(here.emailProvider.asked).toEqual([]);
  });

  test('once the digest is closed is too late, and it is in there', async () => {
    await accept(here, 'one');
    await drain(here);
    const id = await idOf(here, 'one');
    await runAt(here, hour);
    for (const message of here.ingest.drain()) await work(here, message);

    const { canceled, too_late } = await cancel({ cancellation_key: 'one' }, here);

    expect(canceled).toEqual([]);
    expect(too_late).toEqual([{ id, channels: expect.arrayContaining(['inbox', 'email']) }]);
    await drain(here);
    expect(said(here)).toContain('one');
    expect(await emailOf(here, 'one')).toMatchObject({ status: 'sent' });
  });

  test('at the moment at which the digest is built is in time or too late, and never both or neither', async () => {
    const titles = Array.from({ length: 12 }, (_, index) => `number-${index}-of-twelve`);
    for (const title of titles) await accept(here, title);
    await drain(here);
    await runAt(here, hour);
    const [message] = here.ingest.drain();
    if (message === undefined) throw new Error('the run queued nothing');

    const answers: CancelAnswer[] = [];
    let building: Promise<void> | undefined;
    for (const [index, title] of titles.entries()) {
      if (index === 4) building = work(here, message); // under way while the others are canceled
      answers.push(await cancel({ cancellation_key: title }, here));
    }
    await building;
    await drain(here);

    const isSaid = titles.map((title) => said(here).includes(title));
    const statuses = await Promise.all(titles.map(async (title) => (await emailOf(here, title))?.status));
    const isCanceled = answers.map(({ canceled }) => canceled.some(({ channels = [] }) => channels.includes('email')));
    const isTooLate = answers.map(({ too_late }) => too_late.some(({ channels = [] }) => channels.includes('email')));
    expect(isTooLate).toEqual(isSaid);
    expect(isCanceled).toEqual(isSaid.map((each) => !each));
    expect(statuses).toEqual(isSaid.map((each) => (each ? 'sent' : 'canceled')));
    expect(new Set(isSaid).size).toBe(2); // some were in time, and some were not
  }, 60_000);
});
