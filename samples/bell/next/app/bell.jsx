'use client';

import { createClient } from '@bellhop/client';
import { BellhopInbox, BellhopProvider, useUnread } from '@bellhop/client/react';

const client = createClient({
  baseUrl: process.env.NEXT_PUBLIC_BELLHOP_URL ?? 'http://127.0.0.1:4620',
  getToken: async () => {
    const response = await fetch('/bellhop-token', { method: 'POST' });
    if (!response.ok) throw new Error(`no token: ${response.status}`);
    return response.text();
  },
});

function Header() {
  const { count, more } = useUnread();
  return (
    <header>
      <output>
        {count}
        {more ? '+' : ''} unread
      </output>{' '}
      <BellhopInbox />
    </header>
  );
}

export function Bell() {
  return (
    <BellhopProvider client={client}>
      <Header />
    </BellhopProvider>
  );
}
