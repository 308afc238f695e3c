import { eventually } from '../local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

/** Nobody else in the system reads Welsh. */
const locale = 'cy';

const ask = (query: string, more: { key?: string } = {}) =>
  localSystem.call('GET', `/v1/statistics?locale=${locale}&${query}`, { key: localSystem.key(), ...more });

async function publish(recipients: object[], more: object = {}): Promise<void> {
  const data = { title: 'Read me', body: 'Hello' };
  const { status } = await localSystem.publish({ workflow: 'message', recipients, data, ...more });
  expect(status).toBe(202);
}

function totalBecomes(expected: Record<string, number>) {
  return eventually(`statistics are ${JSON.stringify(expected)}`, async () => {
    const { body } = await ask('by=channel');
    const isIt = Object.entries(expected).every(([name, count]) => body.total[name] === count);
    return isIt && body;
  });
}

test('what became of notifications is counted, once, by channel and day, as JSON and as CSV', async () => {
  const channels = ['inbox', 'email'];
  const arrives = { id: 'cy-1', email: 'cy-1@example.com', locale };
  await publish([arrives, { id: 'cy-2', email: 'bounce@simulator.amazonses.com', locale }], { channels });
  await publish([arrives], { channels: ['inbox'] });
  await totalBecomes({ accepted: 3, sent: 5, delivered: 4, bounced: 1, read: 0 });

  const { body: inbox } = await localSystem.as('cy-1', 'GET', '/v1/me/notifications');
  await localSystem.as('cy-1', 'PUT', `/v1/me/notifications/${inbox.data[0].id}/read`);
  await localSystem.as('cy-1', 'PUT', '/v1/me/notifications/read', { body: { through: inbox.watermark } });
  const { data, total } = await totalBecomes({ accepted: 3, sent: 5, delivered: 4, bounced: 1, read: 2 });

  expect(data).toMatchObject([
    { accepted: 3, sent: 0 },
    { channel: 'email', sent: 2, delivered: 1, bounced: 1, read: 0, cost_usd: 0.0002 },
    { channel: 'inbox', sent: 3, delivered: 3, read: 2, cost_usd: 0 },
  ]);
  expect(total.delivery_seconds).toMatchObject({ count: 4, p50: expect.any(Number), p95: expect.any(Number) });

  const csv = await fetch(new URL(`/v1/statistics?locale=${locale}&by=day,channel`, localSystem.system.url), {
    headers: { Authorization: `Bearer ${localSystem.key()}`, Accept: 'text/csv' },
  });
  expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="statistics-.*\.csv"$/);
  expect((await csv.text()).split('\r\n')).toEqual([
    expect.stringMatching(/^day,channel,accepted,sent,delivered,/),
    expect.stringMatching(/^\d{4}-\d\d-\d\d,,3,0,0,/),
    expect.stringMatching(/^\d{4}-\d\d-\d\d,email,0,2,1,1,/),
    expect.stringMatching(/^\d{4}-\d\d-\d\d,inbox,0,3,3,0,/),
    '',
  ]);
});

test.each([
  ['by=weekday', '?by'],
  ['from=2030-13-01', '?from'],
  ['from=2020-01-01&to=2026-01-01', '?from'],
])('%s is refused with its place', async (query, pointer) => {
  const { status, body } = await ask(query);

  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'query_invalid', errors: [{ pointer }] });
});

test('nobody reads statistics without a key', async () => {
  expect((await localSystem.call('GET', '/v1/statistics')).status).toBe(401);
});
