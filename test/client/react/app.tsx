import { StrictMode, useState } from 'react';
import { createClient } from '../../../client/index.ts';
import { BellhopInbox, BellhopProvider, useInbox, usePreferences, useUnread } from '../../../client/react/index.ts';
import { inMemoryFetch } from './in-memory-fetch.ts';

const client = createClient({ baseUrl: 'https://api.example.com', getToken: () => 'a token', fetch: inMemoryFetch });

/** An app that uses everything there is, strictly: React mounts every component twice. */
export function App() {
  const [isThere, setThere] = useState(true);
  return (
    <StrictMode>
      <button type="button" onClick={() => setThere(false)}>
        Sign out
      </button>
      {isThere && (
        <BellhopProvider client={client} options={{ pageSize: 10 }}>
          <Badge />
          <List />
          <Zone />
          <Zone />
          <BellhopInbox className="bell" theme="dark" onOpen={openHere} />
        </BellhopProvider>
      )}
    </StrictMode>
  );
}

function Badge() {
  const { count, more } = useUnread();
  return <output>{more ? `${count}+` : count} unread</output>;
}

function List() {
  const { status, items, markRead, refused } = useInbox();
  return (
    <ul aria-label={status} title={refused?.error.code}>
      {items.map(({ id, title, read }) => (
        <li key={id}>
          {title}
          {!read && (
            <button type="button" onClick={() => void markRead(id)}>
              Read {title}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Zone() {
  const { status, preferences } = usePreferences();
  return <p>{preferences?.timezone ?? status}</p>;
}

function openHere(event: CustomEvent<{ item: { title: string } }>): void {
  event.preventDefault();
  document.title = `opened ${event.detail.item.title}`;
}
