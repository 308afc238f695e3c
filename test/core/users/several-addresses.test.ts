import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import { UserAnswer } from '../../../contract/users/users.ts';
import { countAudience } from '../../../core/broadcasts/count-audience.ts';
import { dryRun } from '../../../core/dry-run/dry-run.ts';
import { suppressedChannels } from '../../../core/message-log/suppressed-channels.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { release } from '../../../core/scheduling/release.ts';
import { exportUser } from '../../../core/users/export-user.ts';
import { putUsers } from '../../../core/users/put-users.ts';
import { putUser, readUser } from '../../../core/users/users.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { smsTerms, type World, world } from '../../world.ts';
import { channelDeps } from '../dry-run/dry-run-deps.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const work = { address: 'ada@work.example', verified: true, label: 'work' };
const home = { address: 'ada@home.example' };

async function put(here: World, ...contacts: Contact[]) {
  for (const contact of contacts) await putUser({ id: 'ada', contact }, here);
  const { email, emails } = await readUser('ada', here);
  return { email, emails: emails?.map(({ address, primary, verified }) => [address, primary, verified]) };
}

test('a user has several addresses, of which the primary one is shown first and is `email`', async () => {
  const here = world();

  expect(await put(here, { emails: [home, { ...work, primary: true }] })).toEqual({
    email: work.address,
    emails: [
      [work.address, true, true],
      [home.address, false, false],
    ],
  });
  expect(UserAnswer.safeParse(await readUser('ada', here)).error).toBeUndefined();
});

test.each<[string, Contact[], string | undefined, [string, boolean, boolean][]]>([
  [
    'one without a primary has its first as that',
    [{ emails: [home, work] }],
    home.address,
    [
      [home.address, true, false],
      [work.address, false, true],
    ],
  ],
  [
    'the primary one of before stays while the list has it',
    [{ email: 'ADA@work.example' }, { emails: [home, work] }],
    work.address,
    [
      [work.address, true, true],
      [home.address, false, false],
    ],
  ],
  [
    'one that the list spells in another way is its primary one',
    [{ email: 'ADA@Work.example', emails: [home, work] }],
    'ADA@Work.example',
    [
      [work.address, true, true],
      [home.address, false, false],
    ],
  ],
  [
    'one that the list has no more is primary no more',
    [{ email: 'old@example.com' }, { emails: [work] }],
    work.address,
    [[work.address, true, true]],
  ],
  [
    'another that is given by itself is primary beside the list',
    [{ emails: [work] }, { email: 'new@example.com' }],
    'new@example.com',
    [
      ['new@example.com', true, false],
      [work.address, false, true],
    ],
  ],
])('%s', async (_, contacts, email, emails) => {
  expect(await put(world(), ...contacts)).toEqual({ email, emails });
});

test('an empty list takes it away, and leaves the primary one; other changes leave both', async () => {
  const here = world();

  expect(await put(here, { emails: [work, home] }, { name: 'Ada' })).toMatchObject({ email: work.address, emails: [{}, {}] });
  expect(await put(here, { emails: [] })).toEqual({ email: work.address, emails: undefined });
});

test('what does not go together is refused with its place, and what is given again changes nothing', async () => {
  const here = world();
  const users = [
    { id: 'a', email: 'ada@example.com', emails: [{ ...home, primary: true }] },
    { id: 'b', emails: [home, { address: 'ADA@home.example' }] },
    {
      id: 'c',
      emails: [
        { ...home, primary: true },
        { ...work, primary: true },
      ],
    },
    { id: 'd', emails: Array.from({ length: 6 }, (_, n) => ({ address: `ada${n}@example.com` })) },
    { id: 'e', phones: [{ address: '+44740012345' }] },
    { id: 'f', phones: [{ address: '020 7946 0000' }] },
    { id: 'g', emails: [work], phones: [{ address: '+44 7400 123456', verified: false }] },
  ];

  const first = await putUsers(users, here);
  here.pass(60);
  const second = await putUsers(users, here);

  expect(first.refused.map(({ pointer, detail }) => [pointer, detail])).toEqual([
    ['/users/0/emails/0/primary', 'must not be said of another address than "email" has'],
    ['/users/1/emails', 'must not repeat an address'],
    ['/users/2/emails', 'must have one primary address at most'],
    ['/users/3/emails', 'must have at most 5 entries'],
    ['/users/4/phones/0/address', 'is not a number that is in use in +44'],
    ['/users/5/phones/0/address', 'must be a phone number in E.164 form, like +447400123456'],
  ]);
  expect([...first.users, ...second.users]).toEqual([
    { id: 'g', outcome: 'created' },
    { id: 'g', outcome: 'unchanged' },
  ]);
});

test('the export has them, what stands against each, and each leads to its user', async () => {
  const here = world();
  await put(here, { emails: [work, home] });
  await here.suppressions.add({ address: home.address, reason: 'bounce', source: 'provider', at: here.now() });

  const exported = await exportUser({ id: 'ada' }, here);

  expect(exported.user.emails).toHaveLength(2);
  expect(exported.suppressions).toMatchObject([{ address: home.address, reason: 'bounce' }]);
  expect(exported.known_addresses).toHaveLength(2);
});

