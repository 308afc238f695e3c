import { eventually } from './local-system.ts';
import { type SharedLocalSystem, shareLocalSystem } from './shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem();
});

type Message = { channel: string; status: string; reason?: string };

/** Publishes to Ada by e-mail and answers the notification, once its e-mail is at its end. */
async function publish(workflow = 'message', data: unknown = { title: 'Opening hours', body: 'We open at eight.' }) {
  const { status, body } = await localSystem.publish({ workflow, recipients: ['ada'], data, channels: ['inbox', 'email'] });
  expect(status).toBe(202);
  const { id } = body.notifications[0];
  return eventually(`${id} has ended`, async () => {
    const answer = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    const email: Message | undefined = answer.body.messages?.find(({ channel }: Message) => channel === 'email');
    return email && !['queued', 'sending'].includes(email.status) && { ...answer.body, email };
  });
}

/** The link in the header of the e-mail of a notification. */
async function linkIn(
  notification: string,
): Promise<{ url: string; html: string; text: string; headers: Record<string, string> }> {
  const [email] = await localSystem.outbox({ channel: 'email', notification });
  const headers = Object.fromEntries(Object.entries(email.headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const url = /^<(http:[^>]+\/u\/[\w-]+)>$/.exec(headers['list-unsubscribe'] ?? '')?.[1] ?? '';
  return { ...email, url, headers };
}

function post(url: string, body?: URLSearchParams | FormData) {
  return fetch(url, { method: 'POST', body });
}

/** SES's report of the delivery may be there before we look. */
const sent = expect.stringMatching(/^(sent|delivered)$/);

test('an e-mail carries its link, GET changes nothing, one POST unsubscribes, and another takes it back', async () => {
  const first = await publish();
  const { url, html, text, headers } = await linkIn(first.id);
  expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
  expect(html).toContain(url);
  expect(text).toContain(url);

  const page = await fetch(url);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
  const shown = await page.text();
  expect(shown).toContain('<form method="post">');
  expect(shown).not.toMatch(/<script|ada/i);
  expect((await publish()).email).toMatchObject({ status: sent });

  const clicked = await post(url, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }));
  expect([clicked.status, await clicked.text()]).toEqual([200, expect.stringContaining('You are unsubscribed')]);
  const silent = await publish();
  expect(silent.email).toMatchObject({ status: 'skipped', reason: 'preference_opted_out' });
  expect(silent.explanation).toContainEqual(
    expect.objectContaining({ channel: 'email', because: expect.stringContaining('opted out of e-mails in the category') }),
  );
  expect(silent.messages).toContainEqual(expect.objectContaining({ channel: 'inbox', status: 'delivered' }));
  expect(await localSystem.outbox({ channel: 'email', notification: silent.id })).toEqual([]);

  const back = await post(url, new URLSearchParams({ action: 'resubscribe' }));
  expect(await back.text()).toContain('You are subscribed again');
  expect((await publish()).email).toMatchObject({ status: sent });
});

test.each<[string, () => URLSearchParams | FormData | undefined]>([
  ['no body', () => undefined],
  ['a multipart form', multipart],
])('%s unsubscribes as well', async (_, body) => {
  const { url } = await linkIn((await publish()).id);

  expect((await post(url, body())).status).toBe(200);

  expect((await publish()).email).toMatchObject({ status: 'skipped', reason: 'preference_opted_out' });
  await post(url, new URLSearchParams({ action: 'resubscribe' }));
});

test('every link that was tampered with gets the same page and the same 404', async () => {
  const { url } = await linkIn((await publish()).id);
  const base = url.slice(0, url.lastIndexOf('/') + 1);
  const token = url.slice(base.length);
  const tampered = [
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    `B${token.slice(1)}`,
    token.slice(0, 20),
    `${token}A`,
    token.toUpperCase(),
    'x',
    'x'.repeat(2000),
    '%00',
  ];

  const answers = await Promise.all(
    tampered.flatMap((each) => [fetch(base + each), post(base + each, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))]),
  );

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  expect(new Set(await Promise.all(answers.map((answer) => answer.text())))).toEqual(
    new Set([expect.stringContaining('This link does not work')]),
  );
  expect((await publish()).email).toMatchObject({ status: sent });
});

function multipart(): FormData {
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  return form;
}
