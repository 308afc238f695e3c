import { messageOf } from '../api/message-of.ts';
import { listedChannels } from '../delivery/channels.ts';
import { byId } from '../elements/element.ts';
import { showChatsOf } from './connections.ts';

/** Brings the form to life that shows the chats of a topic's room, in a stage that has chats. */
export function startRooms(): void {
  byId('rooms-part').hidden = !listedChannels.some(({ name }) => name === 'chat');
  byId('room-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const topic = byId('room-topic', HTMLInputElement).value.trim();
    byId('room-state').textContent = '';
    showChatsOf(byId('room-chats'), `topics/${encodeURIComponent(topic)}`).catch((error: unknown) => {
      byId('room-chats').replaceChildren();
      byId('room-state').textContent = messageOf(error);
    });
  });
}
