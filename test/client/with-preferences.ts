import type { BellhopClient } from '../../client/client.ts';

/** The client of a user who has preferences; reading them is written down like the server's own calls. */
export function withPreferences(client: BellhopClient, calls: string[]): BellhopClient {
  return {
    ...client,
    async preferences() {
      calls.push('GET preferences 200');
      const body = { categories: {}, digest_time: '08:00', digest_day: 'monday', timezone: 'Europe/London' } as const;
      return { body, etag: '"1"', pollSeconds: undefined };
    },
  };
}
