import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import type { BusEvent } from '../../../local/emulators/providers/event-bus.ts';
import type { Accepted, Outcome } from '../../../local/emulators/providers/outbox.ts';
import { type SesEvents, type SesEventsDeps, sesEvents } from '../../../local/emulators/providers/ses-events.ts';
import { readTemplate } from '../../../local/template/blueprint.ts';
import { aTemplate, place } from '../a-template.ts';

const now = () => new Date('2030-06-01T12:00:01.250Z');
let put: BusEvent[];
let events: SesEvents;

function destinations(change: Record<string, unknown> = {}): SesEventsDeps['destinations'] {
  const destination = {
    Enabled: true,
    EventBridgeDestination: { EventBusArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' },
    MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint'],
    ...change,
  };
  const Events = {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: { ConfigurationSetName: 'bellhop', EventDestination: destination },
  };
  return readTemplate(aTemplate({ Events }), place).eventDestinations;
}

function anAccepted(changes: Partial<Accepted> = {}): Accepted {
  return {
    id: 'ses-1',
    channel: 'email',
    from: '"Bellhop" <hello@example.com>',
    to: ['ada@example.com'],
    raw: '',
    tags: { notification_id: 'ntf_1' },
    configurationSet: 'bellhop',
    outcome: 'delivered',
    sentAt: '2030-06-01T12:00:00.250Z',
    ...changes,
  };
}

function start(given: SesEventsDeps['destinations'] = destinations()): void {
  put = [];
  events = sesEvents({ destinations: given, put: async (event) => void put.push(event), now });
}

/** Announces an e-mail, and a plain one after it: once that is told to its end, so is whatever the first one causes. */
async function toldOf(accepted: Accepted): Promise<BusEvent[]> {
  const last = anAccepted({ id: 'last', outcome: 'complained' });
  events.announce(accepted);
  events.announce(last);
  const toldOfLast = () => put.filter((event) => messageId(event) === 'last');
  while (toldOfLast().length < 3) await sleep(10);
  return put.filter((event) => messageId(event) === accepted.id);
}

function messageId(event: BusEvent): string {
  return ProviderEvent.parse(event).detail.mail.messageId;
}

afterEach(() => events.stop());

test.each<[Outcome, string[]]>([
  ['delivered', ['Email Sent', 'Email Delivered']],
  ['bounced', ['Email Sent', 'Email Bounced']],
  ['complained', ['Email Sent', 'Email Delivered', 'Email Complaint Received']],
  ['suppressed', ['Email Sent', 'Email Bounced']],
  ['out_of_office', ['Email Sent', 'Email Delivered', 'Email Bounced']],
])('an e-mail that is %s causes these events, as the contract has them', async (outcome, types) => {
  start();

  const told = await toldOf(anAccepted({ outcome }));

  expect(told.map((event) => ProviderEvent.parse(event)['detail-type'])).toEqual(types);
  expect(told[0]).toMatchObject({
    source: 'aws.ses',
    detail: {
      mail: { destination: ['ada@example.com'], tags: { notification_id: ['ntf_1'], 'ses:configuration-set': ['bellhop'] } },
    },
  });
});

test('what nobody asked to be told is not told', async () => {
  start();
  expect(await toldOf(anAccepted({ configurationSet: 'other' }))).toEqual([]);
  await events.stop();

  start([...destinations({ Enabled: false }), ...destinations({ MatchingEventTypes: ['complaint'] })]);
  events.announce(anAccepted({ outcome: 'complained' }));
  while (put.length === 0) await sleep(10);
  expect(put.map((event) => event['detail-type'])).toEqual(['Email Complaint Received']);
});

test('a destination that SES would not take is refused with the template', () => {
  const EventBusArn = 'arn:aws:events:us-east-1:000000000000:event-bus/own';

  expect(() => destinations({ EventBridgeDestination: { EventBusArn } })).toThrow('EventBusArn');
  start();
});

test('what a reader did is told where it is asked for, as AWS tells it, and changes e-mails there alone', async () => {
  start(destinations({ MatchingEventTypes: ['send', 'open', 'click'] }));
  const link = 'https://app.example.com/r';

  events.engage(anAccepted(), { type: 'open', userAgent: 'a phone' });
  events.engage(anAccepted(), { type: 'click', userAgent: 'a phone', link });

  while (put.length < 2) await sleep(10);
  const told = put.map((event) => ProviderEvent.parse(event));
  expect(told).toMatchObject([
    { 'detail-type': 'Email Opened', detail: { open: { userAgent: 'a phone' }, mail: { destination: ['ada@example.com'] } } },
    { 'detail-type': 'Email Clicked', detail: { click: { userAgent: 'a phone', link } } },
  ]);
  expect(events.tracksOf('bellhop')).toEqual(['open', 'click']);
  expect(events.tracksOf('other')).toBeUndefined();
});
