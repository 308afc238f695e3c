import { setTimeout as sleep } from 'node:timers/promises';
import { type CallSettings, callsBy } from './call.ts';
import type { AnyPayloads, Payloads } from './payloads.ts';
import { Notifications, Requests } from './resources/notifications.ts';
import { Health, Workflows } from './resources/operations.ts';
import { Schedules } from './resources/schedules.ts';
import { Suppressions } from './resources/suppressions.ts';
import { Tenants } from './resources/tenants.ts';
import { Topics } from './resources/topics.ts';
import { Users } from './resources/users.ts';
import { Webhooks } from './resources/webhooks.ts';

/** Where Bellhop is, and how it is called. */
export type BellhopOptions = {
  /** The API's address; absent: `BELLHOP_URL` of the environment. */
  url?: string | undefined;
  /** An API key; absent: `BELLHOP_KEY` of the environment. It belongs on a server, never in a page. */
  key?: string | undefined;
  /** The tenant to act for, with a key of the whole stage. */
  tenant?: string | undefined;
  /** How long one attempt may take: 30 seconds if you do not say. */
  timeoutMs?: number | undefined;
  /** How often a call is tried again when it fails in a way that may pass: twice if you do not say. */
  maxRetries?: number | undefined;
  /** Makes the requests in place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** Waits between attempts; a test may have it return at once. */
  wait?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
};

/** Calls a Bellhop from an app's server. With `Known`, which `bellhop types` writes, what is published, now or on a schedule, is checked against the workflows. */
export class Bellhop<Known extends Payloads = AnyPayloads> {
  readonly notifications: Notifications<Known>;
  readonly requests: Requests;
  readonly users: Users;
  readonly topics: Topics;
  readonly tenants: Tenants;
  readonly workflows: Workflows;
  readonly schedules: Schedules<Known>;
  readonly suppressions: Suppressions;
  readonly webhooks: Webhooks;
  readonly health: Health;
  readonly #settings: CallSettings;

  /** Makes no call yet. @throws TypeError without an address or a key. */
  constructor({
    url = process.env.BELLHOP_URL,
    key = process.env.BELLHOP_KEY,
    tenant,
    timeoutMs = 30_000,
    maxRetries = 2,
    fetch: ask = (...args) => fetch(...args),
    wait = async (ms, signal) => sleep(ms, undefined, { signal }).catch(() => signal?.throwIfAborted()),
  }: BellhopOptions = {}) {
    if (!url) throw new TypeError('Bellhop has no address: give it `url`, or set BELLHOP_URL');
    if (!/^https?:\/\//.test(url)) throw new TypeError(`the address "${url}" must begin with https:// or http://`);
    if (!key) throw new TypeError('Bellhop has no API key: give it `key`, or set BELLHOP_KEY');
    this.#settings = { url: url.replace(/\/+$/, ''), key, tenant, timeoutMs, maxRetries, fetch: ask, wait };
    const call = callsBy(this.#settings);
    this.notifications = new Notifications(call);
    this.requests = new Requests(call);
    this.users = new Users(call);
    this.topics = new Topics(call);
    this.tenants = new Tenants(call);
    this.workflows = new Workflows(call);
    this.schedules = new Schedules(call);
    this.suppressions = new Suppressions(call);
    this.webhooks = new Webhooks(call);
    this.health = new Health(call);
  }

  /** Makes another that acts for one tenant, with a key of the whole stage. */
  forTenant(tenant: string): Bellhop<Known> {
    return new Bellhop<Known>({ ...this.#settings, tenant });
  }
}
