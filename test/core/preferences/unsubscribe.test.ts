import { UnsubscribeForm } from '../../../contract/preferences/unsubscribe.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { changeChoices } from '../../../core/preferences/change-choices.ts';
import { writeUnsubscribeToken } from '../../../core/preferences/rules/unsubscribe-token.ts';
import { showUnsubscribe, unsubscribe } from '../../../core/preferences/unsubscribe.ts';
import { readUser } from '../../../core/users/users.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { aMessage, aNotification, notificationId, type World, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const once = { version: 1, notificationId: notificationId('n1'), channel: 'email' } as const;
const oneClick = UnsubscribeForm.parse({ 'List-Unsubscribe': 'One-Click' });
const again = UnsubscribeForm.parse({ action: 'resubscribe' });

async function aWorldWithAda(): Promise<World> {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  const expiresAt = new Date('2031-01-01T00:00:00Z');
  await here.ledger.enter({ notification: aNotification(), messages: [aMessage()], expiresAt });
  return here;
}

function withSecret(here: World) {
  return { ...here, secret: here.signingSecret };
}

function deliver(here: World, changes: Partial<Workflow> = {}) {
  return deliverEmail(once, {
    ...here,
    workflows: new Map([['greeting', { ...aWorkflow(), ...changes } as Workflow]]),
    renderEmail: (_, { unsubscribeUrl }) => ({ subject: 'Hello', html: `${unsubscribeUrl}`, text: `${unsubscribeUrl}` }),
    unsubscribeSecret: here.signingSecret,
    apiUrl: 'https://api.example.com',
    queue: 'email',
    leaseSeconds: 40,
    ambiguousWaitSeconds: 120,
    pauseSeconds: 900,
    retryWindowSeconds: 4 * 3600,
  });
}

/** The token in the e-mail that was sent. */
async function tokenSent(here: World): Promise<string> {
  await deliver(here);
  const url = here.emailProvider.asked[0]?.unsubscribeUrl ?? '';
  expect(url).toMatch(/^https:\/\/api\.example\.com\/u\/[\w-]+$/);
  return url.slice('https://api.example.com/u/'.length);
}

async function optOut(here: World) {
  await changeChoices('ada', () => ({ preferences: { general: { email: 'opted_out' } } }), here);
}

async function preferencesOf(here: World) {
  return (await here.users.getMany(['ada'])).get('ada')?.preferences;
}

test('looking at the link changes nothing', async () => {
  const here = await aWorldWithAda();

  expect(await showUnsubscribe(await tokenSent(here), withSecret(here))).toEqual({
    outcome: 'asked',
    category: 'general',
    channel: 'email',
  });

  expect(await preferencesOf(here)).toBeUndefined();
});

test('one click unsubscribes, a second changes nothing, and it can be taken back', async () => {
  const here = await aWorldWithAda();
  const token = await tokenSent(here);

  expect(await unsubscribe({ token, form: oneClick }, withSecret(here))).toMatchObject({ outcome: 'unsubscribed' });
  expect(await unsubscribe({ token, form: oneClick }, withSecret(here))).toMatchObject({ outcome: 'unsubscribed' });
  expect(await preferencesOf(here)).toEqual({ general: { email: 'opted_out' } });

  expect(await unsubscribe({ token, form: again }, withSecret(here))).toMatchObject({ outcome: 'resubscribed' });
  expect(await preferencesOf(here)).toEqual({ general: { email: 'opted_in' } });
});

test('a forged link, and a good one of a user who is gone, are answered alike', async () => {
  const here = await aWorldWithAda();
  const token = await tokenSent(here);
  const elsewhere = { ...world(), secret: here.signingSecret };

  expect(await unsubscribe({ token: `${token}A`, form: oneClick }, withSecret(here))).toEqual({ outcome: 'unknown' });
  expect(await unsubscribe({ token, form: oneClick }, elsewhere)).toEqual({ outcome: 'unknown' });
});

test("the page of a tenant's user has the tenant's brand, and that of another none", async () => {
  const here = await aWorldWithAda();
  const brand = { name: 'Acme', address: ['Acme Ltd'] };
  await here.tenants.put({ id: 'acme', brand, createdAt: here.now(), updatedAt: here.now() });
  await here.users.upsert('acme/ada', { email: 'ada@acme.example' }, here.now());
  const secret = await here.signingSecret.readOrMake();
  const tokenOf = (userId: string) => writeUnsubscribeToken({ userId, category: 'general', channel: 'email' }, secret);

  const token = tokenOf('acme/ada');
  expect(await showUnsubscribe(token, withSecret(here))).toMatchObject({ outcome: 'asked', brand });
  expect(await unsubscribe({ token, form: oneClick }, withSecret(here))).toMatchObject({ outcome: 'unsubscribed', brand });
  expect(await showUnsubscribe(tokenOf('beta/ada'), withSecret(here))).not.toHaveProperty('brand');
});

test('an e-mail that was queued before its user unsubscribed is stopped, and says why', async () => {
  const here = await aWorldWithAda();
  await optOut(here);

  expect(await deliver(here)).toBe('suppressed');

  expect(here.emailProvider.asked).toEqual([]);
  const [message] = (await here.ledger.read(once.notificationId))?.messages ?? [];
  expect(message).toMatchObject({ status: 'suppressed', reason: 'suppressed_unsubscribe' });
});

test('an e-mail of a required workflow goes to who unsubscribed, and offers no link', async () => {
  const here = await aWorldWithAda();
  await optOut(here);

  expect(await deliver(here, { required: true })).toBe('sent');

  expect(here.emailProvider.asked[0]?.unsubscribeUrl).toBeUndefined();
});

test('an e-mail does not take the place of an SMS for who unsubscribed; the inbox does', async () => {
  const here = await aWorldWithAda();
  await here.users.upsert('ada', { phone: '+33612345678' }, here.now());
  await optOut(here);
  const requestedAt = here.now().toISOString();
  const request = { version: 1, type: 'notify', requestId: aNotification().requestId, requestedAt, test: false } as const;
  const message = { ...request, workflow: 'greeting', userId: 'ada', data: { name: 'Ada' }, channels: ['sms' as const] };

  const workflows = new Map([['greeting', aWorkflow() as unknown as Workflow]]);
  await dispatch(message, { ...here, workflows, smsCountries: ['GB'], retentionDays: 90 });

  expect(here.email.sent).toEqual([]);
  expect((await here.feed.page({ ...aSlice, state: await here.feed.state('ada') })).items).toHaveLength(1);
});

const aSlice = { userId: 'ada', status: 'all', archived: false, limit: 10 } as const;

test('the app does not see preferences where it reads how a user can be reached', async () => {
  const here = await aWorldWithAda();
  await optOut(here);

  expect(await readUser('ada', here)).not.toHaveProperty('preferences');
});
