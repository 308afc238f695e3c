import type { Channel } from '../../../contract/values.ts';
import { dryRun } from '../../../core/dry-run/dry-run.ts';
import type { Choices } from '../../../core/preferences/rules/preferences.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { message } from '../../../workflows/message/workflow.ts';
import { smsTerms, world } from '../../world.ts';
import { aChatConnection } from '../channels/chat/a-chat-connection.ts';
import { aDevice, putAsIs } from '../channels/push/a-device.ts';
import { carryOut } from '../dry-run/carry-out.ts';
import { channelDeps } from '../dry-run/dry-run-deps.ts';

const data = { title: 'Hello', body: 'First.' };
const link = `https://example.com/${'x'.repeat(416)}`;

const push = () => ({ title: 'Hello', body: 'First.' });

/** A workflow whose copy differs in one place; its key stays, so that there is an e-mail for it. */
function aWorkflow(changes: Partial<Workflow<typeof message.payload>> = {}): Workflow {
  return {
    ...message,
    chat: () => data,
    push,
    channels: ['inbox', 'email', 'sms', 'chat', 'push'],
    ...changes,
  } as unknown as Workflow;
}

const tooLong: Record<Channel, Parameters<typeof aWorkflow>[0]> = {
  inbox: { inbox: () => ({ ...data, actionUrl: link + link.repeat(5) }) },
  email: { subject: () => 'x'.repeat(201) },
  sms: { sms: () => `Look here: ${link}` },
  chat: { chat: () => ({ ...data, fields: Array.from({ length: 11 }, () => ({ name: 'n', value: 'v' })) }) },
  push: { push: () => ({ title: 'x'.repeat(121), body: '' }) },
};
const reasonOf: Record<Channel, RegExp> = {
  inbox: /inbox\.actionUrl: .*2048/,
  email: /subject: .*200/,
  sms: /sms: takes 3 segments in GSM-7, and 2 are allowed/,
  chat: /chat\.fields: .*10/,
  push: /push\.title: .*120/,
};
const names = Object.keys(tooLong) as Channel[];

async function publishAndDryRun(workflow: Workflow, { choices, channels }: { choices?: Choices; channels?: Channel[] } = {}) {
  const here = world();
  await here.users.upsert('ada', { email: 'ada@example.com', phone: '+447400123456' }, here.now());
  await here.chatConnections.put('ada', () => ({ connection: aChatConnection(), drop: [] }), here.now());
  await putAsIs(here.devices, 'ada', aDevice());
  const version = (await here.users.getMany(['ada'])).get('ada')?.version ?? 0;
  if (choices !== undefined) await here.users.choose({ userId: 'ada', choices, version }, here.now());
  const request = { workflow: 'message', recipients: ['ada'], data, ...(channels && { channels }) };
  const house = { workflows: new Map([['message', workflow]]), terms: smsTerms() };
  const told = await dryRun({ request, test: false }, { ...here, ...house, ...channelDeps(here.meter, house.terms) });
  const { stories, skipped, sent } = await carryOut(here, house, { request, test: false, users: ['ada'] });
  return { told: told.data[0]?.channels ?? [], messages: stories[0]?.messages ?? [], skipped, sent };
}

test.each(names)('what is too long for %s costs that channel alone, and says so everywhere', async (channel) => {
  const { told, messages, skipped } = await publishAndDryRun(aWorkflow(tooLong[channel]));
  const reason = expect.stringMatching(reasonOf[channel]);

  expect(skipped).toEqual([{ channel, reason: 'content_too_long', detail: reason }]);
  expect(messages.map((each) => [each.channel, each.status])).toEqual(
    names.map((each) => [each, each === channel ? 'skipped' : each === 'inbox' ? 'delivered' : 'sent']),
  );
  const message = messages.find((each) => each.channel === channel);
  expect(message).toMatchObject({ reason: 'content_too_long', events: [{ status: 'skipped', detail: reason }] });
  expect(told.find((each) => each.channel === channel)).toMatchObject({
    decision: 'skip',
    reason: 'content_too_long',
    because: reason,
    copy: {},
    cost_usd: 0,
  });
});

test('what fits says nothing of it', async () => {
  expect(await publishAndDryRun(aWorkflow())).toMatchObject({ skipped: undefined });
});

test.each(names)('a publish that is too long for %s, its only channel, is refused', async (channel) => {
  const refusal = publishAndDryRun(aWorkflow(tooLong[channel]), { channels: [channel] });

  await expect(refusal).rejects.toMatchObject({ code: 'payload_invalid', places: [{ pointer: '/data' }] });
});

test('copy that no length explains is refused as a whole', async () => {
  const refusal = publishAndDryRun(aWorkflow({ subject: () => 'a\r\nBcc: eve@example.com' }));

  await expect(refusal).rejects.toMatchObject({ code: 'payload_invalid' });
});

test('a digest shows the beginning of what is too long for the inbox', async () => {
  const title = 'Many words. '.repeat(20);
  const workflow = aWorkflow({ inbox: () => ({ ...data, title }), digest: 'daily' });
  const { told, sent } = await publishAndDryRun(workflow);
  const beginning = expect.stringMatching(/^(?:Many words\. )+.*\.\.\.$/);

  expect(told.find(({ channel }) => channel === 'email')?.copy).toEqual({ digest: { title: beginning, body: 'First.' } });
  expect(sent).toContainEqual(
    expect.objectContaining({ said: expect.objectContaining({ text: expect.stringContaining('Many words. Many words.') }) }),
  );
});

test('a language in which it is too long is named, and the others have it', async () => {
  const german = { ...message, chat: () => data, push, sms: () => `Siehe: ${link}` };
  const { skipped, messages } = await publishAndDryRun(aWorkflow({ translations: { de: german } }));

  expect(skipped).toEqual([expect.objectContaining({ channel: 'sms', detail: expect.stringContaining('in "de"') })]);
  expect(messages.find(({ channel }) => channel === 'sms')?.status).toBe('sent');
});

test('what was replaced in an SMS is told by the trace and the dry run', async () => {
  const sms = () => 'It’s done – have a look';
  const { told, sent } = await publishAndDryRun(aWorkflow({ sms, smsText: 'gsm' }));

  expect(sent).toContainEqual(expect.objectContaining({ said: { text: "It's done - have a look" } }));
  expect(told.find(({ channel }) => channel === 'sms')).toMatchObject({
    because: expect.stringContaining('for GSM-7 it says "\'" for "’", "-" for "–"'),
    copy: {
      sms: {
        parts: 1,
        replaced: [
          { from: '’', to: "'" },
          { from: '–', to: '-' },
        ],
      },
    },
  });
});
