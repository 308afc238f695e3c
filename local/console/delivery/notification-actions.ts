import { apiKeys, ask } from '../api/call.ts';
import { messageOf } from '../api/message-of.ts';
import type { Channel, NotificationAnswer } from '../api/types.ts';
import { element } from '../elements/element.ts';
import { linkToNotification, linkToUser, topicOfRoom } from '../route.ts';
import { channelNames } from './channels.ts';

const live = { bearer: apiKeys.live };
const waiting: readonly string[] = ['scheduled', 'digesting', 'queued'];

/** What can be done about a notification: send it again, cancel what still waits of it, look at its user. */
export function notificationActions({ id, tenant, user, test, messages }: NotificationAnswer): HTMLElement {
  const said = element('p', { class: 'state', role: 'status' });
  const act = (work: () => Promise<(Node | string)[]>) => () =>
    work().then(
      (nodes) => said.replaceChildren(...nodes),
      (error) => said.replaceChildren(messageOf(error)),
    );
  const canCancel = messages.some(({ status }) => waiting.includes(status));
  return element(
    'div',
    { class: 'sheet-actions' },
    !test &&
      element(
        'button',
        { type: 'button', title: 'On the channels that did not reach its user', onclick: act(() => resend(id)) },
        'Send again',
      ),
    canCancel && element('button', { type: 'button', onclick: act(() => cancel(id)) }, 'Cancel'),
    topicOfRoom(user) === undefined && tenant === undefined && element('a', { href: linkToUser(user) }, `About ${user}`),
    said,
  );
}

function namesOf(channels: readonly Channel[]): string {
  return new Intl.ListFormat('en-GB').format(channels.map((channel) => channelNames[channel]));
}

async function resend(id: string): Promise<(Node | string)[]> {
  const {
    notification,
    channels,
    suppressed = [],
  } = await ask(`POST /v1/notifications/${encodeURIComponent(id)}/resend`, { ...live, body: {} });
  const tried = channels.filter((channel) => !suppressed.includes(channel));
  return [
    'Accepted again as ',
    element('a', { href: linkToNotification(notification) }, notification),
    tried.length > 0 ? ` to go on ${namesOf(tried)}; what becomes of it is there.` : '.',
    suppressed.length > 0 ? ` Not sent on ${namesOf(suppressed)}: the address is suppressed.` : '',
  ];
}

async function cancel(id: string): Promise<string[]> {
  const { canceled } = await ask('POST /v1/notifications/cancel', { ...live, body: { id } });
  return [canceled.length > 0 ? 'Canceled.' : 'It was too late to cancel it.'];
}
