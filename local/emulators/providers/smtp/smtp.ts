import { text } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Stoppable } from '../../../stopping.ts';
import type { ProviderDouble } from '../double.ts';
import type { Fault, Faults } from '../faults.ts';
import type { Outbox } from '../outbox.ts';
import { plainJson } from '../protocol.ts';

/** The password that the double takes; the local system puts it where an owner puts theirs. */
export const localSmtpPassword = 'local-smtp-password';

/** What is needed to play an SMTP server. */
export type SmtpDeps = { outbox: Outbox; faults: Faults; now: () => Date };

/** What a server says when it refuses, in the words of RFC 3463 and of servers that are known. */
const refusals: Readonly<Record<Exclude<Fault, 'timeout' | 'lost_answer'>, [code: number, words: string]>> = {
  throttle: [421, '4.7.0 Too many messages, slow down'],
  quota: [550, '5.4.5 Daily user sending quota exceeded'],
  error: [451, '4.3.0 Temporary failure in the server'],
  reject: [554, '5.7.1 Message rejected'],
};

/** Nothing of it comes by HTTP: the server has a port of its own. */
export function smtpDouble(_deps: object): ProviderDouble {
  const never = plainJson(404, {});
  const refused = { throttle: never, quota: never, error: never, reject: never };
  return { isMeant: () => false, sends: () => false, perform: () => never, refusals: refused };
}

/** Plays a server of SMTP on 127.0.0.1: what it takes is in the outbox. */
export async function startSmtp(port: number, { outbox, faults, now }: SmtpDeps): Promise<Stoppable> {
  const server: SMTPServer = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth({ password }, _session, answer) {
      if (password === localSmtpPassword) answer(null, { user: 'bellhop' });
      else answer(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 }));
    },
    onData(stream, session, answer) {
      const fault = faults.take('smtp');
      text(stream).then(async (raw) => {
        if (fault === 'timeout') return;
        if (fault !== undefined && fault !== 'lost_answer') {
          const [responseCode, words] = refusals[fault];
          return answer(Object.assign(new Error(words), { responseCode }));
        }
        const { mailFrom, rcptTo } = session.envelope;
        const { messageId = '' } = await PostalMime.parse(raw);
        const id = messageId.replace(/^<|>$/g, '');
        const [notificationId = ''] = id.split('@');
        outbox.add({
          id,
          channel: 'email',
          provider: 'smtp',
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.from(raw).toString('base64'),
          tags: { notification_id: notificationId },
          outcome: 'delivered',
          sentAt: now().toISOString(),
        });
        if (fault === undefined) return answer(null, `2.0.0 Ok: queued as ${notificationId.slice(-10)}`);
        for (const connection of server.connections) connection.close(); // the answer is lost
      }, answer);
    },
  });
  server.on('error', () => {}); // a client that breaks off is the client's affair
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done());
  });
  return { stop: () => new Promise((done) => server.close(() => done())) };
}
