import fc from 'fast-check';
import { PreferencesAnswer, PreferencesPatch } from '../../../contract/preferences/preferences.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { patchPreferences, readPreferences } from '../../../core/preferences/preferences.ts';
import { emailFrequencyOf, preferenceOf } from '../../../core/preferences/rules/preferences.ts';
import { writeUnsubscribeToken } from '../../../core/preferences/rules/unsubscribe-token.ts';
import { unsubscribe } from '../../../core/preferences/unsubscribe.ts';
import { deleteUser } from '../../../core/users/delete-user.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { withDefaults } from '../../../core/workflows/rules/workflow-defaults.ts';
import { aNotification, type World, world } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const workflows: ReadonlyMap<string, Workflow> = new Map(
  [
    aWorkflow(),
    aWorkflow({ key: 'approved', category: 'repairs' }),
    aWorkflow({ key: 'tips', category: 'repairs', optIn: ['email'], digest: 'weekly' }),
    aWorkflow({ key: 'code', category: 'security', required: true }),
    aWorkflow({ key: 'invoice', category: 'billing', sms: undefined, digest: 'daily' }),
    aWorkflow({ key: 'overdue', category: 'billing', sms: undefined, digest: 'daily', required: undefined }),
    aWorkflow({ key: 'receipt', category: 'billing', sms: undefined, required: true }),
    aWorkflow({ key: 'offer', category: 'offers', optIn: ['email', 'sms'] }),
  ].map((workflow) => [workflow.key, workflow as unknown as Workflow]),
);

async function aWorldWithAda(): Promise<World> {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  return here;
}

/** Patches as the handler would: what the contract refuses, it refuses. */
async function patch(here: World, body: unknown, more: { asks?: 'server' | 'user'; userId?: string; ifMatch?: string } = {}) {
  const { asks = 'user', userId = 'ada', ifMatch } = more;
  return patchPreferences({ userId, asks, patch: PreferencesPatch.parse(body), ifMatch }, { ...here, workflows });
}

async function read(here: World, userId = 'ada') {
  const { etag, body } = await readPreferences({ userId, asks: 'user', ifNoneMatch: undefined }, { ...here, workflows });
  if (body === undefined) throw new Error('there was no body');
  return { etag, body: PreferencesAnswer.parse(body) };
}

const adaOf = async (here: World) => (await here.users.getMany(['ada'])).get('ada');

test('every category is shown with what goes without a word of the user', async () => {
  const { body } = await read(await aWorldWithAda());

  expect(body).toEqual({
    categories: {
      billing: {
        inbox: 'opted_in',
        chat: 'opted_in',
        email: 'opted_in',
        digest: 'daily',
        chosen: [],
        changeable: true,
        required: ['receipt'],
      },
      general: {
        inbox: 'opted_in',
        chat: 'opted_in',
        email: 'opted_in',
        sms: 'opted_in',
        digest: 'immediate',
        chosen: [],
        changeable: true,
        required: [],
      },
      offers: {
        inbox: 'opted_in',
        chat: 'opted_in',
        email: 'opted_out',
        sms: 'opted_out',
        digest: 'off',
        chosen: [],
        changeable: true,
        required: [],
      },
      repairs: {
        inbox: 'opted_in',
        chat: 'opted_in',
        email: 'varies',
        sms: 'opted_in',
        digest: 'varies',
        chosen: [],
        changeable: true,
        required: [],
      },
      security: {
        inbox: 'opted_in',
        chat: 'opted_in',
        email: 'opted_in',
        sms: 'opted_in',
        digest: 'immediate',
        chosen: [],
        changeable: false,
        required: ['code'],
      },
      'daily-digest': { email: 'opted_in', chosen: [], changeable: true, required: [] },
    },
    digest_time: '08:00',
    digest_day: 'monday',
    timezone: 'UTC',
  });
});

