import { Readable } from 'node:stream';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { asciiAddress } from '../../../contract/channels/email/email-address.ts';
import { readSettings } from '../../../contract/settings.ts';
import type { Email, EmailProvider, ProviderAnswer } from '../../../core/delivery/ports/providers.ts';
import { envelopeOf, type Sender } from '../../mime/mailbox.ts';
import { writeMime } from '../../mime/mime.ts';
import { ssmOwnerSecret } from '../../ssm/owner-secret.ts';
import { type Credential, withCredential } from '../credential.ts';
import { timeoutsOf } from '../provider-connections.ts';
import { type SmtpFailure, smtpAnswer } from './answer.ts';

/** How to send: `server` is like `smtp://user@mail.example.com:587`; `timeoutSeconds` is for one e-mail, connecting included. */
export type SmtpOptions = Sender & { server: string; password: Credential; timeoutSeconds: number };

/** SMTP as a function's settings say. */
export function connectSmtp({ timeoutSeconds }: { timeoutSeconds: number }): EmailProvider {
  const settings = readSettings(
    'FROM_NAME',
    'FROM_ADDRESS',
    'REPLY_TO_ADDRESS',
    'SMTP_SERVER',
    'SMTP_ENDPOINT_URL',
    'SMTP_PASSWORD_PARAMETER',
  );
  const parameter = settings.SMTP_PASSWORD_PARAMETER;
  return smtpProvider({
    from: { name: settings.FROM_NAME, address: settings.FROM_ADDRESS },
    replyTo: settings.REPLY_TO_ADDRESS,
    server: settings.SMTP_ENDPOINT_URL ?? settings.SMTP_SERVER,
    password: { secret: ssmOwnerSecret(parameter), parameter, noun: 'the password of the SMTP server' },
    timeoutSeconds,
  });
}

/**
 * Sends e-mails to an SMTP server, in one conversation each: none lies idle, so that a broken one leaves no doubt. `smtps` is TLS from the
 * start, `smtp` demands STARTTLS, but for a server on this machine. The server's word for the message differs from server to server, so that it
 * is known by its Message-ID, which is made of the notification's id. Why this package: docs/decisions/0264.
 */
export function smtpProvider({ server, password, timeoutSeconds, ...sender }: SmtpOptions): EmailProvider {
  const url = new URL(server);
  return {
    send: (email) => {
      if (url.username === '') return converse(email, { url, sender, timeoutSeconds });
      return withCredential(password, (pass) => converse(email, { url, pass, sender, timeoutSeconds }));
    },
  };
}

/** Of several recipients those that the server refused, while it took the e-mail for others. */
type Taken = { rejected?: string[] };

type Conversation = { url: URL; pass?: string; sender: Sender; timeoutSeconds: number };

async function converse(email: Email, { url, pass, sender, timeoutSeconds }: Conversation): Promise<ProviderAnswer> {
  const mime = writeMime(email, sender);
  const [, messageId = ''] = /^Message-ID: <(.+)>\r?$/m.exec(mime) ?? [];
  let isHandedOver = false;
  async function* handOver() {
    isHandedOver = true; // it is asked for once the server has said 354
    yield mime;
  }
  const connection = connectionTo(url, timeoutSeconds);
  try {
    const { rejected = [] } = await within(connection, timeoutSeconds, async () => {
      await called((done) => connection.connect(done));
      if (pass !== undefined)
        await called((done) => connection.login({ credentials: { user: decodeURIComponent(url.username), pass } }, done));
      const envelope = { from: asciiAddress(sender.from.address), to: envelopeOf(email) };
      return (await called<Taken>((done) => connection.send(envelope, Readable.from(handOver()), done))) ?? {};
    });
    connection.quit();
    if (rejected.includes(asciiAddress(email.to)))
      return { outcome: 'rejected', reason: 'provider_rejected', detail: 'the server refused its address, and took its copies' };
    return { outcome: 'sent', providerId: messageId };
  } catch (error) {
    connection.close();
    return smtpAnswer({
      ...(error as Omit<SmtpFailure, 'isHandedOver'>),
      message: String((error as Error).message),
      isHandedOver,
    });
  }
}

function connectionTo({ protocol, hostname, port }: URL, timeoutSeconds: number): SmtpConnection {
  const secure = protocol === 'smtps:';
  const { connectionTimeout, requestTimeout } = timeoutsOf(timeoutSeconds);
  const isHere = hostname === '127.0.0.1' || hostname === 'localhost';
  return new SmtpConnection({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587), // RFC 8314
    secure,
    requireTLS: !secure && !isHere,
    ignoreTLS: isHere,
    connectionTimeout,
    greetingTimeout: requestTimeout,
    socketTimeout: requestTimeout,
  });
}

/** Ends a conversation that takes too long, or whose connection breaks. */
function within<Answer>(connection: SmtpConnection, timeoutSeconds: number, talk: () => Promise<Answer>): Promise<Answer> {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error('the server did not answer in time')), timeoutSeconds * 1000);
    connection.once('error', fail);
    // the reply that ended it, as a 421, is told a moment later
    connection.once('end', () => setImmediate(() => fail(new Error('the server ended the conversation'))));
    talk()
      .then(done, fail)
      .finally(() => clearTimeout(late));
  });
}

/** Calls what answers by a callback, as the package's verbs do. */
function called<Answer>(call: (done: (error?: Error | null, answer?: Answer) => void) => unknown): Promise<Answer | undefined> {
  return new Promise((done, fail) => {
    call((error, answer) => (error ? fail(error) : done(answer)));
  });
}
