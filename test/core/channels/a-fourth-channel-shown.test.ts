// before the modules whose schemas are made from the list of channels
const { aPushWorld, push, pushDryRun } = await import('./push-channel.ts');
const { DryRunAnswer } = await import('../../../contract/dry-run/dry-run.ts');
const { dryRun } = await import('../../../core/dry-run/dry-run.ts');
const { FaultOrder } = await import('../../../local/emulators/providers/faults.ts');
const { openOutbox } = await import('../../../local/emulators/providers/outbox.ts');
const { localAnswers } = await import('../../../local/gateway/local-answers.ts');
const { listChannels } = await import('../../../local/lists/channels.ts');
const { aFolder } = await import('../../local/a-folder.ts');
const { smsTerms } = await import('../../world.ts');
const { channelDeps } = await import('../dry-run/dry-run-deps.ts');

/** What a dry run says of a push to these devices. */
async function dryRunTo(devices: string[]) {
  const here = await aPushWorld(devices);
  const { senders, ...deps } = channelDeps(here.meter, smsTerms());
  const request = { workflow: 'greeting', recipients: ['ada'], data: { name: 'Ada' }, channels: [push] };

  const answer = await dryRun({ request, test: false }, { ...here, ...deps, senders: { ...senders, [push]: pushDryRun } });

  return DryRunAnswer.parse(JSON.parse(JSON.stringify(answer))).data[0]?.channels.find(({ channel }) => channel === push);
}

test('a dry run shows its text, and what it costs', async () => {
  expect(await dryRunTo(['d1'])).toMatchObject({ decision: 'send', copy: { push: { text: 'Hello' } }, cost_usd: 0.01 });
});

test('a dry run says when it would not be let go', async () => {
  const told = await dryRunTo(['gone']);

  expect(told).toMatchObject({
    turned_down: { reason: 'unreachable', because: expect.stringMatching(/^the device is gone; /) },
    cost_usd: 0,
  });
});

test('the console has it with its words, a plain icon, its address, its queue and who sends it', () => {
  const { data } = localAnswers['GET /local/channels'].parse({ data: listChannels() });

  expect(data.at(-1)).toMatchObject({
    name: push,
    title: 'Push',
    many: 'pushes',
    icon: 'channel',
    is_sent: true,
    address: { field: 'devices', noun: 'device', is_list: true },
    queues: [{ name: 'push', title: 'Push' }],
    provider: { name: 'fcm', title: 'FCM' },
    providers: [{ name: 'fcm', title: 'FCM' }],
  });
});

test('a fault can be scripted for its provider', () => {
  const order = { service: 'fcm', fault: 'throttle', count: 2 };

  expect(FaultOrder.parse(order)).toEqual(order);
  expect(FaultOrder.safeParse({ ...order, service: 'apns' }).success).toBe(false);
});

test('the outbox has what was sent on it', async () => {
  const outbox = openOutbox(`${aFolder()}/outbox`);
  const accepted = { from: 'app', to: ['d1'], tags: {}, outcome: 'delivered' as const, sentAt: '2030-03-15T12:00:00.000Z' };
  outbox.add({ ...accepted, id: 'p1', channel: push as never, raw: 'Hello' });

  const data = await outbox.list({ channel: push });

  expect(localAnswers['GET /local/outbox'].parse({ data }).data).toMatchObject([
    { id: 'p1', channel: push, to: 'd1', text: 'Hello' },
  ]);
});