test("a stage's defaults show as well", async () => {
  const here = await aWorldWithAda();
  const stage = withDefaults(workflows, { optIn: ['sms'], digest: 'weekly', channelsOn: [] });

  const { body } = await readPreferences({ userId: 'ada', asks: 'user', ifNoneMatch: undefined }, { ...here, workflows: stage });

  expect(body?.categories.general).toMatchObject({ email: 'opted_in', sms: 'opted_out', digest: 'weekly' });
  expect(body?.categories.billing).toMatchObject({ digest: 'daily' });
  expect(body?.categories.security).toMatchObject({ sms: 'opted_in', digest: 'immediate' });
});

test('a patch changes what it names and keeps the rest; null goes back to the default', async () => {
  const here = await aWorldWithAda();
  await patch(here, {
    categories: { general: { sms: 'opted_out', digest: 'daily' } },
    digest_time: '17:45',
    timezone: 'Asia/Kolkata',
  });
  await patch(here, { categories: { repairs: { email: 'opted_in' } }, quiet_hours: { start: '22:00', end: '07:00' } });

  const { body } = await patch(here, {
    categories: { general: { sms: null } },
    digest_time: null,
    quiet_hours: { end: '06:30', days: { sunday: 'none' } },
  });

  expect(body?.categories.general).toMatchObject({ sms: 'opted_in', digest: 'daily', chosen: ['digest'] });
  expect(body?.categories.repairs).toMatchObject({ email: 'opted_in', digest: 'varies', chosen: ['email'] });
  expect(body).toMatchObject({ digest_time: '08:00', timezone: 'Asia/Kolkata' });
  expect(body?.quiet_hours).toEqual({ start: '22:00', end: '06:30', days: { sunday: 'none' } });
  expect(await adaOf(here)).toMatchObject({ email: 'ada@example.com', version: 4 });
});

test('null for everything leaves nothing chosen', async () => {
  const here = await aWorldWithAda();
  const { etag } = await read(here);
  await patch(here, {
    categories: { general: { inbox: 'opted_out' } },
    quiet_hours: { start: '22:00', end: '07:00' },
    locale: 'de',
  });

  expect((await patch(here, { categories: null, quiet_hours: null, locale: null })).etag).toBe(etag);
  expect(Object.keys((await adaOf(here)) ?? {}).sort()).toEqual(['createdAt', 'email', 'id', 'updatedAt', 'version']);
});

test('"off" and opted out of e-mails are one choice, whichever way it is made or taken back', async () => {
  const here = await aWorldWithAda();
  const general = async (change: unknown) => {
    const { email, digest } = (await patch(here, { categories: { general: change } })).body?.categories.general ?? {};
    return { email, digest };
  };

  expect(await general({ digest: 'weekly' })).toEqual({ email: 'opted_in', digest: 'weekly' });
  expect(await general({ digest: 'off' })).toEqual({ email: 'opted_out', digest: 'off' });
  expect(await general({ email: 'opted_in' })).toEqual({ email: 'opted_in', digest: 'weekly' });
  expect(await general({ email: 'opted_out' })).toEqual({ email: 'opted_out', digest: 'off' });
  expect(await general({ digest: 'daily' })).toEqual({ email: 'opted_in', digest: 'daily' });
  expect(await general({ digest: 'off' })).toEqual({ email: 'opted_out', digest: 'off' });
  expect(await general({ digest: null })).toEqual({ email: 'opted_in', digest: 'immediate' });
  expect((await read(here)).body.categories.general?.chosen).toEqual([]);
  await general({ digest: 'off' });
  expect(await general({ email: 'opted_in', digest: null })).toEqual({ email: 'opted_in', digest: 'immediate' });
  expect((await read(here)).body.categories.general?.chosen).toEqual(['email']);
  for (const change of [
    { email: 'opted_in', digest: 'off' },
    { email: 'opted_out', digest: 'daily' },
  ])
    expect(PreferencesPatch.safeParse({ categories: { general: change } }).error?.issues).toMatchObject([
      { path: ['categories', 'general', 'digest'] },
    ]);
});

