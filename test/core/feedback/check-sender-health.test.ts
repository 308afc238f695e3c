import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import { resumeBulkEmail } from '../../../core/feedback/check-sender-health.ts';
import { recordFeedback } from '../../../core/feedback/record-feedback.ts';
import { aProviderEvent } from '../../provider-event.ts';
import { aMessage, aMoment, aNotification, notificationId, type World, world } from '../../world.ts';

/** A world in which this many e-mails were sent: `n1`, `n2`, …, each to an address of its own. */
async function aWorldWithSent(count: number): Promise<World> {
  const here = world();
  for (let n = 1; n <= count; n += 1) {
    const id = notificationId(`n${n}`);
    await here.ledger.enter({
      notification: aNotification({ id }),
      messages: [aMessage({ notificationId: id, status: 'sent', address: `n${n}@example.com` })],
      expiresAt: new Date('2031-01-01T00:00:00Z'),
    });
  }
  return here;
}

const parts = {
  delivered: ['Email Delivered', (timestamp: string) => ({ delivery: { timestamp } })],
  bounced: [
    'Email Bounced',
    (timestamp: string) => ({
      bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [], timestamp },
    }),
  ],
  complained: ['Email Complaint Received', (timestamp: string) => ({ complaint: { timestamp } })],
} as const;

/** SES tells what became of the e-mails from one number to another, which were sent at `sentAt`. */
async function tell(here: World, fate: keyof typeof parts, [from, to]: [number, number], sentAt = aMoment): Promise<void> {
  const [type, part] = parts[fate];
  for (let n = from; n <= to; n += 1) {
    const mail = {
      timestamp: sentAt.toISOString(),
      messageId: `ses-${n}`,
      destination: [`n${n}@example.com`],
      tags: { notification_id: [notificationId(`n${n}`)] },
    };
    await recordFeedback(ProviderEvent.parse(aProviderEvent(type, part(here.now().toISOString()), mail)), here);
  }
}

const pauseOf = (here: World) => here.pauses.find('bulk-email');

test('bulk e-mail is paused from the bounce on that makes it one in twenty, and says why', async () => {
  const here = await aWorldWithSent(200);
  await tell(here, 'delivered', [11, 200]);
  await tell(here, 'bounced', [1, 9]);
  expect(await pauseOf(here)).toBeUndefined();

  await tell(here, 'bounced', [10, 10]);

  expect(await pauseOf(here)).toEqual({
    why: 'in the last seven days, of 200 e-mails 10 bounced (5.00 %) and 0 brought a complaint (0.00 %)',
    since: here.now(),
  });
});

test('complaints pause it as well, and a complaint about what was delivered is not one more e-mail', async () => {
  const here = await aWorldWithSent(20);
  await tell(here, 'delivered', [1, 20]);

  await tell(here, 'complained', [1, 5]);

  expect((await pauseOf(here))?.why).toContain('of 20 e-mails 0 bounced');
});

test('events that come again and again count once', async () => {
  const here = await aWorldWithSent(9);

  for (let times = 0; times < 5; times += 1) await tell(here, 'bounced', [1, 9]);

  expect(await here.tallies.sum(here.now())).toEqual({ delivered: 0, bounced: 9, complained: 0 });
  expect(await pauseOf(here)).toBeUndefined();
});

test('a bounce that was counted, and whose function then died, pauses it when it comes again', async () => {
  const here = await aWorldWithSent(10);
  await tell(here, 'bounced', [1, 9]);
  const broken = { ...here, pauses: { ...here.pauses, pause: () => Promise.reject(new Error('the table is gone')) } };
  await expect(tell(broken, 'bounced', [10, 10])).rejects.toThrow('gone');

  await tell(here, 'bounced', [10, 10]);

  expect(await here.tallies.sum(here.now())).toMatchObject({ bounced: 10 });
  expect(await pauseOf(here)).toBeDefined();
});

test('what is sent from a test key tells nothing, as no provider has anything to tell of it', async () => {
  const here = await aWorldWithSent(0);
  for (let n = 1; n <= 20; n += 1) {
    const id = notificationId(`n${n}`);
    const messages = [aMessage({ notificationId: id, status: 'bounced', reason: 'hard_bounce', address: `n${n}@example.com` })];
    await here.ledger.enter({
      notification: aNotification({ id, test: true }),
      messages,
      expiresAt: new Date('2031-01-01T00:00:00Z'),
    });
  }

  expect(await here.tallies.sum(here.now())).toEqual({ delivered: 0, bounced: 0, complained: 0 });
});

test('once resumed its rates are of what is sent from then on, however late the old complaints come', async () => {
  const here = await aWorldWithSent(30);
  await tell(here, 'bounced', [1, 10]);
  here.pass(3600);

  expect(await resumeBulkEmail(here)).toContain('10 bounced');
  expect(await pauseOf(here)).toBeUndefined();
  await tell(here, 'complained', [11, 20], aMoment);
  expect(await pauseOf(here)).toBeUndefined();

  await tell(here, 'bounced', [21, 30], here.now());
  expect(await pauseOf(here)).toBeDefined();
});

test('there is nothing to resume where nothing is paused, and nothing is forgotten', async () => {
  const here = await aWorldWithSent(3);
  await tell(here, 'bounced', [1, 3]);

  expect(await resumeBulkEmail(here)).toBeUndefined();
  expect(await here.tallies.sum(here.now())).toMatchObject({ bounced: 3 });
});
