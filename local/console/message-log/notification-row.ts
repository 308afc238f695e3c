import type { Answers } from '../api/calls.ts';
import { channelNames } from '../delivery/channels.ts';
import { inOrder, statusMark } from '../delivery/status.ts';
import { element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';
import { linkToNotification } from '../route.ts';
import { userLink } from '../users/user-link.ts';

/** A notification as lists have it. */
export type Listed = Answers[`GET /v1/notifications?${string}`]['data'][number];

/** Shows when it was accepted, what it is, for whom unless that is known, and where it stands on each channel. */
export function notificationRow(
  { id, created_at, workflow, tenant, user, topic, test, channels }: Listed,
  isOfOne = false,
): HTMLElement {
  return element(
    'li',
    { class: 'log-row' },
    element(
      'p',
      { class: 'log-what' },
      element('a', { href: linkToNotification(id), 'data-does': 'open' }, workflow),
      !isOfOne && ' for ',
      !isOfOne && userLink(user, tenant),
      topic !== undefined && element('span', { class: 'chip' }, topic),
      test && element('span', { class: 'chip' }, 'test'),
    ),
    timeAgo(created_at),
    element(
      'ul',
      { class: 'log-channels', 'aria-label': 'Channels' },
      ...inOrder(channels).map(({ channel, status, reason }) =>
        element(
          'li',
          {},
          element('span', { class: 'hint' }, channelNames[channel]),
          statusMark(status),
          reason !== undefined && element('code', {}, reason),
        ),
      ),
    ),
  );
}
