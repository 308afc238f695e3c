import type { ChatKind } from '../../../../contract/channels/chat/kind.ts';

/** What a URL of a service has to be; `example` tells it to who has given another. */
type UrlRule = { hosts: RegExp; path: RegExp; example: string };

/** Where each service has its webhooks. A URL elsewhere would have us post to whoever it names. */
const rules: Readonly<Record<Exclude<ChatKind, 'webhook'>, UrlRule>> = {
  slack: {
    hosts: /^hooks\.slack(?:-gov)?\.com$/,
    path: /^\/services\/[A-Z0-9]+\/[A-Z0-9]+\/[A-Za-z0-9]+$/,
    example:
      "an incoming webhook of Slack: https://hooks.slack.com/services/… (a workflow's /triggers/ URL takes other messages)",
  },
  // https://learn.microsoft.com/en-us/troubleshoot/power-platform/power-automate/flow-run-issues/triggers-troubleshoot
  teams: {
    hosts:
      /(?:^|\.)(?:environment\.api\.powerplatform\.(?:com|us)|api\.(?:gov|high)\.powerplatform\.microsoft\.us|logic\.azure\.(?:com|us))$/,
    path: /\/workflows\/[^/]+\/triggers\/[^/]+\/paths\/invoke$/,
    example: 'the URL of a workflow of Teams: https://….environment.api.powerplatform.com/…/triggers/manual/paths/invoke?…',
  },
  discord: {
    hosts: /^(?:(?:canary|ptb)\.)?discord(?:app)?\.com$/,
    path: /^\/api(?:\/v\d+)?\/webhooks\/\d+\/[\w-]+$/,
    example: 'a webhook of Discord: https://discord.com/api/webhooks/…',
  },
};

/**
 * Why a URL cannot be one of its service, in words that never repeat it; nothing when it may. One of `webhook` may be anywhere on the
 * internet, which whoever stores it asks DNS about, and each attempt again.
 */
export function connectionUrlProblem(kind: ChatKind, text: string): string | undefined {
  if (kind === 'webhook') return undefined;
  const { hosts, path, example } = rules[kind];
  const { protocol, hostname, pathname, username, password, port } = new URL(text);
  const isThere = hosts.test(hostname) && path.test(pathname) && (port === '' || port === '443');
  return protocol === 'https:' && username === '' && password === '' && isThere ? undefined : `must be ${example}`;
}

/** Shows where a URL leads, and nothing by which anybody could post there. */
export function maskedUrl(text: string): string {
  return `${new URL(text).origin}/…`;
}