test('to choose a digest opts in to the e-mails of a category that waits for it, and does not where only some do', async () => {
  const here = await aWorldWithAda();

  const { body } = await patch(here, { categories: { offers: { digest: 'weekly' }, repairs: { digest: 'daily' } } });

  expect(body?.categories.offers).toMatchObject({ email: 'opted_in', digest: 'weekly', chosen: ['email', 'digest'] });
  expect(body?.categories.repairs).toMatchObject({ email: 'varies', digest: 'daily', chosen: ['digest'] });
});

test.each([
  [
    'a category that no workflow has',
    { categories: { gossip: { email: 'opted_out' } } },
    'category_unknown',
    '/categories/gossip',
  ],
  ['the same to be reset', { categories: { gossip: null } }, 'category_unknown', '/categories/gossip'],
  [
    'a category named like a part of every object',
    { categories: { constructor: null } },
    'category_unknown',
    '/categories/constructor',
  ],
  [
    'SMS where there are none',
    { categories: { billing: { sms: 'opted_out' } } },
    'channel_unsupported',
    '/categories/billing/sms',
  ],
  [
    'no to what is required',
    { categories: { security: { sms: 'opted_out' } } },
    'preference_required',
    '/categories/security/sms',
  ],
  [
    '"off" to what is required',
    { categories: { security: { digest: 'off' } } },
    'preference_required',
    '/categories/security/digest',
  ],
  [
    '"later" to what is required',
    { categories: { security: { digest: 'daily' } } },
    'preference_required',
    '/categories/security/digest',
  ],
  [
    'anything of a digest but its e-mail',
    { categories: { 'daily-digest': { email: 'opted_in', inbox: 'opted_out' } } },
    'channel_unsupported',
    '/categories/daily-digest/inbox',
  ],
  [
    'a frequency for a digest',
    { categories: { 'weekly-digest': { digest: 'off' } } },
    'channel_unsupported',
    '/categories/weekly-digest/digest',
  ],
  ['quiet hours without an end', { quiet_hours: { start: '22:00' } }, 'body_invalid', '/quiet_hours/end'],
  [
    'a weekday without an end',
    { quiet_hours: { start: '22:00', end: '07:00', days: { friday: { start: '23:00' } } } },
    'body_invalid',
    '/quiet_hours/days/friday',
  ],
  ['quiet hours that never end', { quiet_hours: { start: '22:00', end: '22:00' } }, 'body_invalid', '/quiet_hours/end'],
])('%s is refused with its place, and nothing is written', async (_name, body, code, pointer) => {
  const here = await aWorldWithAda();

  await expect(patch(here, body)).rejects.toMatchObject({ code, places: [{ pointer, detail: expect.stringMatching(/\w/) }] });

  expect(await adaOf(here)).toMatchObject({ version: 1 });
});

test('all that is wrong with a patch is told at once, with the code of what comes first', async () => {
  const here = await aWorldWithAda();
  const categories = { nothing: { email: 'opted_out' as const }, security: { digest: 'daily' as const } };

  await expect(patch(here, { categories, quiet_hours: { start: '22:00' } })).rejects.toMatchObject({
    code: 'category_unknown',
    places: [{ pointer: '/categories/nothing' }, { pointer: '/categories/security/digest' }, { pointer: '/quiet_hours/end' }],
  });
});

test('yes to what is required is no news, and the rest of its category can be chosen', async () => {
  const here = await aWorldWithAda();

  const { body } = await patch(here, {
    categories: { security: { sms: 'opted_in', digest: 'immediate' }, billing: { email: 'opted_out' } },
  });

  expect(body?.categories.security).toMatchObject({ sms: 'opted_in', chosen: [] });
  expect(body?.categories.billing).toMatchObject({ email: 'opted_out', required: ['receipt'] });
});

