import type { Environment } from './environment.ts';
import { BellhopError } from './errors.ts';
import type { LiveEvents } from './live.ts';
import { pollDelayMs } from './poll-delay.ts';
import { tabLeader } from './tab-leader.ts';

/** So long a connection outlives a glance at another tab. */
const graceMs = 60_000;

/** So long after something comes back it is asked for: clocks differ, and tabs need not ask at once. */
const returnMs = 10_000;

/** Where no tab leads, one is elected within milliseconds. */
const electionMs = 100;

/** After so long without a hand on any tab, whoever comes back is shown what is new at once. */
const idleMs = 60_000;

/** How often a tab that does not lead says that somebody is in it: often enough that the leader never takes them for idle. */
const touchedEveryMs = 30_000;

/** Within how long all browsers ask again whose connections were dropped together. */
const spreadMs = 5_000;

/** What an answer says of asking again: how often, where to connect to be told instead, and when something that was snoozed comes back. */
export type Asked = { pollSeconds?: number | undefined; liveUrl?: string | undefined; returnsAt?: string | undefined };

/** Asks; rejects when it failed. */
export type Ask = () => Promise<Asked>;

/** Asks again and again, as long as somebody looks. */
export type Poller = {
  /** Asks at once; when another tab leads, answers false. */
  soon(): boolean;
  /** Says that another tab has asked just now, so that this one need not. */
  wasAsked(): void;
  /** Says that somebody is using this tab or another. */
  touched(): void;
  stop(): void;
};

/**
 * Polls while the page is visible and online: the tab that leads, where the browser can elect one. A page that
 * comes back is up to date at once.
 */
export function startPoller({
  name,
  ask,
  post = () => {},
  keepLive,
  environment,
}: {
  name: string | undefined;
  ask: Ask;
  /** Lets the tab that leads know that somebody is in this one, or that this one wants to know now. */
  post?: (what: 'touched' | 'soon') => void;
  /** Keeps a connection; answers how to end it. Absent: there is none. */
  keepLive?: (url: string, events: LiveEvents) => () => void;
  environment: Environment;
}): Poller {
  const { now, random, after, isVisible, isOnline } = environment;
  const tab = tabLeader(name, environment, arm);
  let callOff = () => {};
  let asking = false;
  let again = false;
  let dueAt = now();
  let pausedUntil = now(); // as the server says; coming back does not shorten it
  let activeAt = now();
  let postedAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let serverSeconds: number | undefined;
  let returnsAt = 0;
  let isLive = false;
  let endLive: (() => void) | undefined;

  function wait(retryAfterSeconds = 0): void {
    pausedUntil = now() + retryAfterSeconds * 1000;
    const delayMs = pollDelayMs({
      serverSeconds,
      idleMs: now() - activeAt,
      failures,
      retryAfterSeconds,
      random: random(),
      isLive,
    });
    dueAt = now() + delayMs;
    if (failures === 0 && returnsAt > 0) dueAt = Math.min(dueAt, Math.max(returnsAt, now()) + returnMs);
    arm();
  }

  function arm(): void {
    callOff();
    if (!tab.leads() || asking || !isOnline()) return;
    callOff = after(Math.max(0, dueAt - now(), pausedUntil - now()), () => void askNow());
  }

  async function askNow(): Promise<void> {
    asking = true;
    again = false;
    let retryAfterSeconds: number | undefined;
    try {
      const { pollSeconds, liveUrl, returnsAt: at } = await ask();
      serverSeconds = pollSeconds;
      returnsAt = Date.parse(at ?? '');
      failures = 0;
      if (tab.leads() && liveUrl) endLive ??= keepLive?.(liveUrl, { changed: soon, turned });
    } catch (error) {
      failures += 1;
      if (error instanceof BellhopError) ({ retryAfterSeconds } = error);
    }
    asking = false;
    if (again) dueAt = now();
    if (again) arm();
    else wait(retryAfterSeconds);
  }

  function soon(): boolean {
    if (!tab.leads()) return false;
    again = asking; // what is being asked may miss what we know of
    dueAt = now();
    arm();
    return true;
  }

  /** Asks once more when it is live, for what was missed until then, and when it is no longer. */
  function turned(live: boolean): void {
    isLive = live;
    if (live) return void soon();
    dueAt = Math.min(dueAt, now() + spreadMs * random());
    arm();
  }

  function dropLive(): void {
    endLive?.();
    endLive = undefined;
    isLive = false;
  }

  /** Lets the tab that leads know; where none did, this one does by then. */
  function wantIt(): void {
    after(electionMs, () => tab.waits() && post('soon'));
  }

  function leave(): void {
    callOff();
    tab.resign();
    after(graceMs, () => !tab.leads() && dropLive());
  }

  function touched(): void {
    const wasIdle = now() - activeAt > idleMs;
    activeAt = now();
    if (!wasIdle || isLive) return;
    if (tab.leads() && !asking) dueAt = Math.min(dueAt, now()); // somebody is back
    arm();
  }

  const stopListening = environment.listen((what) => {
    if (what === 'active') {
      touched();
      if (tab.leads() || now() - postedAt < touchedEveryMs) return;
      postedAt = now();
      post('touched');
      return;
    }
    if (what === 'hidden') return leave();
    if (what === 'offline') return callOff();
    if (!isVisible()) return;
    activeAt = now();
    if (what === 'focus' && isLive && tab.leads()) return; // it would have been told
    if (what === 'online') failures = 0;
    dueAt = now();
    tab.stand();
    arm();
    wantIt();
  });
  if (isVisible()) tab.stand();
  wantIt();

  return {
    soon,
    wasAsked() {
      if (tab.leads() && !asking) wait();
    },
    touched,
    stop() {
      stopListening();
      leave();
      dropLive();
    },
  };
}
