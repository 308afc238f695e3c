import { emailDryRun } from '../../../../core/channels/email/email-dry-run.ts';
import { emailSender } from '../../../../core/channels/email/email-sender.ts';
import type { Email } from '../../../../core/delivery/ports/providers.ts';
import { aMoment, aNotification, world } from '../../../world.ts';

async function sendWith(options: object, suppressed: string[] = []) {
  const here = world();
  for (const address of suppressed) await here.suppressions.add({ address, reason: 'bounce', source: 'provider', at: aMoment });
  const sent: Email[] = [];
  const sender = emailSender(new Uint8Array(32), {
    ...here,
    workflows: new Map(),
    apiUrl: 'https://api.example.com',
    emailProvider: {
      async send(email: Email) {
        sent.push(email);
        return { outcome: 'sent', providerId: 'p1' };
      },
    },
    renderEmail: () => ({ subject: 'Hello', html: '<p>Hello</p>', text: 'Hello', options }),
  } as never);
  const content = sender.render({ notification: aNotification(), address: 'ada@example.com', attempts: 1 });
  const unitsBefore = content.units;
  await sender.admit?.(content);
  const answer = await sender.send(content, async () => true);
  return { answer, said: content.said, unitsBefore, units: content.units, sent: sent[0] };
}

test('copies go with the e-mail, each address once, and each takes a permit', async () => {
  const { answer, said, units, sent } = await sendWith({
    cc: ['bob@example.com', 'ADA@example.com'],
    bcc: ['Bob@example.com', 'zoe@example.com'],
  });

  expect(sent).toMatchObject({ to: 'ada@example.com', cc: ['bob@example.com'], bcc: ['zoe@example.com'] });
  expect(units).toBe(3);
  expect([answer, said]).toEqual([{ outcome: 'sent', providerId: 'p1' }, 'copies: 1 in cc, 1 in bcc']);
});

test('a suppressed address gets no copy, the timeline says how many, and the user gets theirs', async () => {
  const { said, unitsBefore, units, sent } = await sendWith({ cc: ['bob@example.com'], bcc: ['zoe@example.com'] }, [
    'BOB@example.com',
    'zoe@example.com',
  ]);

  expect(sent).toMatchObject({ to: 'ada@example.com', cc: [], bcc: [] });
  expect([unitsBefore, units]).toEqual([3, 1]);
  expect(said).toBe('copies: 2 left out, as suppressed');
});

test('a dry run counts each recipient as SES bills them', () => {
  const message = { to: 'ada@example.com', priority: 'normal', at: aMoment } as const;

  expect(emailDryRun.estimateUsd({ ...message, copy: { subject: 'Hello' } })).toBe(0.0001);
  expect(
    emailDryRun.estimateUsd({ ...message, copy: { emailOptions: { cc: ['bob@example.com'], bcc: ['ada@example.com'] } } }),
  ).toBe(0.0002);
});