test('with If-Match, only what was seen is changed, and without it the last word counts', async () => {
  const here = await aWorldWithAda();
  const { etag } = await read(here);
  const first = await patch(here, { digest_time: '09:00' }, { ifMatch: etag });

  await expect(patch(here, { digest_time: '10:00' }, { ifMatch: etag })).rejects.toMatchObject({ code: 'precondition_failed' });
  await patch(here, { digest_day: 'friday' }, { ifMatch: `"other", W/${first.etag}` });
  await patch(here, { digest_time: '11:00' });

  expect((await read(here)).body).toMatchObject({ digest_time: '11:00', digest_day: 'friday' });
});

test('whoever holds what is there now is told so, until something that is shown changes', async () => {
  const here = await aWorldWithAda();
  const { etag } = await read(here);
  const again = () => readPreferences({ userId: 'ada', asks: 'user', ifNoneMatch: etag }, { ...here, workflows });

  await here.users.upsert('ada', { phone: '+447400123456' }, here.now());
  expect(await again()).toEqual({ etag });
  await here.users.upsert('ada', { timezone: 'Europe/London' }, here.now());
  expect((await again()).body).toMatchObject({ timezone: 'Europe/London' });
});

test('the same choices have the same tag, in whatever order a store gives them back', async () => {
  const here = await aWorldWithAda();
  const friday = { end: '09:00', start: '23:00' };
  const quietHours = { days: { sunday: 'none', friday }, end: '07:00', start: '22:00' } as const;
  const { etag } = await patch(here, {
    quiet_hours: { start: '22:00', end: '07:00', days: { friday: { start: '23:00', end: '09:00' }, sunday: 'none' } },
    categories: { general: { email: 'opted_in', sms: 'opted_out' }, offers: { sms: 'opted_in' } },
  });

  const preferences = { offers: { sms: 'opted_in' }, general: { sms: 'opted_out', email: 'opted_in' } } as const;
  await here.users.choose({ userId: 'ada', choices: { quietHours, preferences }, version: 2 }, here.now());

  expect((await read(here)).etag).toBe(etag);
});

test('of two patches at once both hold, and of two with the same If-Match one does', async () => {
  const here = await aWorldWithAda();
  await Promise.all([patch(here, { digest_time: '09:00' }), patch(here, { categories: { general: { sms: 'opted_out' } } })]);
  const { etag, body } = await read(here);
  expect(body).toMatchObject({ digest_time: '09:00', categories: { general: { sms: 'opted_out' } } });

  const both = await Promise.allSettled([
    patch(here, { digest_time: '10:00' }, { ifMatch: etag }),
    patch(here, { digest_day: 'friday' }, { ifMatch: etag }),
  ]);

  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('the server is told of no user whom nobody created; users see defaults, and begin to exist with their first choice', async () => {
  const here = world();
  const asServer = { userId: 'eve', asks: 'server' } as const;

  await expect(readPreferences({ ...asServer, ifNoneMatch: undefined }, { ...here, workflows })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(patch(here, { digest_time: '09:00' }, asServer)).rejects.toMatchObject({ code: 'not_found' });
  const { etag, body } = await read(here, 'eve');
  expect(body).toMatchObject({ digest_time: '08:00', timezone: 'UTC' });
  expect((await patch(here, {}, { userId: 'eve' })).etag).toBe(etag);
  expect((await here.users.getMany(['eve'])).size).toBe(0);

  await patch(here, { categories: { general: { sms: 'opted_out' } } }, { userId: 'eve', ifMatch: etag });

  expect((await read(here, 'eve')).body.categories.general).toMatchObject({ sms: 'opted_out' });
  expect((await here.users.getMany(['eve'])).has('eve')).toBe(true);
});

test('the next notification follows what was chosen', async () => {
  const here = await aWorldWithAda();
  const run = { version: 1, type: 'notify', requestId: aNotification().requestId, test: false, workflow: 'greeting' } as const;
  const publish = (requestedAt: string) =>
    dispatch(
      { ...run, requestedAt, userId: 'ada', data: { name: 'Ada' } },
      { ...here, workflows, smsCountries: [], retentionDays: 90 },
    );

  await patch(here, { categories: { general: { email: 'opted_out' } } });
  await publish('2030-03-15T12:00:00.000Z');
  expect(here.email.sent).toEqual([]);

  await patch(here, { categories: { general: { email: 'opted_in' } } });
  await publish('2030-03-15T12:00:01.000Z');
  expect(here.email.sent).toHaveLength(1);
});

test('what is shown of a category with one workflow is what its rules say, whatever was chosen in whatever order', async () => {
  const value = fc.constantFrom('opted_in', 'opted_out', null);
  const change = fc.oneof(
    fc.record({ email: value, sms: value }, { requiredKeys: [] }),
    fc.record({ digest: fc.constantFrom('immediate', 'daily', 'weekly', 'off', null), sms: value }, { requiredKeys: ['digest'] }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ category: fc.constantFrom('general', 'offers'), change }), { maxLength: 6 }),
      async (changes) => {
        const here = await aWorldWithAda();
        for (const { category, change } of changes) await patch(here, { categories: { [category]: change } });
        const { body } = await read(here);
        const ada = (await adaOf(here)) ?? {};

        for (const key of ['greeting', 'offer']) {
          const workflow = workflows.get(key) as Workflow;
          const email = preferenceOf(ada, workflow, 'email').value;
          expect(body.categories[workflow.category]).toMatchObject({
            email,
            sms: preferenceOf(ada, workflow, 'sms').value,
            digest: email === 'opted_out' ? 'off' : emailFrequencyOf(ada, workflow),
          });
        }
        const last = changes.at(-1);
        for (const [name, wanted] of Object.entries(last?.change ?? {}))
          if (wanted !== null) expect(body.categories[last?.category ?? '']).toMatchObject({ [name]: wanted });
      },
    ),
  );
});

