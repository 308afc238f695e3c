import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from '../../lib/places.ts';
import { queuedMessage } from './queued-message.ts';
import { samName } from './sam-name.ts';
import { type SampleDeps, sentEmail } from './sent-email.ts';

/** The functions that have a sample, as SAM calls them. */
export function sampleNames({ functions }: Pick<SampleDeps, 'functions'>): string[] {
  const withSample = functions.all().filter(({ handler }) => existsSync(sampleFile(handler)));
  return withSample.map(({ name }) => samName(name));
}

/**
 * An event that the local function of that name can work on now: the one in `events/` with its words in capitals filled in. What
 * it tells of is made first, for users of its own, so that it ends well however often it is asked for. Nothing when there is no such function.
 */
export async function sampleEvent(wanted: string, deps: SampleDeps): Promise<unknown> {
  const found = deps.functions.all().find(({ name }) => samName(name) === wanted);
  if (!found || !existsSync(sampleFile(found.handler))) return undefined;
  const { name, handler } = found;
  const text = readFileSync(sampleFile(handler), 'utf8');
  return JSON.parse(await fillIn(text, wordsFor({ user: `sample-${name}`, isBulk: isBulk(found.pool.design) }, deps)));
}

function sampleFile(handler: string): string {
  return join(sources, 'events', `${handler}.json`);
}

type Words = Readonly<Record<string, () => string | Promise<string>>>;

/** What the words in capitals stand for; each is made only where it occurs. */
function wordsFor({ user, isBulk }: { user: string; isBulk: boolean }, deps: SampleDeps): Words {
  const now = new Date();
  const sent = once(() => sentEmail(user, deps));
  return {
    NOW: () => now.toISOString(),
    NOW_EPOCH_MS: () => String(now.getTime()),
    UNIQUE_ID: () => randomUUID(),
    USER_TOKEN: () => userToken('ada', deps),
    UNSUBSCRIBE_TOKEN: async () => (await sent()).unsubscribeToken,
    SENT_NOTIFICATION_ID: async () => (await sent()).notificationId,
    SENT_PROVIDER_ID: async () => (await sent()).providerId,
    SENT_TO: async () => (await sent()).to,
    QUEUED_EMAIL_ID: () => queuedMessage({ user, channel: 'email', ...(isBulk && { topic: 'sample' }) }, deps),
    QUEUED_SMS_ID: () => queuedMessage({ user, channel: 'sms' }, deps),
    QUEUED_CHAT_ID: () => queuedMessage({ user, channel: 'chat' }, deps),
    QUEUED_PUSH_ID: () => queuedMessage({ user, channel: 'push' }, deps),
  };
}

async function fillIn(text: string, words: Words): Promise<string> {
  const parts = text.split(/\b([A-Z]{2,}(?:_[A-Z]+)*)\b/); // every second part is a word in capitals
  const filled: string[] = [];
  for (const part of parts) filled.push(Object.hasOwn(words, part) ? ((await words[part]?.()) ?? part) : part);
  return filled.join('');
}

/** One handler sends both kinds of e-mail; its environment says which. */
function isBulk({ environment }: { environment: Record<string, string> }): boolean {
  return environment.EMAIL_QUEUE === 'bulk-email';
}

async function userToken(user: string, { callApi }: SampleDeps): Promise<string> {
  const { body } = await callApi('POST', `/v1/users/${user}/tokens`);
  return (body as { token: string }).token;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
