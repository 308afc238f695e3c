import { Receiver } from '@upstash/qstash';
import { Redis } from '@upstash/redis';
import { createTransport } from 'nodemailer';

const receiver = new Receiver({
  currentSigningKey: process.env.QSTASH_CURRENT_SIGNING_KEY,
  nextSigningKey: process.env.QSTASH_NEXT_SIGNING_KEY,
});
const redis = new Redis({ url: process.env.UPSTASH_REDIS_REST_URL, token: process.env.UPSTASH_REDIS_REST_TOKEN });
const mailer = createTransport({ host: '127.0.0.1', port: Number(process.env.SMTP_PORT), ignoreTLS: true });

/** POST /jobs/mail, which QStash calls: once at least, and again until it answers with 2xx. */
export async function POST(request) {
  const body = await request.text();
  await receiver.verify({ signature: request.headers.get('upstash-signature'), body });
  const key = `sent:${request.headers.get('upstash-message-id')}`;
  if ((await redis.set(key, 1, { nx: true, ex: 86_400 })) === null) return new Response('sent before');
  try {
    await mailer.sendMail({ from: 'billing@acme.example', ...JSON.parse(body) });
  } catch (error) {
    await redis.del(key); // so that the next attempt sends it
    throw error;
  }
  return new Response('sent');
}
