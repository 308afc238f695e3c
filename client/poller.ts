import type { Environment } from './environment.ts';
import { BellhopError } from './errors.ts';
import type { LiveEvents } from './live.ts';
import { pollDelayMs } from './pace.ts';

/** So long a connection outlives a glance at another tab. */
const graceMs = 60_000;

/** A turn that nobody has is given within milliseconds. */
const turnMs = 100;

/** What an answer says of asking again: how often, and where to connect to be told instead. */
export type Asked = { pollSeconds?: number | undefined; liveUrl?: string | undefined };

/** Asks; rejects when it failed. */
export type Ask = () => Promise<Asked>;

/** Asks again and again, as long as somebody looks. */
export type Poller = {
  /** Asks at once; when another tab has the turn, answers false. */
  soon(): boolean;
  /** Another tab has asked just now: so need not we. */
  wasAsked(): void;
  /** Somebody is there, in this tab or another. */
  touched(): void;
  stop(): void;
};

/**
 * Polls while the page is visible and online: one tab of a browser at a time, where the browser can tell whose turn it is. A page that
 * comes back is up to date at once.
 */
export function startPoller({
  name,
  ask,
  tell = () => {},
  keepLive,
  environment,
}: {
  name: string | undefined;
  ask: Ask;
  /** Lets the tab whose turn it is know that somebody is in this one, or that this one wants to know now. */
  tell?: (what: 'touched' | 'soon') => void;
  /** Keeps a connection; answers how to end it. Absent: there is none. */
  keepLive?: (url: string, events: LiveEvents) => () => void;
  environment: Environment;
}): Poller {
  const { now, random, after, isVisible, isOnline, takeTurn } = environment;
  let turn: 'none' | 'waiting' | 'ours' = 'none';
  let giveUpTurn = () => {};
  let callOff = () => {};
  let asking = false;
  let again = false;
  let dueAt = now();
  let restsUntil = now(); // as the server says; coming back does not shorten it
  let activeAt = now();
  let toldAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let serverSeconds: number | undefined;
  let isLive = false;
  let endLive: (() => void) | undefined;

  function wait(retryAfterSeconds = 0): void {
    restsUntil = now() + retryAfterSeconds * 1000;
    dueAt =
      now() + pollDelayMs({ serverSeconds, idleMs: now() - activeAt, failures, retryAfterSeconds, random: random(), isLive });
    arm();
  }

  function arm(): void {
    callOff();
    if (turn !== 'ours' || asking || !isOnline()) return;
    callOff = after(Math.max(0, dueAt - now(), restsUntil - now()), () => void askNow());
  }

  async function askNow(): Promise<void> {
    asking = true;
    again = false;
    let retryAfterSeconds: number | undefined;
    try {
      const { pollSeconds, liveUrl } = await ask();
      serverSeconds = pollSeconds;
      failures = 0;
      if (turn === 'ours' && liveUrl) endLive ??= keepLive?.(liveUrl, { changed: soon, turned });
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
    if (turn !== 'ours') return false;
    again = asking; // what is being asked may miss what we know of
    dueAt = now();
    arm();
    return true;
  }

  /** Asks once more when it is live, for what was missed until then, and when it is no longer. */
  function turned(live: boolean): void {
    isLive = live;
    if (live) return void soon();
    dueAt = Math.min(dueAt, now() + 5_000 * random()); // not all at once, if all were dropped
    arm();
  }

  function dropLive(): void {
    endLive?.();
    endLive = undefined;
    isLive = false;
  }

  function queueUp(): void {
    if (turn !== 'none') return;
    if (takeTurn === undefined || name === undefined) {
      turn = 'ours';
      giveUpTurn = () => {};
      arm();
      return;
    }
    const ends = new AbortController();
    turn = 'waiting';
    giveUpTurn = () => ends.abort();
    takeTurn(name, ends.signal, () => {
      if (ends.signal.aborted) return Promise.resolve();
      turn = 'ours';
      arm();
      return new Promise<void>((done) => ends.signal.addEventListener('abort', () => done()));
    }).catch(() => {}); // called off while it waited
  }

  /** Lets the tab that has the turn know; one that is free has come by then. */
  function wantIt(): void {
    after(turnMs, () => turn === 'waiting' && tell('soon'));
  }

  function leave(): void {
    callOff();
    turn = 'none';
    giveUpTurn();
    after(graceMs, () => turn !== 'ours' && dropLive());
  }

  function touched(): void {
    const wasIdle = now() - activeAt > 60_000;
    activeAt = now();
    if (!wasIdle || isLive) return;
    if (turn === 'ours' && !asking) dueAt = Math.min(dueAt, now()); // somebody is back
    arm();
  }

  const stopListening = environment.listen((what) => {
    if (what === 'active') {
      touched();
      if (turn === 'ours' || now() - toldAt < 30_000) return; // often enough that the other never takes us for idle
      toldAt = now();
      tell('touched');
      return;
    }
    if (what === 'hidden') leave();
    if (what === 'offline') callOff();
    if (what === 'hidden' || what === 'offline' || !isVisible()) return;
    activeAt = now();
    if (what === 'focus' && isLive && turn === 'ours') return; // it would have heard
    if (what === 'online') failures = 0;
    dueAt = now();
    queueUp();
    arm();
    wantIt();
  });
  if (isVisible()) queueUp();
  wantIt();

  return {
    soon,
    wasAsked() {
      if (turn === 'ours' && !asking) wait();
    },
    touched,
    stop() {
      stopListening();
      leave();
      dropLive();
    },
  };
}
