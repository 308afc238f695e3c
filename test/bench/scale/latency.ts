import { setTimeout as sleep } from 'node:timers/promises';
import { type MessageEvent, NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import { PublishAnswer } from '../../../contract/publishing/publish.ts';
import type { Channel } from '../../../contract/values.ts';
import type { Stoppable } from '../../../local/stopping.ts';
import type { Figure } from '../measure/figure.ts';
import { latencies, timeCalls } from '../measure/time-calls.ts';
import { waitUntil } from '../measure/wait-until.ts';
import { subscribeMany } from '../publishing/subscribe-many.ts';
import { type BenchSystem, startBenchSystem } from '../systems/system.ts';

const subscribers = 2000;
const urgentOnes = 15;
const publishes = 100;
const pollers = 20;
const channels: readonly Channel[] = ['inbox', 'email', 'sms'];
const message = { workflow: 'message', data: { title: 'Hello', body: 'There is news.' } };

/** How long an urgent publish takes to be sent on each channel: alone, and while a topic goes out by e-mail at SES's rate. */
export async function* urgentBesideTopic(): AsyncGenerator<Figure> {
  const bench = await startBenchSystem();
  try {
    await subscribeMany(bench.table, 'everyone', subscribers);
    yield* sent('an urgent one alone', await publishUrgent(bench));
    await bench.call('POST', '/v1/notifications', 202, {
      bearer: bench.system.keys.live,
      body: { ...message, topic: 'everyone', channels: ['inbox', 'email'] },
    });
    yield* sent(`an urgent one beside a topic of ${subscribers.toLocaleString('en')}`, await publishUrgent(bench));
  } finally {
    await bench.stop();
  }
}

/** How long a publish takes to be accepted while nobody polls, and while as many poll as fast as they are answered. */
export async function* publishBesidePollers(): AsyncGenerator<Figure> {
  const bench = await startBenchSystem();
  try {
    const tokens = await Promise.all(Array.from({ length: pollers }, (_, n) => bench.newUser(`reader-${n}`)));
    yield* latencies('a publish while nobody polls', await timePublishing(bench));
    const polling = pollForEver(bench, tokens);
    yield* latencies(`a publish while ${pollers} poll without a pause`, await timePublishing(bench));
    await polling.stop();
  } finally {
    await bench.stop();
  }
}

function* sent(name: string, times: Map<Channel, number[]>): Generator<Figure> {
  for (const [channel, taken] of times) yield* latencies(`${name}, ${channel}`, taken);
}

/** Publishes urgent notifications one after another, and answers by channel how long each took to its provider, by its timeline. */
async function publishUrgent(bench: BenchSystem): Promise<Map<Channel, number[]>> {
  const times = new Map<Channel, number[]>(channels.map((channel) => [channel, []]));
  const published: { id: string; at: number }[] = [];
  for (let n = 0; n < urgentOnes; n += 1) {
    published.push(await publishOne(bench));
    await sleep(500);
  }
  for (const { id, at } of published) {
    const { messages } = await untilSent(bench, id);
    for (const { channel, events } of messages) {
      times.get(channel)?.push(Date.parse(sentEvent(events)?.at ?? '') - at);
    }
  }
  return times;
}

/** Makes a user of its own for it: nobody is told more than so much at once. */
async function publishOne({ call, system }: BenchSystem): Promise<{ id: string; at: number }> {
  const number = ++usersMade;
  const phone = `+447${400 + number}123456`; // no two in one range, which has a limit of its own
  const recipients = [{ id: `urgent-${number}`, email: `urgent-${number}@example.com`, phone }];
  const at = Date.now();
  const body = { ...message, priority: 'urgent', recipients, channels };
  const { text } = await call('POST', '/v1/notifications', 202, { bearer: system.keys.live, body });
  const [notification] = PublishAnswer.parse(JSON.parse(text)).notifications;
  if (notification === undefined) throw new Error('the publish made no notification');
  return { id: notification.id, at };
}
let usersMade = 0;

async function untilSent({ system }: BenchSystem, id: string): Promise<NotificationAnswer> {
  const read = async () => {
    const answer = await fetch(`${system.url}/v1/notifications/${id}`, {
      headers: { authorization: `Bearer ${system.keys.live}` },
    });
    return answer.status === 200 ? NotificationAnswer.parse(await answer.json()) : undefined;
  };
  let answer: NotificationAnswer | undefined;
  await waitUntil('an urgent notification is sent', async () => {
    answer = await read();
    return answer?.messages.length === channels.length && answer.messages.every(({ events }) => sentEvent(events) !== undefined);
  });
  return answer as NotificationAnswer;
}

function sentEvent(events: readonly MessageEvent[]): MessageEvent | undefined {
  return events.find(({ status }) => status === 'sent' || status === 'delivered');
}

async function timePublishing({ call, newKey }: BenchSystem): Promise<number[]> {
  const bearer = await newKey(); // a key may make so many calls a minute
  const body = { ...message, recipients: [{ id: 'somebody', email: 'somebody@example.com' }], channels: ['inbox'] };
  return timeCalls({ clients: 1, callsPerClient: publishes }, () => call('POST', '/v1/notifications', 202, { bearer, body }));
}

/** Asks for each user's inbox again and again, with nothing new in it. */
function pollForEver({ call }: BenchSystem, tokens: readonly string[]): Stoppable {
  let isOver = false;
  const path = '/v1/me/notifications';
  const pollers = tokens.map(async (bearer) => {
    const { headers } = await call('GET', path, 200, { bearer });
    const known = { 'if-none-match': headers.get('etag') ?? '' };
    while (!isOver) await call('GET', path, 304, { bearer, headers: known });
  });
  return {
    async stop() {
      isOver = true;
      await Promise.all(pollers);
    },
  };
}
