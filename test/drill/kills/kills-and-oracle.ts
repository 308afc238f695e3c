import { setTimeout as sleep } from 'node:timers/promises';
import { type ChildSystem, startChildSystem } from './child-system.ts';
import { type Account, compare } from './compare.ts';
import { type Accepted, prepare, publishOne, seeded } from './load.ts';

const publishes = 140;
const systemKills = 4;
const functionKills = 16;
const burst = 3; // a send takes some milliseconds: of several kills close together one is likelier to meet it
const workers = 4;
const patienceSeconds = 150; // without anything leaving a queue: several visibility time-outs of the local system
const killable = ['ingest', 'deliver-email', 'deliver-email', 'deliver-bulk-email', 'deliver-sms', 'record-feedback', 'publish'];

/**
 * Publishes by HTTP, queue, bus and topic while the whole system (kill -9) and single functions are killed at random, and then holds
 * what was accepted against what the providers' emulators took, the inboxes and the timelines. Answers whether all of it adds up.
 */
export async function killsAndOracle(seed: number, print: (line: string) => void): Promise<boolean> {
  const began = Date.now();
  const system = await startChildSystem();
  try {
    await prepare(system);
    const accepted: Accepted[] = [];
    const todo = Array.from({ length: publishes }, (_, n) => n);
    const worker = async () => {
      for (let n = todo.shift(); n !== undefined; n = todo.shift()) {
        const random = seeded(seed * 1000 + n); // its own, as the lanes go in any order
        accepted.push(await publishOne(n, random, system));
        await sleep(200 + random() * 1500);
      }
    };
    const killed = killAll(() => todo.length, seeded(seed), system);
    await Promise.all(Array.from({ length: workers }, worker));
    const kills = await killed;
    await untilIdle(system);
    const account = await compare(accepted, system);
    const { messages, inInbox, emails, sms, explained } = account;
    if (messages === 0 || messages !== inInbox + emails + sms + explained) account.wrong.push('it does not add up');
    if (kills.systems === 0 || kills.functions === 0) account.wrong.push('nothing was killed, so nothing was tried');
    report({ seed, seconds: (Date.now() - began) / 1000, accepted, kills, account }, print);
    return account.wrong.length === 0;
  } finally {
    await system.stop();
  }
}

type Kills = { systems: number; functions: number };

/** Kills in a random order, spread over the publishes: each when so many of them are left. */
async function killAll(left: () => number, random: () => number, system: ChildSystem): Promise<Kills> {
  const kinds = [...Array(systemKills).fill('system'), ...Array(functionKills).fill('function')];
  const order = kinds.map((kind) => ({ kind, at: random() * publishes * 0.9 })).sort((one, other) => one.at - other.at);
  const kills = { systems: 0, functions: 0 };
  for (const { kind, at } of order) {
    while (publishes - left() < at) await sleep(20);
    if (kind === 'system') {
      await system.kill();
      kills.systems += 1;
      continue;
    }
    const name = killable[Math.floor(random() * killable.length)];
    for (let shot = 0; shot < burst; shot += 1) {
      const reply = await system.ask('POST', '/local/kill', { body: { function: name } });
      kills.functions += reply?.body?.killed ?? 0;
      await sleep(random() * 150);
    }
  }
  return kills;
}

type Depth = { waiting: number; delayed: number; in_flight: number };

/** Waits until every queue is empty for a while, as long as there is less to do each time; what is stuck is told as it stands. */
async function untilIdle(system: ChildSystem): Promise<void> {
  let until = Date.now() + patienceSeconds * 1000;
  let least = Number.POSITIVE_INFINITY;
  for (let quiet = 0; quiet < 10 && Date.now() < until; ) {
    const { body } = await system.insist('GET', '/local/queues', [200]);
    const work = body.data.filter(({ name }: { name: string }) => !name.endsWith('-dead-letters'));
    if (work.length === 0) throw new Error('there are no queues to look at');
    const left = work.reduce((sum: number, { waiting, delayed, in_flight }: Depth) => sum + waiting + delayed + in_flight, 0);
    if (left < least) [least, until] = [left, Date.now() + patienceSeconds * 1000];
    quiet = left === 0 ? quiet + 1 : 0;
    await sleep(300);
  }
}

type Run = { seed: number; seconds: number; accepted: Accepted[]; kills: Kills; account: Account };

function report({ seed, seconds, accepted, kills, account }: Run, print: (line: string) => void): void {
  const { messages, inInbox, emails, sms, explained, emailsTwice, wrong } = account;
  const ways = Map.groupBy(accepted, ({ way }) => way);
  const byWay = [...ways].map(([way, { length }]) => `${length} by ${way}`).join(', ');
  print(`seed ${seed}, ${Math.round(seconds)} s: ${accepted.length} publishes accepted (${byWay})`);
  print(`killed: the whole system ${kills.systems} times, ${kills.functions} processes of functions`);
  print(
    `${messages} messages asked for = ${inInbox} in inboxes + ${emails} e-mails + ${sms} SMS + ${explained} explained by their timeline`,
  );
  print(`e-mails sent twice: ${emailsTwice}, each after a crash that its timeline tells`);
  for (const what of wrong) print(`BROKEN: ${what}`);
  print(wrong.length === 0 ? 'every promise was kept' : `${wrong.length} promises were broken`);
}
