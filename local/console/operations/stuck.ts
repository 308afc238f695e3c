import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { repeat } from '../api/repeat.ts';
import { pollingMs } from '../api/stage.ts';
import { byId, element } from '../elements/element.ts';
import { showList } from '../elements/keyed-list.ts';
import { timeAgo } from '../elements/time.ts';
import { linkToNotification } from '../route.ts';
import { userLink } from '../users/user-link.ts';

type Stuck = Answers['GET /v1/health/stuck']['data'][number];

const how: Readonly<Record<Stuck['kind'], string>> = {
  held: 'is held beyond its time',
  claimed: 'was claimed by a sender and never ended',
  digest: 'is open after its time',
};

/** Lists the work that is stuck while its part is looked at. */
export function startStuck(): void {
  const reading = repeat(async () => {
    if (location.hash !== '#system') return undefined;
    const { data } = await ask('GET /v1/health/stuck', { bearer: apiKeys.live });
    byId('stuck-empty').hidden = data.length > 0;
    showList(byId('stuck'), data, { key: (item) => JSON.stringify(item), draw });
    return undefined;
  }, pollingMs(10_000));
  window.addEventListener('hashchange', () => reading.now());
}

function draw({ kind, since, notification, channel, tenant, user, frequency }: Stuck): HTMLElement {
  const subject =
    notification === undefined
      ? element('span', {}, `The ${frequency ?? ''} digest of `, user === undefined ? 'a user' : userLink(user, tenant))
      : element('a', { href: linkToNotification(notification) }, `${channel ?? 'A message'} of ${notification}`);
  return element('li', { class: 'suppression' }, element('p', { class: 'log-what' }, subject, ` ${how[kind]}`), timeAgo(since));
}
