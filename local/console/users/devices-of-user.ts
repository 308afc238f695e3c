import { apiKeys, ask } from '../api/call.ts';
import type { Answers } from '../api/calls.ts';
import { messageOf } from '../api/message-of.ts';
import { listedChannels } from '../delivery/channels.ts';
import { element } from '../elements/element.ts';
import { timeAgo } from '../elements/time.ts';

type Device = Answers[`GET /v1/users/${string}/devices`]['data'][number];

const live = { bearer: apiKeys.live };

/** Lists a user's devices, each with a button that removes it; `removed` is called afterwards. Fails in a stage without push. */
export async function showDevicesOf(user: string, removed: () => void): Promise<HTMLElement[]> {
  const { data } = await ask(`GET /v1/users/${encodeURIComponent(user)}/devices`, live);
  return data.map((device) => row(user, device, removed));
}

/** Its kind, and of where it is reached the host alone: the API gives no more. */
function row(user: string, { id, kind, push_service: service, added_at, renewed_at }: Device, removed: () => void): HTMLElement {
  const said = element('p', { class: 'state', role: 'status' });
  const remove = () =>
    ask(`DELETE /v1/users/${encodeURIComponent(user)}/devices/${id}`, live).then(removed, (error) => {
      said.textContent = messageOf(error);
    });
  const name = `${titleOf(kind)}${service === undefined ? '' : `, ${service}`}`;
  return element(
    'li',
    { class: 'suppression' },
    element('p', { class: 'log-what' }, titleOf(kind)),
    element('span', { class: 'chip' }, service ?? kind),
    element('button', { type: 'button', 'data-does': 'remove', 'aria-label': `Remove ${name}`, onclick: remove }, 'Remove'),
    element('p', { class: 'hint' }, 'since ', timeAgo(added_at), ', renewed ', timeAgo(renewed_at), `, ${id}`),
    said,
  );
}

function titleOf(kind: Device['kind']): string {
  const providers = listedChannels.flatMap((channel) => (channel.name === 'push' ? channel.providers : []));
  return providers.find(({ name }) => name === kind)?.title ?? kind;
}
