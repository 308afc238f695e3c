import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import { NotKnownYet, Refused } from '../../../core/errors.ts';
import { dispatch } from '../../../core/planning/dispatch.ts';
import { notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { validatePublish } from '../../../core/publishing/validate-publish.ts';
import { release } from '../../../core/scheduling/release.ts';
import type { Asked } from '../../../core/workflows/rules/steps.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { type World, world } from '../../world.ts';
import { aWorkflow } from './a-workflow.ts';

const all = ['inbox', 'email', 'sms'] as const;
const run: NotifyMessage = {
  type: 'notify',
  version: 1,
  requestId: 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D',
  workflow: 'greeting',
  requestedAt: '2030-03-15T12:00:00.000Z',
  channels: [...all],
  test: false,
  data: { name: 'Ada' },
  userId: 'ada',
};
const id = notificationIdFor(new Date(run.requestedAt), run.requestId, 'ada');

async function aWorld(): Promise<World> {
  const here = world();
  await here.users.upsert(
    'ada',
    { email: 'ada@example.com', phone: '+447400123456', locale: 'de', name: 'Ada', attributes: { plan: 'fleet' } },
    here.now(),
  );
  return here;
}

function depsOf(here: World, workflow: Pick<Workflow, 'when'>) {
  const workflows = new Map<string, Workflow>([['greeting', aWorkflow(workflow) as Workflow]]);
  return { ...here, workflows, smsCountries: ['GB'], retentionDays: 90 };
}

test('a condition is asked about the data and the user, and a channel whose is not met is skipped with its reason', async () => {
  const here = await aWorld();
  const asked: Asked<{ name: string }>[] = [];
  const when = {
    email: (about: Asked<{ name: string }>) => asked.push(about) > 0,
    sms: ({ user }: Asked<{ name: string }>) => user.email === undefined,
  };

  await dispatch(run, depsOf(here, { when } as unknown as Workflow));

  const { email, phone, locale } = { email: 'ada@example.com', phone: '+447400123456', locale: 'de' };
  expect(asked.at(-1)).toEqual({
    data: { name: 'Ada' },
    user: { id: 'ada', name: 'Ada', attributes: { plan: 'fleet' }, email, phone, locale },
  });
  const { messages = [], notification } = (await here.ledger.read(id)) ?? {};
  expect(messages.map(({ channel, status, reason }) => [channel, status, reason])).toEqual([
    ['inbox', 'delivered', undefined],
    ['email', 'queued', undefined],
    ['sms', 'skipped', 'condition_not_met'],
  ]);
  const because = "the publish named this channel, but the workflow's condition for SMS is not met";
  expect(messages[2]?.events).toMatchObject([{ detail: because }]);
  expect(notification?.explanation[2]).toMatchObject({ decision: 'skip', because });
});

test('it is asked again when what was held is released, of the user as they are then', async () => {
  const here = await aWorld();
  const deps = depsOf(here, { when: { sms: ({ user }) => user.locale === 'de' } });
  const sendAt = '2030-03-15T13:00:00.000Z';
  await dispatch({ ...run, sendAt }, deps);
  const { version } = await here.users.upsert('ada', {}, here.now());
  await here.users.choose({ userId: 'ada', choices: { locale: 'fr' }, version }, here.now());
  here.at(sendAt);

  const notificationId = notificationIdFor(new Date(sendAt), run.requestId, 'ada');
  await release({ type: 'release', version: 1, notificationId, dueAt: sendAt }, deps);

  const { messages = [] } = (await here.ledger.read(notificationId)) ?? {};
  expect(messages.map(({ status, reason }) => [status, reason])).toEqual([
    ['delivered', undefined],
    ['queued', undefined],
    ['skipped', 'condition_not_met'],
  ]);
});

describe('a condition that throws', () => {
  const broken = (name: unknown) => {
    if (name === 'Grace') throw new Error('Grace is not in the list');
    return true;
  };
  const when = { sms: ({ data }: Asked<{ name: string }>) => broken(data.name) } as Workflow['when'];
  const grace = { ...run, data: { name: 'Grace' } };

  test('sends nothing and loses nothing: the run comes back, and is put aside in the end', async () => {
    const here = await aWorld();

    await expect(dispatch(grace, depsOf(here, { when }))).rejects.toThrow(NotKnownYet);

    expect(await here.ledger.read(id)).toBeUndefined();
    await expect(dispatch(run, depsOf(here, { when }))).resolves.toBe('dispatched');
  });

  const key = ({ data }: Asked<{ name: string }>) => String(broken(data.name));
  test.each([
    ['when.sms', { when }],
    ['delay.until', { delay: { until: (asked: Asked<{ name: string }>) => void key(asked) } }],
    ['throttle.key', { throttle: { most: 3, minutes: 60, key } }],
    ['batch.by', { batch: { by: key, windowMinutes: 10, opens: 'quiet' } }],
  ] as [string, Partial<Workflow>][])(
    'as %s refuses a publish to a user who is known, and says nothing of the data',
    async (field, step) => {
      const here = await aWorld();
      const request = { workflow: 'greeting', recipients: ['ada'], data: { name: 'Grace' } };

      const refused = await validatePublish(request, here.now(), depsOf(here, step)).catch((error: unknown) => error);

      expect(refused).toBeInstanceOf(Refused);
      const detail = `workflow "greeting", ${field}: threw an error on this data`;
      expect(refused).toMatchObject({ code: 'payload_invalid', places: [{ pointer: '/recipients/0', detail }] });
    },
  );
});
