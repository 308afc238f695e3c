import { channelOf, isSent, queueOf, sendChannels } from '../../../contract/channels/channels.ts';
import { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { PreferencesPatch } from '../../../contract/preferences/preferences.ts';
import { Contact } from '../../../contract/users/contact.ts';
import { Channel } from '../../../contract/values.ts';
import { addressesOn, addressKept, addressOn } from '../../../core/channels/rules/address.ts';
import { behaviourOf, copyOn } from '../../../core/channels/rules/behaviours.ts';
import { fallbackFor, mayAddFor } from '../../../core/delivery/rules/fallback.ts';
import { passOn } from '../../../core/planning/pass-on.ts';
import type { Plannable } from '../../../core/planning/rules/candidate.ts';
import { parseWindow, windowOf } from '../../../core/planning/rules/frequency-cap.ts';
import { plan } from '../../../core/planning/rules/plan.ts';
import { plannedStatus } from '../../../core/planning/rules/planned-status.ts';
import { hasChannel } from '../../../core/preferences/rules/show-preferences.ts';
import { writeCopy } from '../../../core/workflows/rules/copy.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { listChannels } from '../../../local/lists/channels.ts';
import { aMessage, aMoment, notificationId } from '../../world.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const midnight = new Date('2030-03-15T00:00:00Z');

const isTitled = (channel: Channel) => ['inbox', 'chat', 'push'].includes(channel);
const copyOf = (channel: Channel) => (isTitled(channel) ? { title: 'Hello', body: 'First.' } : 'Hello');

/** What every channel of the list promises, whoever added it. */
export function describeChannel(channel: Channel): void {
  const { words, address, queues, usualStatuses, ...is } = channelOf(channel);
  const { field, isOptional, standIn, isShortened, show, write } = copyOn(channel);
  const mayBeSilent = isOptional && standIn === undefined;
  const example = address?.kept.meta()?.example;
  const user = (address === undefined ? {} : given({ [address.field]: example })) as Contact;
  const changes = isOptional ? { [field]: () => copyOf(channel) } : {};
  const workflow = aWorkflow({ priority: 'high', ...changes }) as unknown as Workflow;
  const silent = aWorkflow(isOptional ? { priority: 'high', [field]: undefined } : {}) as unknown as Workflow;
  const planOn = (changes: Partial<Plannable> = {}, at = aMoment) =>
    plan({ workflow, user, overrides: { channels: [channel] }, ...changes }, at);

  /** What is registered for a user is given with nobody. */
  function given(contact: object): object {
    const read = Contact.safeParse(contact);
    expect(read.success).toBe(address?.isRegistered !== true);
    return read.data ?? contact;
  }

  test('is in every schema, and on the list of the console, with words for it', () => {
    expect(Channel.options).toContain(channel);
    expect(PreferencesPatch.safeParse({ categories: { any: { [channel]: 'opted_out' } } }).success).toBe(true);
    expect(listChannels()).toContainEqual(expect.objectContaining({ name: channel, title: words.title }));
    expect(Object.values(words).filter((word) => word === '')).toEqual([]);
    expect(usualStatuses.at(0)).toBe(isSent(channel) ? 'queued' : 'delivered');
  });

  test('has an address and a queue, or neither', async () => {
    const message = { version: 1, notificationId: notificationId('n1'), channel };
    const sent: object[] = [];
    const queue = { send: async (messages: object[]) => void sent.push(...messages) };
    const name = isSent(channel) ? queueOf(channel, { isBulk: false }) : 'none';

    await passOn([aMessage({ channel, status: 'queued' })], {}, { [name]: queue, now: () => aMoment } as never);

    expect(queues === undefined).toBe(address === undefined);
    expect(DeliverMessage.safeParse(message).success).toBe(isSent(channel));
    expect(sent).toEqual(isSent(channel) ? [message] : []);
  });

  test('keeps an address in a message as its user has it', () => {
    const kept = addressOn(channel, user);

    expect(addressesOn(channel, user).length).toBe(address === undefined ? 0 : 1);
    expect(kept && addressKept(channel, kept)).toEqual(example);
    expect(kept && behaviourOf(channel).playAddress?.(kept)).toBeUndefined(); // an ordinary address plays nothing
  });

  test('goes to who has an address and takes it, by a workflow with copy for it', () => {
    const preferences = { general: { [channel]: 'opted_out' } } as const;
    const [planned] = planOn();
    const [withoutAddress] = planOn({ user: {} });

    expect(planned).toMatchObject({ channel, decision: 'send' });
    expect(planned && plannedStatus(planned, { test: false })).toBe(isSent(channel) ? 'queued' : 'delivered');
    expect(withoutAddress?.reason).toBe(address === undefined ? undefined : 'no_address');
    expect(withoutAddress?.because).toContain(address?.noun ?? '');
    expect(planOn({ user: { ...user, preferences } })[0]?.because).toContain(words.many);
    expect(planOn({ workflow: silent }).length).toBe(mayBeSilent ? 0 : 1);
    expect([hasChannel([silent], channel), hasChannel([silent, workflow], channel)]).toEqual([!mayBeSilent, true]);
  });

  test('is held at night, digested and capped as it says', () => {
    const quietHours = { start: '22:00', end: '07:00' };
    const digest = 'daily' as const;
    const cap = { channel: channel as never, most: 5, per: 'hour' as const };
    const window = windowOf(cap, {}, aMoment);
    const frequencyCaps = { allowances: [cap], over: 'skip' as const, usedUp: [window] };
    const [capped] = planOn({ frequencyCaps });

    expect(planOn({ user: { ...user, quietHours } }, midnight)[0]?.decision).toBe(is.isHeldAtNight ? 'hold' : 'send');
    expect(planOn({ workflow: { ...workflow, digest } })[0]?.decision).toBe(is.isDigestible ? 'digest' : 'send');
    expect(capped?.because ?? '').toEqual(is.isCapped ? expect.stringContaining(`5 ${words.many}`) : expect.any(String));
    expect(capped?.decision).toBe(is.isCapped ? 'skip' : 'send');
    expect(parseWindow(window).channel).toBe(channel);
  });

  test('takes the place of another only where nobody has to pay, and another takes its place', () => {
    const mayAdd = mayAddFor(user, workflow);

    expect(mayAdd[channel] ?? false).toBe(!is.isPaid);
    for (const missed of sendChannels().filter((each) => each !== channel))
      expect(fallbackFor({ missed }, () => 'absent', { [channel]: true })).toEqual({ channel, how: 'added' });
    expect(fallbackFor({ missed: channel }, () => 'absent', { inbox: true })?.channel).toBe(
      isSent(channel) ? 'inbox' : undefined,
    );
  });

  test('writes copy that fits, says what does not, and shows it in a dry run', () => {
    const { copy, faults } = writeCopy(workflow, { name: 'Ada' } as never, { channels: [channel] });
    const long = 'x'.repeat(5000);
    const tooMuch = write(
      workflow,
      () => (isTitled(channel) ? { title: long, body: long } : long),
      () => undefined,
    );
    const email = { subject: 'Hello', html: '<p>Hello', text: 'Hello' };

    expect(faults).toEqual([]);
    expect('faults' in tooMuch && tooMuch.faults.every((fault) => fault.tooLong && fault.channel === channel)).toBe(true);
    expect('value' in tooMuch).toBe(isShortened ?? false);
    expect(
      channelOf(channel)
        .shown()
        .safeParse(show(copy, () => email)).error,
    ).toBeUndefined();
  });
}
