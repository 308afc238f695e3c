import type { NewWebhook, Webhook, WebhookDelivery, WebhookList, WebhookPatch, WebhookWithSecret } from '../generated/api.ts';
import { List } from '../list.ts';
import type { Call, CallOptions, OnceOptions, QueryOf } from '../operations.ts';

/** Keeps the URLs that are told of events. `verifyWebhook` reads what they are sent. */
export class Webhooks {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /** Makes a webhook. Its secret is shown this once. */
  async create(webhook: NewWebhook, options?: CallOptions): Promise<WebhookWithSecret> {
    return (await this.#call('createWebhook', { body: webhook }, options)).body;
  }

  /** Reads a webhook. */
  async get(id: string, options?: CallOptions): Promise<Webhook> {
    return (await this.#call('readWebhook', { path: { id } }, options)).body;
  }

  /** Lists all webhooks, ten at most. */
  async list(options?: CallOptions): Promise<WebhookList> {
    return (await this.#call('listWebhooks', {}, options)).body;
  }

  /** Changes what is given, and switches it off or on again by `status`. */
  async update(id: string, patch: WebhookPatch, options?: CallOptions): Promise<Webhook> {
    return (await this.#call('updateWebhook', { path: { id }, body: patch }, options)).body;
  }

  /** Removes a webhook. */
  async delete(id: string, options?: CallOptions): Promise<void> {
    await this.#call('deleteWebhook', { path: { id } }, options);
  }

  /** Makes another secret; for a day each one before signs as well. */
  async rotateSecret(id: string, options?: OnceOptions): Promise<WebhookWithSecret> {
    return (await this.#call('rotateWebhookSecret', { path: { id } }, options)).body;
  }

  /** Sends it an event of type `webhook.test`. */
  async test(id: string, options?: CallOptions): Promise<WebhookDelivery> {
    return (await this.#call('testWebhook', { path: { id } }, options)).body;
  }

  /** Lists what it was told in the last five days, newest first. */
  deliveries(id: string, query: QueryOf<'listWebhookDeliveries'> = {}, options?: CallOptions): List<WebhookDelivery> {
    return new List(
      async (cursor) => (await this.#call('listWebhookDeliveries', { path: { id }, query: { ...query, cursor } }, options)).body,
    );
  }

  /** Sends a delivery again. */
  async replay(id: string, delivery: string, options?: CallOptions): Promise<WebhookDelivery> {
    return (await this.#call('replayWebhookDelivery', { path: { id, delivery } }, options)).body;
  }
}
