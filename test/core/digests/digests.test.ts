import { describeEachStore } from '../../adapters/each-store.ts';
import {
  addReader,
  type DigestWorld,
  deliver,
  digestWorld,
  drain,
  inboxOf,
  publish,
  runAt,
  runAtLast,
  work,
} from './digest-world.ts';

/** The subject and text of all that was sent. */
const sent = ({ emailProvider }: DigestWorld) => emailProvider.asked.map(({ subject, text }) => ({ subject, text }));

const firstDigest = { userId: 'ada', frequency: 'daily', number: 1 } as const;

async function emailOf(here: DigestWorld, title: string) {
  const id = (await inboxOf(here)).get(title)?.notificationId ?? '';
  return (await here.ledger.read(id))?.messages.find(({ channel }) => channel === 'email');
}

async function digestOf(here: DigestWorld) {
  const [asked] = here.emailProvider.asked;
  return here.ledger.read(asked?.notificationId ?? '');
}

describeEachStore('digests, from publish to e-mail', (open) => {
  let here: DigestWorld;
  beforeEach(async () => {
    here = digestWorld(await open());
    await addReader(here);
  });

  test('what waits is in the inbox at once, and in one e-mail at the hour of its user', async () => {
    await publish(here, 'one');
    here.pass(60);
    await publish(here, 'two');
    expect((await inboxOf(here)).size).toBe(2);
    expect(here.emailProvider.asked).toEqual([]);

    await runAt(here, '2030-03-16T07:45:00Z');
    await drain(here);
    expect(here.emailProvider.asked).toEqual([]);
    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);

    expect(sent(here)).toEqual([
      { subject: 'Your day: 2 notifications, Saturday, March 16, 2030', text: expect.stringMatching(/two.*one/s) },
    ]);
    expect(here.emailProvider.asked[0]?.unsubscribeUrl).toMatch(/^https:\/\/api\.example\.com\/u\//);
  });

  test('each message in it ends as sent and names the digest, which tells how it came about', async () => {
    await publish(here, 'one');
    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);

    const digest = await digestOf(here);
    expect(digest?.notification).toMatchObject({ workflow: 'digest', category: 'daily-digest', userId: 'ada' });
    expect(digest?.notification.explanation[0]?.because).toMatch(/^1 notification waited for the daily digest of 2030-03-16/);
    expect(digest?.messages).toMatchObject([{ channel: 'email', status: 'sent' }]);
    expect(await emailOf(here, 'one')).toMatchObject({
      status: 'sent',
      events: [{ status: 'digesting' }, { status: 'sent', detail: `in digest ${digest?.notification.id}` }],
    });
    expect(await here.digests.closed(firstDigest)).toBeUndefined();
  });

  test('a message of the run that comes again when nothing of the digest is there any more sends nothing', async () => {
    await publish(here, 'one');
    await runAt(here, '2030-03-16T08:00:00Z');
    const messages = here.ingest.drain();
    for (const message of messages) await work(here, message, 1);
    await drain(here, 1);
    here.at('2030-03-18T08:00:00Z');
    expect(await digestOf(here)).toBeUndefined();

    for (const message of messages) await work(here, message, 1);
    await drain(here, 1);

    expect(sent(here)).toHaveLength(1);
    expect((await here.digests.entries({ ...firstDigest, limit: 10 })).entries).toHaveLength(1); // it would have been told again
  });

  test('the word that a digest is over comes twice, and each message in it ends once', async () => {
    await publish(here, 'one');
    await publish(here, 'read');
    await here.feed.mark('ada', (await inboxOf(here)).get('read')?.notificationId ?? '', 'read');
    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);
    const notificationId = here.emailProvider.asked[0]?.notificationId ?? '';

    for (let time = 0; time < 2; time += 1) await work(here, { type: 'settle-digest', version: 1, notificationId });

    const timelines = await Promise.all(['one', 'read'].map((title) => emailOf(here, title)));
    expect(timelines.map((email) => email?.events.map(({ status }) => status))).toEqual([
      ['digesting', 'sent'],
      ['digesting', 'skipped'],
    ]);
  });

  test('of a long text an entry keeps what the digest shows of it, and the inbox has it all', async () => {
    const body = 'Seven words are in it, and more. '.repeat(60).trim();
    await work(here, { workflow: 'message', recipients: ['ada'], data: { title: 'long', body } });
    await drain(here);
    const { entries } = await here.digests.entries({ ...firstDigest, limit: 10 });

    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);

    expect(entries[0]?.body).toMatch(/^Seven words .*…$/);
    expect(entries[0]?.body.length).toBeLessThanOrEqual(200);
    expect(sent(here)[0]?.text.replaceAll(/\s+/g, ' ')).toContain(entries[0]?.body);
    expect((await inboxOf(here)).get('long')?.body).toBe(body);
  });

  test('what has been read is left out, and says so', async () => {
    await publish(here, 'one');
    await publish(here, 'two');
    await here.feed.mark('ada', (await inboxOf(here)).get('one')?.notificationId ?? '', 'read');

    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);

    expect(sent(here)[0]?.subject).toMatch(/^Your day: 1 notification,/);
    expect(sent(here)[0]?.text).not.toContain('one');
    expect(await emailOf(here, 'one')).toMatchObject({ status: 'skipped', reason: 'already_read' });
    expect(await emailOf(here, 'two')).toMatchObject({ status: 'sent' });
  });

  test('when all has been read nothing is sent, and the next day is as any other', async () => {
    await publish(here, 'one');
    await here.feed.markThrough('ada', 'read', 100);
    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);
    expect(here.emailProvider.asked).toEqual([]);
    expect(await emailOf(here, 'one')).toMatchObject({ status: 'skipped', reason: 'already_read' });

    await publish(here, 'two');
    await runAt(here, '2030-03-17T08:00:00Z');
    await drain(here);

    expect(sent(here)).toHaveLength(1);
  });

  test('runs that overlap, messages that come twice and a run that comes again send nothing twice', async () => {
    await publish(here, 'one');
    await runAt(here, '2030-03-16T08:00:00Z');
    const [message] = here.ingest.drain();
    if (message === undefined) throw new Error('the run queued nothing');

    await Promise.all([work(here, message), work(here, message), work(here, message)]);
    await runAt(here, '2030-03-16T08:15:00Z');
    await work(here, message);
    const emails = here.bulkEmail.drain();
    await Promise.allSettled(emails.map((email) => deliver(here, email)));
    await drain(here);

    expect(emails.length).toBeGreaterThan(1);
    expect(sent(here)).toHaveLength(1);
  });

  test('what arrives while the digest is on its way is in the next one', async () => {
    await publish(here, 'one');
    await runAt(here, '2030-03-16T08:00:00Z');
    for (const message of here.ingest.drain()) await work(here, message);
    await work(here, { workflow: 'message', recipients: ['ada'], data: { title: 'two', body: '' } });
    await drain(here);
    expect(sent(here)).toHaveLength(1);
    expect(sent(here)[0]?.text).not.toContain('two');

    await runAt(here, '2030-03-17T08:00:00Z');
    await drain(here);

    expect(sent(here)).toHaveLength(2);
    expect(sent(here)[1]?.text).toContain('two');
    expect(sent(here)[1]?.text).not.toContain('one');
  });

  test('a run that was missed for hours is made up for by the next, once', async () => {
    await publish(here, 'one');
    await runAt(here, '2030-03-16T07:30:00Z');

    await runAtLast(here, '2030-03-16T13:00:00Z');
    await drain(here);
    await runAt(here, '2030-03-16T13:15:00Z');
    await drain(here);

    expect(sent(here).map(({ subject }) => subject)).toEqual([expect.stringContaining('March 16')]);
  });

  test('a user who moved zone after the digest gets the next one on the next day there', async () => {
    await publish(here, 'one');
    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);
    await publish(here, 'two'); // for London's next morning
    await addReader(here, { timezone: 'America/Los_Angeles' });

    await runAt(here, '2030-03-17T08:00:00Z'); // one in the morning in Los Angeles
    await drain(here);
    expect(sent(here)).toHaveLength(1);
    await runAt(here, '2030-03-17T15:00:00Z');
    await drain(here);

    expect(sent(here)).toHaveLength(2);
  });

  test('who unsubscribes from digests gets none, and what waited says why', async () => {
    await publish(here, 'one');
    await addReader(here, { preferences: { general: { digest: 'daily' }, 'daily-digest': { email: 'opted_out' } } });

    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);

    expect(sent(here)).toEqual([]);
    expect(await emailOf(here, 'one')).toMatchObject({ status: 'suppressed', reason: 'suppressed_unsubscribe' });
  });

  test('what the user has opted out of since it was published is left out', async () => {
    await publish(here, 'one');
    await addReader(here, { preferences: { general: { digest: 'daily', email: 'opted_out' } } });

    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);

    expect(sent(here)).toEqual([]);
    expect(await emailOf(here, 'one')).toMatchObject({ status: 'skipped', reason: 'preference_opted_out' });
  });

  test('a digest whose send is in doubt is not sent again', async () => {
    await publish(here, 'one');
    await runAt(here, '2030-03-16T08:00:00Z');
    for (const message of here.ingest.drain()) await work(here, message);
    here.emailProvider.answerNext({ outcome: 'unknown', detail: 'no answer' });
    const [email] = here.bulkEmail.drain();
    if (email === undefined) throw new Error('no digest was queued');

    await expect(deliver(here, email)).rejects.toThrow();
    here.pass(130);
    expect(await deliver(here, email)).toBe('gave-up-ambiguous');
    await drain(here);

    expect(here.emailProvider.asked).toHaveLength(1);
    expect(await emailOf(here, 'one')).toMatchObject({ status: 'unknown', reason: 'ambiguous_send' });
  });

  test('what waited for a digest that was given up has failed, and is sent when that is redriven', async () => {
    await publish(here, 'one');
    await runAt(here, '2030-03-16T08:00:00Z');
    for (const message of here.ingest.drain()) await work(here, message);
    const [email] = here.bulkEmail.drain();
    if (email === undefined) throw new Error('no digest was queued');

    for (let attempt = 0; attempt < 5; attempt += 1) {
      here.emailProvider.answerNext({ outcome: 'not-now', because: 'unavailable', detail: 'down' });
      await expect(deliver(here, email)).rejects.toThrow(attempt < 4 ? 'cannot take it now' : 'gave_up');
      here.pass(3600);
    }
    await drain(here);
    expect(await emailOf(here, 'one')).toMatchObject({
      status: 'failed',
      reason: 'gave_up',
      events: [{ status: 'digesting' }, { status: 'failed', detail: expect.stringMatching(/^in digest ntf_.*redrive/) }],
    });

    await deliver(here, email); // as its dead-letter message brings it back
    await drain(here);

    expect(await emailOf(here, 'one')).toMatchObject({
      status: 'sent',
      events: [{ status: 'digesting' }, { status: 'failed' }, { status: 'sent' }],
    });
    expect((await digestOf(here))?.messages).toMatchObject([{ status: 'sent' }]);
  });

  test('what stays for a day is still there when its weekly digest goes', async () => {
    await addReader(here, { preferences: { general: { digest: 'weekly' } } });
    here.at('2030-03-11T08:00:30Z'); // a week but for half a minute
    await work(here, { workflow: 'message', recipients: ['ada'], data: { title: 'one', body: '' } }, 1);
    await drain(here, 1);
    for (const hour of ['2030-03-15T12:00:00Z', '2030-03-18T08:00:00Z']) await runAt(here, hour);
    await drain(here, 1);

    expect(sent(here)).toEqual([{ subject: expect.stringContaining('Your week: 1 notification'), text: expect.anything() }]);
    expect((await digestOf(here))?.messages).toMatchObject([{ status: 'sent' }]);
    here.at('2030-03-19T08:00:00Z');
    expect(await digestOf(here)).toBeUndefined(); // no longer than what it shows
  });

  test('a month of notifications is one e-mail on the first of the next, at the hour of its user, named after the month', async () => {
    const inNewYork = { timezone: 'America/New_York', digestTime: '07:30' };
    await addReader(here, { preferences: { general: { digest: 'monthly' } }, ...inNewYork });
    for (const [title, instant] of [
      ['one', '2030-03-15T12:00:00Z'],
      ['two', '2030-03-20T12:00:00Z'],
      ['three', '2030-04-01T11:00:00Z'],
    ]) {
      here.at(instant ?? '');
      await publish(here, title ?? '');
    }

    for (const instant of ['2030-03-31T11:30:00Z', '2030-04-01T11:15:00Z']) {
      await runAt(here, instant);
      await drain(here);
      expect(here.emailProvider.asked).toEqual([]);
    }
    await runAt(here, '2030-04-01T11:30:00Z');
    await drain(here);

    expect(sent(here)).toEqual([
      {
        subject: 'Your month: 3 notifications, March 2030',
        text: expect.stringMatching(/WHAT WAS NEW IN MARCH 2030.*three.*two.*one/is),
      },
    ]);
    expect((await digestOf(here))?.notification).toMatchObject({ category: 'monthly-digest' });
  });

  test('what was held while its user came to monthly digests is in theirs, though it is kept for a day', async () => {
    await addReader(here, { preferences: {}, quietHours: { start: '11:00', end: '13:00' } });
    await work(here, { workflow: 'message', recipients: ['ada'], data: { title: 'held', body: '' } }, 1);
    await drain(here, 1);
    await addReader(here, { preferences: { general: { digest: 'monthly' } } });
    const [held] = [...(await inboxOf(here)).values()];
    here.at('2030-03-15T13:00:00Z');
    const dueAt = here.now().toISOString();
    await work(here, { type: 'release', version: 1, notificationId: held?.notificationId ?? '', dueAt }, 1);

    await runAt(here, '2030-04-01T07:00:00Z'); // eight in London, by summer time
    await drain(here, 1);

    expect(sent(here)).toMatchObject([{ subject: expect.stringContaining('Your month: 1 notification') }]);
  });

  test('what a test key publishes is played at once, and is in no digest', async () => {
    const requestId = 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D';
    const run = { version: 1, requestId, requestedAt: here.now().toISOString(), workflow: 'message', test: true } as const;
    await work(here, { type: 'notify', ...run, userId: 'ada', data: { title: 'one', body: '' } });
    await drain(here);

    expect(await emailOf(here, 'one')).toMatchObject({ status: 'simulated' });
    expect(await here.digests.state('ada', 'daily')).toEqual({ number: 0 });
  });

  test('a day of sixty notifications is one e-mail with fifty of them, and all are completed', async () => {
    for (let index = 0; index < 60; index += 1) await publish(here, `n${index}`);

    await runAt(here, '2030-03-16T08:00:00Z');
    await drain(here);

    expect(sent(here)).toHaveLength(1);
    expect(sent(here)[0]?.text).toContain('And 10 more');
    const titles = Array.from({ length: 60 }, (_, index) => `n${index}`);
    const emails = await Promise.all(titles.map((title) => emailOf(here, title)));
    expect(emails.map((email) => email?.status)).toEqual(titles.map(() => 'sent'));
  }, 60_000);
});
