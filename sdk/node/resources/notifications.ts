import type {
  CancelAnswer,
  CancelRequest,
  DryRunAnswer,
  DryRunRequest,
  ListedNotification,
  Notification,
  PublishAnswer,
  PublishRequest,
  ReplayAnswer,
  ReplayRequest,
  Request,
  RequestedNotification,
  ResendAnswer,
  ResendRequest,
} from '../generated/api.ts';
import { List, pagesOf } from '../list.ts';
import type { Call, CallOptions, OnceOptions, QueryOf } from '../operations.ts';
import type { AnyPayloads, DryRunOf, Payloads, PublishOf } from '../payloads.ts';

/** Publishes, and tells what became of it. */
export class Notifications<Known extends Payloads = AnyPayloads> {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Publishes to users, to a topic or to an audience. However often it is tried, it is published once. */
  async publish(request: PublishOf<Known>, options?: OnceOptions): Promise<PublishAnswer> {
    return (await this.#call('publish', { body: request as PublishRequest }, options)).body;
  }

  /** What became of a notification: `not_found` until it is planned, a moment after it was published. */
  async get(id: string, options?: CallOptions): Promise<Notification> {
    return (await this.#call('readNotification', { path: { id } }, options)).body;
  }

  /** Lists notifications, newest first. */
  list(query: QueryOf<'listNotifications'> = {}, options?: CallOptions): List<ListedNotification> {
    return new List(async (cursor) => (await this.#call('listNotifications', { query: { ...query, cursor } }, options)).body);
  }

  /** Cancels one notification, or all with a key, however many calls that takes. */
  async cancel(request: CancelRequest, options?: CallOptions): Promise<Omit<CancelAnswer, 'next_cursor'>> {
    const canceled: CancelAnswer['canceled'] = [];
    const too_late: CancelAnswer['too_late'] = [];
    const ask = async (cursor: string | undefined) =>
      (await this.#call('cancel', { body: cursor === undefined ? request : ({ ...request, cursor } as CancelRequest) }, options))
        .body;
    for await (const page of pagesOf(ask)) {
      canceled.push(...page.canceled);
      too_late.push(...page.too_late);
    }
    return { canceled, too_late };
  }

  /** Says what a publish would come to, and sends nothing. */
  async dryRun(request: DryRunOf<Known>, options?: CallOptions): Promise<DryRunAnswer> {
    return (await this.#call('dryRun', { body: request as DryRunRequest }, options)).body;
  }

  /** Sends again what missed its user, or the channels that are named. */
  async resend(id: string, request: ResendRequest = {}, options?: OnceOptions): Promise<ResendAnswer> {
    return (await this.#call('resend', { path: { id }, body: request }, options)).body;
  }

  /** Sends again what matches and missed its users, a page of it: first as a dry run, then with the `confirmation` that it answered. */
  async replay(request: ReplayRequest, options?: CallOptions): Promise<ReplayAnswer> {
    return (await this.#call('replay', { body: request }, options)).body;
  }
}

/** Tells what one publish came to. */
export class Requests {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** How far a publish is, with its first notifications. */
  async get(id: string, options?: CallOptions): Promise<Request> {
    return (await this.#call('readRequest', { path: { id } }, options)).body;
  }

  /** Lists the notifications of a publish. */
  notifications(id: string, options?: CallOptions): List<RequestedNotification> {
    return new List(async (cursor) => {
      const query = cursor === undefined ? {} : { cursor };
      const { notifications: data, next_cursor } = (await this.#call('readRequest', { path: { id }, query }, options)).body;
      return { data, ...(next_cursor !== undefined && { next_cursor }) };
    });
  }
}
