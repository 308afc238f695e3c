import { repairApproved } from '../../../workflows/repair-approved/workflow.ts';
import { describeEachStore } from '../../adapters/each-store.ts';
import { type DigestWorld, digestWorld, drain, inboxOf, work } from '../digests/digest-world.ts';

const approved = { workflow: repairApproved.key, recipients: ['ada'], data: repairApproved.example };
const quarter = 15 * 60;

async function messageOn(here: DigestWorld, channel: string) {
  const [item] = (await inboxOf(here)).values();
  const found = await here.ledger.read(item?.notificationId ?? '');
  return found?.messages.find((message) => message.channel === channel);
}

describeEachStore('a workflow that comes with Bellhop and escalates', (open) => {
  let here: DigestWorld;
  beforeEach(async () => {
    here = digestWorld(await open());
    await here.users.upsert('ada', { email: 'ada@example.com', phone: '+447400123456' }, here.now());
    await work(here, approved);
    for (const message of here.ingest.drain()) await work(here, message);
  });

  /** What was kept back until its second comes now. */
  async function aQuarterLater(): Promise<void> {
    const releases = here.ingest.drain();
    here.pass(quarter);
    for (const message of [...releases, ...releases]) await work(here, message);
  }

  test('is in the inbox and goes by e-mail at once, and waits with the SMS', async () => {
    expect([...(await inboxOf(here)).keys()]).toEqual(['Repair R-1042 is approved']);
    expect(await messageOn(here, 'email')).toMatchObject({ status: 'queued' });
    expect(await messageOn(here, 'sms')).toMatchObject({ status: 'scheduled' });
    expect(here.sms.sent).toEqual([]);
    expect(here.ingest.delays.at(-1)).toBe(quarter);
  });

  test('sends the SMS to who has not read it after a quarter of an hour, once', async () => {
    await aQuarterLater();

    expect(await messageOn(here, 'sms')).toMatchObject({ status: 'queued' });
    expect(new Set(here.sms.sent.map(({ notificationId }) => notificationId)).size).toBe(1);
    expect(here.sms.sent).toMatchObject([{ channel: 'sms' }, { channel: 'sms' }]); // the same one twice: the claim drops it
  });

  test('sends none to who has read it, and says so', async () => {
    const [item] = (await inboxOf(here)).values();
    await here.feed.mark('ada', item?.notificationId ?? '', 'read');

    await aQuarterLater();

    expect(await messageOn(here, 'sms')).toMatchObject({ status: 'skipped', reason: 'already_read' });
    expect(here.sms.sent).toEqual([]);
  });

  test('sends none after a cancellation', async () => {
    const [item] = (await inboxOf(here)).values();
    const notificationId = item?.notificationId ?? '';
    await here.ledger.cancel({ notificationId, at: here.now(), expiresAt: new Date('2031-01-01T00:00:00Z') });

    await aQuarterLater();
    await drain(here);

    expect(await messageOn(here, 'sms')).toMatchObject({ status: 'canceled' });
    expect([here.sms.sent, here.emailProvider.asked]).toEqual([[], []]);
  });
});
