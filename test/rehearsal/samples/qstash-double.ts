import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { type Answers, type Double, startDouble } from './double.ts';

/** The key that the double signs its calls with, as QStash's console would show it. */
export const signingKey = 'sig_0123456789abcdef0123456789abcdef';

/** QStash and Upstash's Redis in one; it says how often it has called the app, and which crons it was given. */
export type QStashDouble = Double & { calls(): number; crons(): string[] };

/**
 * Stands for both: it calls at the time that a message names, and each one twice, as what promises "at least once" may do;
 * https://upstash.com/docs/qstash/features/delay, …/deduplication, …/howto/signature, and https://upstash.com/docs/redis/features/restapi
 */
export async function startQStash(): Promise<QStashDouble> {
  const held = new Map<string, NodeJS.Timeout>();
  const known = new Map<string, string>();
  const stored = new Map<string, unknown>();
  const crons: string[] = [];
  let calls = 0;

  const publish = (url: string, body: unknown, headers: NodeJS.Dict<string | string[]>) => {
    const deduplication = String(headers['upstash-deduplication-id']);
    const before = known.get(deduplication);
    if (before !== undefined) return { messageId: before, deduplicated: true };
    const messageId = `msg_${randomUUID()}`;
    known.set(deduplication, messageId);
    const waitMs = Math.max(0, Number(headers['upstash-not-before'] ?? 0) * 1000 - Date.now());
    const call = async () => {
      for (let times = 0; times < 2; times += 1) {
        calls += 1;
        await deliver(url, messageId, JSON.stringify(body));
      }
    };
    held.set(
      messageId,
      setTimeout(() => void call(), waitMs),
    );
    return { messageId };
  };
  const redis = ([command, key = '', value]: string[]) => {
    if (command === 'del') return stored.delete(key) ? 1 : 0;
    if (stored.has(key)) return null; // all that the sample asks for is `set … nx`
    stored.set(key, value);
    return 'OK';
  };
  const answers: Answers = ({ method, path, headers, body }) => {
    const [, action, target = ''] = /^\/v2\/(publish|messages|schedules)\/(.+)$/.exec(path) ?? [];
    if (action === 'publish') return { body: publish(target, body, headers) };
    if (action === 'schedules') crons.push(String(headers['upstash-cron']));
    if (action === 'schedules') return { body: { scheduleId: headers['upstash-schedule-id'] } };
    if (action === 'messages') clearTimeout(held.get(target));
    if (action === 'messages') return { body: { cancelled: 1 } };
    if (method === 'POST' && path === '/pipeline') return { body: (body as string[][]).map((each) => ({ result: redis(each) })) };
    return method === 'POST' && path === '/' ? { body: { result: redis(body as string[]) } } : undefined;
  };

  const double = await startDouble(answers);
  const stop = () => {
    for (const timer of held.values()) clearTimeout(timer);
    return double.stop();
  };
  return { ...double, stop, calls: () => calls, crons: () => crons };
}

async function deliver(url: string, messageId: string, body: string): Promise<void> {
  const hash = createHash('sha256').update(body).digest('base64url');
  const signature = await new SignJWT({ body: hash })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('Upstash')
    .setSubject(url)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(signingKey));
  await fetch(url, { method: 'POST', body, headers: { 'upstash-signature': signature, 'upstash-message-id': messageId } });
}
