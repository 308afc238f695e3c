import { createClient } from '@bellhop/client';
import { BellhopInbox, BellhopProvider, useUnread } from '@bellhop/client/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { publish, tokenOf } from './server.js';

const clientOf = (user) => createClient({ baseUrl: location.origin, getToken: () => tokenOf(user) });

function App({ name, other, example }) {
  const { count, more } = useUnread();
  const [said, setSaid] = useState('');
  const send = async (form) => setSaid(await publish(other.toLowerCase(), form.get('title')));

  return (
    <section className="app" aria-label={`The app of ${name}`}>
      <header>
        <h2>{name}</h2>
        <BellhopInbox />
      </header>
      <form action={send}>
        <label>
          To {other} <input name="title" defaultValue={example} maxLength={120} required autoComplete="off" />
        </label>
        <button type="submit">Send</button>
        <p role="status">{said}</p>
      </form>
      <p className="count">{count === 0 ? 'Nothing unread' : `${count}${more ? '+' : ''} unread`}</p>
    </section>
  );
}

const [ada, grace] = [clientOf('ada'), clientOf('grace')];

createRoot(document.getElementById('root')).render(
  <>
    <BellhopProvider client={ada}>
      <App name="Ada" other="Grace" example="Shall we have lunch?" />
    </BellhopProvider>
    <BellhopProvider client={grace}>
      <App name="Grace" other="Ada" example="The engine is ready" />
    </BellhopProvider>
  </>,
);
