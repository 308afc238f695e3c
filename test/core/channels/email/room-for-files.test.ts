import { setImmediate as turn } from 'node:timers/promises';
import { emailSender } from '../../../../core/channels/email/email-sender.ts';
import { roomForFiles } from '../../../../core/channels/email/room-for-files.ts';
import type { Email } from '../../../../core/delivery/ports/providers.ts';
import { aNotification, world } from '../../../world.ts';

const file = (letters: number) => ({ filename: 'a.bin', content: 'A'.repeat(letters) });

/** Sends e-mails with these files at once; answers how many letters of files were with the provider together at most, and what became of each. */
async function sendAtOnce(files: readonly { content: string }[][], fails = false) {
  let [now, most] = [0, 0];
  const emailProvider = {
    async send({ attachments = [] }: Email) {
      const letters = attachments.reduce((sum, { content }) => sum + content.length, 0);
      now += letters;
      most = Math.max(most, now);
      for (let turns = 0; turns < 3; turns += 1) await turn();
      now -= letters;
      if (fails) throw new Error('the connection broke');
      return { outcome: 'sent' as const, providerId: 'p1' };
    },
  };
  const takeRoom = roomForFiles(100);
  const outcomes = await Promise.all(
    files.map(async (attachments) => {
      const renderEmail = () => ({ subject: 's', html: 'h', text: 't', options: { attachments } });
      const apiUrl = 'https://api.example.com';
      const deps = { ...world(), workflows: new Map(), apiUrl, emailProvider, renderEmail, takeRoom };
      const sender = emailSender(new Uint8Array(32), deps as never);
      const content = sender.render({ notification: aNotification(), address: 'ada@example.com', attempts: 1 });
      return sender
        .send(content, async () => true)
        .then(
          ({ outcome }) => outcome,
          () => 'failed',
        );
    }),
  );
  return { most, outcomes };
}

test('of e-mails with files no more are with the provider together than there is room for, and all are sent', async () => {
  expect(await sendAtOnce([[file(60)], [file(60)], [file(40)], [file(10), file(30)], [file(100)]])).toEqual({
    most: 100,
    outcomes: Array(5).fill('sent'),
  });
});

test('one that is larger than the room goes by itself, and those without files wait for nobody', async () => {
  expect(await sendAtOnce([[file(150)], [], [file(20)], []])).toEqual({ most: 150, outcomes: Array(4).fill('sent') });
});

test('what fails gives its room back', async () => {
  expect(await sendAtOnce([[file(90)], [file(90)], [file(90)]], true)).toEqual({ most: 90, outcomes: Array(3).fill('failed') });
});
