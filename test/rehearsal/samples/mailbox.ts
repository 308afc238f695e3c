import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail server that the samples of before send to. */
export type Mailbox = { port: number; outbox(): Promise<{ subject: string }[]>; stop(): Promise<void> };

/** Starts a mail server on 127.0.0.1; it refuses the first `refusals` mails for now, as a busy one does. */
export async function startMailbox({ refusals = 0 } = {}): Promise<Mailbox> {
  let left = refusals;
  const mails: { subject: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, _session, answer) {
      text(stream).then(async (raw) => {
        left -= 1;
        if (left >= 0) return answer(Object.assign(new Error('4.3.0 try again later'), { responseCode: 451 }));
        mails.push({ subject: (await PostalMime.parse(raw)).subject ?? '' });
        answer();
      }, answer);
    },
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    outbox: async () => mails,
    stop: () => new Promise<void>((done) => void server.close(done)),
  };
}
