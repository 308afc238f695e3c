import type { Outcomes } from '../../delivery/rules/outcomes.ts';
import type { Posts } from './conclude-posts.ts';
import type { ChatConnection } from './ports/chat-connections.ts';
import type { ChatAnswer } from './ports/chat-providers.ts';

const titles = { slack: 'Slack', teams: 'Teams', discord: 'Discord', webhook: 'webhook' } as const;

/** What an attempt has come to so far: each connection that was tried, and what its timeline says of it. */
export class Attempt implements Posts {
  outcomes: Outcomes;
  providerId?: string;
  readonly waiting: Posts['waiting'][number][] = [];
  readonly said: string[] = [];

  constructor(outcomes: Outcomes) {
    this.outcomes = outcomes;
  }

  /** Takes what became of a post. */
  take({ id, kind }: Pick<ChatConnection, 'id' | 'kind'>, answer: ChatAnswer): void {
    const name = `"${id}" (${titles[kind]})`;
    switch (answer.outcome) {
      case 'sent':
        this.providerId ??= answer.providerId;
        this.end(id, 'sent', `posted by ${name}`);
        return;
      case 'rejected':
        this.end(id, 'rejected', `${name} did not take it: ${answer.detail}`);
        return;
      case 'gone':
        this.end(id, 'gone', `${name} is removed, as it is of no use any more: ${answer.detail}`);
        return;
      case 'unknown':
        this.end(id, 'doubt', `nobody can say whether ${name} took it: ${answer.detail}`);
        return;
      case 'not-now': {
        const { because, afterSeconds } = answer;
        this.said.push(`${name} cannot take it now: ${answer.detail}`);
        this.waiting.push({ because, ...(afterSeconds !== undefined && { afterSeconds }) });
        return;
      }
      default:
        answer satisfies never;
    }
  }

  end(id: string, how: Outcomes[string], detail: string): void {
    this.outcomes = { ...this.outcomes, [id]: how };
    this.said.push(detail);
  }
}
