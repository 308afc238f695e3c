// a process of BullMQ's own: sends e-mails by the SDK's call from a worker, ten at once, and prints the CPU of one
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sends } from './sends.ts';

type Job = { data: { to: string; title: string; body: string } };
type Worker = { on(event: 'completed', heard: () => void): void; pause(): Promise<void>; resume(): void };
type Queue = { addBulk(jobs: object[]): Promise<unknown> };
type BullMq = {
  Queue: new (name: string, options: object) => Queue;
  Worker: new (name: string, work: (job: Job) => Promise<unknown>, options: object) => Worker;
};
type SesPackage = {
  SESClient: new (config: object) => { send(command: object): Promise<unknown> };
  SendRawEmailCommand: new (input: object) => object;
};

const [folder = '', redisPort = '', sesUrl = ''] = process.argv.slice(2);
const load = createRequire(join(folder, 'from-here.js'));
const bullmq = load('bullmq') as BullMq;
const { SESClient, SendRawEmailCommand } = load('@aws-sdk/client-ses') as SesPackage;

const connection = { host: '127.0.0.1', port: Number(redisPort) };
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const ses = new SESClient({ region: 'eu-west-1', endpoint: sesUrl, credentials, maxAttempts: 1 });
const queue = new bullmq.Queue('emails', { connection });
const worker = new bullmq.Worker('emails', send, { connection, concurrency: 10 });
let left = 0;
let allSent: (value?: unknown) => void = () => {};
worker.on('completed', () => {
  left -= 1;
  if (left === 0) allSent();
});

await sendAll(sends.warmUp);
process.stdout.write(`${JSON.stringify({ cpuMs: await sendAll(sends.measured) })}\n`, () => process.exit());

/** Queues as many, lets the worker have them, and answers the CPU of each in milliseconds: the worker's, without that of queueing. */
async function sendAll(count: number): Promise<number> {
  await worker.pause();
  left = count;
  const sent = new Promise((done) => {
    allSent = done;
  });
  const data = { title: 'Repair R-1042', body: 'The repair is approved.' };
  const opts = { attempts: 3, removeOnComplete: true };
  await queue.addBulk(Array.from({ length: count }, (_, n) => ({ name: 'e', data: { to: `u${n}@example.com`, ...data }, opts })));
  const before = process.cpuUsage();
  worker.resume();
  await sent;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

function send({ data: { to, title, body } }: Job): Promise<unknown> {
  const html = `<html><body><h1>${title}</h1><p>${body} ${'x'.repeat(3000)}</p></body></html>`;
  const head = ['From: shop@example.com', `To: ${to}`, `Subject: ${title}`, 'MIME-Version: 1.0', 'Content-Type: text/html'];
  const Data = Buffer.from([...head, '', html].join('\r\n'));
  return ses.send(new SendRawEmailCommand({ RawMessage: { Data }, Destinations: [to] }));
}