test('who unsubscribed from digests finds that among their preferences, and can take it back', async () => {
  const here = await aWorldWithAda();
  const token = writeUnsubscribeToken(
    { userId: 'ada', category: 'weekly-digest', channel: 'email' },
    await here.signingSecret.readOrMake(),
  );
  expect((await read(here)).body.categories).not.toHaveProperty('weekly-digest'); // nothing of hers goes by the week

  await unsubscribe({ token, form: {} }, { ...here, secret: here.signingSecret });
  const { body, etag } = await read(here);
  expect(body.categories['weekly-digest']).toEqual({ email: 'opted_out', chosen: ['email'], changeable: true, required: [] });

  await patch(here, { categories: { 'weekly-digest': { email: 'opted_in' } } }, { ifMatch: etag });
  expect((await read(here)).body.categories['weekly-digest']).toMatchObject({ email: 'opted_in', chosen: ['email'] });
  await patch(here, { categories: { 'weekly-digest': null } }, { asks: 'server' });
  expect((await read(here)).body.categories).not.toHaveProperty('weekly-digest');
});

test('a digest shows for whoever has something in it, whether by choice or by default', async () => {
  const here = await aWorldWithAda();
  const shown = async () => Object.keys((await read(here)).body.categories).filter((name) => name.endsWith('-digest'));

  expect(await shown()).toEqual(['daily-digest']); // billing, by default
  await patch(here, { categories: { general: { digest: 'weekly' } } });
  expect(await shown()).toEqual(['daily-digest', 'weekly-digest']);
  await patch(here, { categories: { general: { digest: 'off' }, billing: { email: 'opted_out' } } });
  expect(await shown()).toEqual([]);
});

test('who was deleted is not brought back by a token that is still good; their server may do it', async () => {
  const here = await aWorldWithAda();
  await deleteUser('ada', here);

  await expect(patch(here, { digest_time: '06:15' })).rejects.toMatchObject({ code: 'unauthorized' });
  await expect(patch(here, { digest_time: '06:15' }, { asks: 'server' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await adaOf(here)).toBeUndefined();
  expect((await read(here)).body.digest_time).toBe('08:00');

  await here.users.upsert('ada', { email: 'ada@example.com' }, here.now());
  await patch(here, { digest_time: '06:15' });
  expect(await adaOf(here)).toMatchObject({ digestTime: '06:15' });
});
