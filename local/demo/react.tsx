import { createClient } from '@bellhop/client';
import { BellhopInbox, BellhopProvider, useUnread } from '@bellhop/client/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { categories, publish, tokenOf } from './server.ts';

const known = await categories();

const clientOf = (user: string) => createClient({ baseUrl: location.origin, getToken: () => tokenOf(user) });

function App({ name, other, example }: { name: string; other: string; example: string }) {
  const { count, more } = useUnread();
  const [outcome, setOutcome] = useState('');
  const send = async (form: FormData) => setOutcome(await publish(other.toLowerCase(), String(form.get('title'))));

  return (
    <section className="app" aria-label={`The app of ${name}`}>
      <header>
        <h2>{name}</h2>
        <BellhopInbox categories={known} />
      </header>
      <form action={send}>
        <label>
          To {other} <input name="title" defaultValue={example} maxLength={120} required autoComplete="off" />
        </label>
        <button type="submit">Send</button>
        <p role="status">{outcome}</p>
      </form>
      <p className="count">{count === 0 ? 'Nothing unread' : `${count}${more ? '+' : ''} unread`}</p>
    </section>
  );
}

const [ada, grace] = [clientOf('ada'), clientOf('grace')];

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the app');

const options = { countCategories: true };

createRoot(root).render(
  <>
    <BellhopProvider client={ada} options={options}>
      <App name="Ada" other="Grace" example="Shall we have lunch?" />
    </BellhopProvider>
    <BellhopProvider client={grace} options={options}>
      <App name="Grace" other="Ada" example="The engine is ready" />
    </BellhopProvider>
  </>,
);
