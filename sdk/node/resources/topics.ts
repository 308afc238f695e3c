import type { SubscriptionPage, TopicPage } from '../generated/api.ts';
import { List } from '../list.ts';
import type { Call, CallOptions, QueryOf } from '../operations.ts';
import { ChatConnections } from './chat-connections.ts';

/** Subscribes users to topics, which a publish may go to. */
export class Topics {
  readonly #call: Call;
  readonly chatConnections: ChatConnections;

  constructor(call: Call) {
    this.#call = call;
    this.chatConnections = new ChatConnections({
      put: (topic, connection, body, options) => call('putTopicChatConnection', { path: { topic, connection }, body }, options),
      get: (topic, connection, options) => call('readTopicChatConnection', { path: { topic, connection } }, options),
      list: (topic, options) => call('listTopicChatConnections', { path: { topic } }, options),
      delete: (topic, connection, options) => call('deleteTopicChatConnection', { path: { topic, connection } }, options),
    });
  }

  /** Lists the topics that somebody is subscribed to. */
  list(query: QueryOf<'listTopics'> = {}, options?: CallOptions): List<TopicPage['data'][number]> {
    return new List(async (cursor) => (await this.#call('listTopics', { query: { ...query, cursor } }, options)).body);
  }

  /** Lists who is subscribed to a topic. */
  subscriptions(
    topic: string,
    query: QueryOf<'listSubscriptions'> = {},
    options?: CallOptions,
  ): List<SubscriptionPage['data'][number]> {
    return new List(
      async (cursor) => (await this.#call('listSubscriptions', { path: { topic }, query: { ...query, cursor } }, options)).body,
    );
  }

  /** Subscribes a user to a topic, which comes to be with its first subscriber. */
  async subscribe(topic: string, user: string, options?: CallOptions): Promise<void> {
    await this.#call('subscribe', { path: { topic, user } }, options);
  }

  /** Ends a user's subscription. */
  async unsubscribe(topic: string, user: string, options?: CallOptions): Promise<void> {
    await this.#call('unsubscribeFromTopic', { path: { topic, user } }, options);
  }
}
