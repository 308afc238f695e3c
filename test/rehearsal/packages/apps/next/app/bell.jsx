'use client';

import { createClient } from '@bellhop/client';
import { BellhopInbox, BellhopProvider } from '@bellhop/client/react';

const client = createClient({
  baseUrl: process.env.NEXT_PUBLIC_BELLHOP_URL,
  getToken: async () => {
    const response = await fetch('/bellhop-token', { method: 'POST' });
    if (!response.ok) throw new Error(`no token: ${response.status}`);
    return response.text();
  },
});

export function Bell() {
  return (
    <BellhopProvider client={client}>
      <BellhopInbox />
    </BellhopProvider>
  );
}