const run: NotifyMessage = {
  type: 'notify',
  version: 1,
  requestId: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D',
  workflow: 'greeting',
  requestedAt: '2030-03-15T12:00:00.000Z',
  channels: ['inbox', 'email', 'sms'],
  test: false,
  data: { name: 'Ada' },
  userId: 'ada',
};

function depsOf(here: World, change: Partial<Pick<Workflow, 'to' | 'category'>>) {
  const workflows = new Map<string, Workflow>([['greeting', aWorkflow(change) as Workflow]]);
  return { ...here, workflows, smsCountries: ['GB'], retentionDays: 90 };
}

async function messagesOf(here: World, id = notificationIdFor(new Date(run.requestedAt), run.requestId, 'ada')) {
  const { messages = [], notification } = (await here.ledger.read(id)) ?? {};
  const because = (channel: string) => notification?.explanation.find((each) => each.channel === channel)?.because;
  return messages.map(({ channel, status, reason, address }) => [channel, status, reason ?? address, because(channel)]);
}

const named = 'the publish named this channel';

test('a workflow goes to the primary address, verified or not', async () => {
  const here = world();
  await put(here, { emails: [home, work] });

  await dispatch({ ...run, channels: ['email'] }, depsOf(here, {}));

  expect(await messagesOf(here)).toEqual([['email', 'queued', home.address, named]]);
});

test('a workflow to verified addresses goes to the first that is, and where none is it says so', async () => {
  const here = world();
  await put(here, { emails: [home, work], phone: '+447400123456' });

  await dispatch(run, depsOf(here, { to: 'verified' }));

  expect(await messagesOf(here)).toEqual([
    ['inbox', 'delivered', undefined, named],
    ['email', 'queued', work.address, `${named}; it goes to the verified address a…@work.example`],
    ['sms', 'skipped', 'no_address', `${named}, but the user has no verified phone number`],
  ]);
});

test('it is asked again of the addresses as they are when a hold ends, and goes into no digest', async () => {
  const here = world();
  await put(here, { emails: [work, home] });
  await here.users.choose({ userId: 'ada', choices: { preferences: { general: { digest: 'daily' } } }, version: 1 }, here.now());
  const deps = depsOf(here, { to: 'verified', category: 'general' });
  const sendAt = '2030-03-15T13:00:00.000Z';
  await dispatch({ ...run, channels: ['email'], sendAt }, deps);
  await put(here, {
    emails: [
      { ...home, verified: true },
      { ...work, verified: false },
    ],
  });
  here.at(sendAt);

  const notificationId = notificationIdFor(new Date(sendAt), run.requestId, 'ada');
  await release({ type: 'release', version: 1, notificationId, dueAt: sendAt }, deps);

  expect((await messagesOf(here, notificationId)).map(([, ...rest]) => rest.slice(0, 2))).toEqual([['queued', home.address]]);
});

test('a dry run tells the same, of a user as the publish would leave them, and of what stands against that address', async () => {
  const here = world();
  await put(here, { emails: [home] });
  await here.suppressions.add({ address: work.address, reason: 'manual', source: 'api', at: here.now() });
  const deps = {
    ...depsOf(here, { to: 'verified' }),
    ...channelDeps(here.meter, smsTerms()),
    writeEmail: () => ({ subject: '', html: '', text: '' }),
  };
  const foresee = async (recipient: unknown) => {
    const request = { workflow: 'greeting', recipients: [recipient], data: { name: 'Ada' }, channels: ['email' as const] };
    return (await dryRun({ request, test: false }, deps)).data[0]?.channels[0];
  };

  expect(await foresee('ada')).toMatchObject({ decision: 'skip', reason: 'no_address' });
  expect(await foresee({ id: 'ada', emails: [home, work] })).toMatchObject({
    decision: 'send',
    because: `${named}; it goes to the verified address a…@work.example`,
    suppressed: 'suppressed_manual',
  });
});

test('what is sent again is foreseen as suppressed by the address that its workflow goes to', async () => {
  const here = world();
  await put(here, { emails: [home, work] });
  await here.suppressions.add({ address: work.address, reason: 'bounce', source: 'provider', at: here.now() });
  const again = { userId: 'ada', workflow: 'greeting', channels: ['email' as const] };

  expect(await suppressedChannels(again, depsOf(here, {}))).toBeUndefined();
  expect(await suppressedChannels(again, depsOf(here, { to: 'verified' }))).toEqual(['email']);
});

test('an audience is counted by the addresses to which its workflow goes', async () => {
  const here = world();
  await put(here, { emails: [home, work] });
  await putUser({ id: 'grace', contact: { email: 'grace@example.com' } }, here);
  const count = async (workflow: Pick<Workflow, 'to'>) => {
    const counted = await countAudience({ audience: { all: true }, cursor: undefined, channels: ['email'], workflow }, here);
    return counted.count.with_address;
  };

  expect(await count({})).toEqual({ email: 2 });
  expect(await count({ to: 'verified' })).toEqual({ email: 1 });
});
