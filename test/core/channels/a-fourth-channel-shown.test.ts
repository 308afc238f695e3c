// before the modules whose schemas are made from the list of channels
const { aPagerWorld, pager, pagerDryRun } = await import('./pager-channel.ts');
const { DryRunAnswer } = await import('../../../contract/dry-run/dry-run.ts');
const { dryRun } = await import('../../../core/dry-run/dry-run.ts');
const { FaultOrder } = await import('../../../local/emulators/providers/faults.ts');
const { openOutbox } = await import('../../../local/emulators/providers/outbox.ts');
const { localAnswers } = await import('../../../local/gateway/local-answers.ts');
const { listChannels } = await import('../../../local/lists/channels.ts');
const { scratchFolder } = await import('../../lib/scratch-folder.ts');
const { smsTerms } = await import('../../world.ts');
const { channelDeps } = await import('../dry-run/dry-run-deps.ts');

/** What a dry run says of a page to these pagers. */
async function dryRunTo(pagers: string[]) {
  const here = await aPagerWorld(pagers);
  const { senders, ...deps } = channelDeps(here.meter, smsTerms());
  const request = { workflow: 'greeting', recipients: ['ada'], data: { name: 'Ada' }, channels: [pager] };

  const answer = await dryRun({ request, test: false }, { ...here, ...deps, senders: { ...senders, [pager]: pagerDryRun } });

  return DryRunAnswer.parse(JSON.parse(JSON.stringify(answer))).data[0]?.channels.find(({ channel }) => channel === pager);
}

test('a dry run shows its text, and what it costs', async () => {
  expect(await dryRunTo(['d1'])).toMatchObject({ decision: 'send', copy: { pager: { text: 'Hello' } }, cost_usd: 0.01 });
});

test('a dry run says when it would not be let go', async () => {
  const told = await dryRunTo(['gone']);

  expect(told).toMatchObject({
    turned_down: { reason: 'unreachable', because: expect.stringMatching(/^the pager is gone; /) },
    cost_usd: 0,
  });
});

test('the console has it with its words, a plain icon, its address, its queue and who sends it', () => {
  const { data } = localAnswers['GET /local/channels'].parse({ data: listChannels() });

  expect(data.at(-1)).toMatchObject({
    name: pager,
    title: 'Page',
    many: 'pages',
    icon: 'channel',
    is_sent: true,
    address: { field: 'pagers', noun: 'pager', is_list: true },
    queues: [{ name: 'pager', title: 'Page' }],
    provider: { name: 'radio', title: 'Radio' },
    providers: [{ name: 'radio', title: 'Radio' }],
  });
});

test('a fault can be scripted for its provider', () => {
  const order = { service: 'radio', fault: 'throttle', count: 2 };

  expect(FaultOrder.parse(order)).toEqual(order);
  expect(FaultOrder.safeParse({ ...order, service: 'smoke' }).success).toBe(false);
});

test('the outbox has what was sent on it', async () => {
  const outbox = openOutbox(`${scratchFolder()}/outbox`);
  const accepted = { from: 'app', to: ['d1'], tags: {}, outcome: 'delivered' as const, sentAt: '2030-03-15T12:00:00.000Z' };
  outbox.add({ ...accepted, id: 'p1', channel: pager as never, raw: 'Hello' });

  const data = await outbox.list({ channel: pager });

  expect(localAnswers['GET /local/outbox'].parse({ data }).data).toMatchObject([
    { id: 'p1', channel: pager, to: 'd1', text: 'Hello' },
  ]);
});
