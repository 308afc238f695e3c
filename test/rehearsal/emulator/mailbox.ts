import { createServer, type Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';

/** An e-mail as a mail server got it: to whom, and its MIME taken apart by a library that is not ours. */
export type Mail = Email & { envelope: string[]; raw: string };

/** Takes in what SES sends on, so that a rehearsal sees what would be in a user's mailbox. */
export type Mailbox = Awaited<ReturnType<typeof startMailbox>>;

/** A mail server (RFC 5321) on a free port of 127.0.0.1 that takes every e-mail and keeps it. */
export async function startMailbox(port = 0) {
  const mails: Mail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
    converse(socket, async (envelope, raw) => {
      mails.push({ ...(await PostalMime.parse(raw)), envelope, raw });
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mailbox has no port');

  return {
    port: address.port,
    /** What was sent to an address, oldest first. */
    to: (recipient: string) => mails.filter(({ envelope }) => envelope.includes(recipient)),
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function converse(socket: Socket, take: (envelope: string[], raw: string) => Promise<void>): void {
  let unread = '';
  let envelope: string[] = [];
  let isData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);

  async function hear(line: string): Promise<void> {
    const [, recipient] = /^RCPT TO:<([^>]*)>/i.exec(line) ?? [];
    if (recipient !== undefined) envelope.push(recipient);
    if (/^MAIL/i.test(line)) envelope = [];
    isData = /^DATA/i.test(line);
    if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
    else say(isData ? '354 go on' : '250 ok');
  }

  async function hearAll(): Promise<void> {
    for (;;) {
      const end = unread.indexOf(isData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const text = unread.slice(0, end);
      unread = unread.slice(end + (isData ? 5 : 2));
      if (!isData) await hear(text);
      else {
        isData = false;
        await take(envelope, text.replace(/^\.\./gm, '.'));
        say('250 kept');
      }
    }
  }

  let heard = Promise.resolve();
  say('220 rehearsal');
  socket.setEncoding('utf8').on('data', (text: string) => {
    unread += text;
    heard = heard.then(hearAll);
  });
}
