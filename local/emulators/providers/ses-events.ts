import { randomUUID } from 'node:crypto';
import { localRegion } from '../../endpoints.ts';
import type { Stoppable } from '../../stopping.ts';
import type { Resource } from '../../template/blueprint.ts';
import { localAccountId } from '../../template/lookup.ts';
import { startTelling } from '../telling.ts';
import type { BusEvent } from './event-bus.ts';
import type { Accepted, Outcome } from './outbox.ts';
import type { Tracks } from './tracked-mail.ts';

type Destination = Resource<'AWS::SES::ConfigurationSetEventDestination'>;
type EventType = Destination['properties']['EventDestination']['MatchingEventTypes'][number];

/** One thing that SES tells of an e-mail: what a destination asks for it by, what it is called, and the part of the event about it. */
type Told = {
  type: EventType;
  detailType: string;
  eventType: string;
  part: (accepted: Accepted, at: Date) => Record<string, unknown>;
};

/** What a reader did with a tracked e-mail, and by which program. */
export type Engaging = { type: 'open'; userAgent: string } | { type: 'click'; userAgent: string; link: string };

/** Tells what becomes of accepted e-mails, as SES does. */
export type SesEvents = Stoppable & {
  announce(accepted: Accepted): void;
  /** Tells that somebody opened it, or followed a link. */
  engage(accepted: Accepted, engaging: Engaging): void;
  /** What e-mails of a configuration set are changed for; nothing where they go as they are. */
  tracksOf(configurationSet: string | undefined): Tracks | undefined;
};

/** What is needed to tell it: the template's event destinations, and the default bus. */
export type SesEventsDeps = { destinations: readonly Destination[]; put: (event: BusEvent) => Promise<void>; now: () => Date };

/** How long after the answer each event comes: an e-mail is on its way for a moment, and its reader takes one as well. */
const delaysMs = [20, 150, 300];

/** Plays the event publishing of SES: what e-mails with a configuration set cause, to its destinations on the default bus. */
export function sesEvents({ destinations, put, now }: SesEventsDeps): SesEvents {
  const telling = startTelling();

  function tell(told: Told, accepted: Accepted, delayMs: number, recipients = accepted.to): void {
    telling.later(delayMs, () => put(toEvent(told, accepted, recipients, now())));
  }

  return {
    announce(accepted) {
      const wanted = wantedBy(destinations, accepted.configurationSet);
      for (const { outcome, recipients } of fatesOf(accepted))
        stories[outcome].forEach((told, step) => {
          if (wanted.has(told.type)) tell(told, accepted, delaysMs[step] ?? 0, recipients);
        });
    },
    engage: (accepted, engaging) => tell(toTold(engaging), accepted, 0),
    tracksOf(configurationSet) {
      const wanted = wantedBy(destinations, configurationSet);
      const tracks = (['open', 'click'] as const).filter((type) => wanted.has(type));
      return tracks.length === 0 ? undefined : tracks;
    },
    stop: telling.stop,
  };
}

function toTold({ type, ...what }: Engaging): Told {
  const [detailType, eventType] = type === 'open' ? ['Email Opened', 'Open'] : ['Email Clicked', 'Click'];
  const part = (_accepted: Accepted, at: Date) => ({ [type]: { ipAddress: '127.0.0.1', timestamp: at.toISOString(), ...what } });
  return { type, detailType, eventType, part };
}

function wantedBy(destinations: readonly Destination[], configurationSet: string | undefined): ReadonlySet<EventType> {
  const fitting = destinations.filter(
    ({ properties }) => properties.ConfigurationSetName === configurationSet && properties.EventDestination.Enabled,
  );
  return new Set(fitting.flatMap(({ properties }) => properties.EventDestination.MatchingEventTypes));
}

const send: Told = { type: 'send', detailType: 'Email Sent', eventType: 'Send', part: () => ({ send: {} }) };

const delivery: Told = {
  type: 'delivery',
  detailType: 'Email Delivered',
  eventType: 'Delivery',
  part: ({ to, sentAt }, at) => ({
    delivery: {
      timestamp: at.toISOString(),
      processingTimeMillis: at.getTime() - Date.parse(sentAt),
      recipients: to,
      smtpResponse: '250 2.6.0 Message received',
      remoteMtaIp: '127.0.0.1',
      reportingMTA: 'a8-53.smtp-out.amazonses.com',
    },
  }),
};

const hardBounce = bounce('Permanent', 'General', {
  action: 'failed',
  status: '5.1.1',
  diagnosticCode: 'smtp; 550 5.1.1 user unknown',
});
const onSuppressionList = bounce('Permanent', 'Suppressed', { action: 'failed', status: '5.1.1' });
const automaticReply = bounce('Transient', 'General', {});

const complaint: Told = {
  type: 'complaint',
  detailType: 'Email Complaint Received',
  eventType: 'Complaint',
  part: ({ to }, at) => ({
    complaint: {
      feedbackId: `${randomUUID()}-000000`,
      complaintSubType: null,
      complainedRecipients: to.map((emailAddress) => ({ emailAddress })),
      timestamp: at.toISOString(),
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: at.toISOString(),
    },
  }),
};

/** What becomes of whom: addresses of the mailbox simulator do as they say, and the others get it. */
function fatesOf({ to, outcome }: Accepted): { outcome: Outcome; recipients: string[] }[] {
  const simulated = to.filter((address) => address.toLowerCase().endsWith('@simulator.amazonses.com'));
  if (simulated.length === 0 || simulated.length === to.length) return [{ outcome, recipients: to }];
  return [
    { outcome: 'delivered', recipients: to.filter((address) => !simulated.includes(address)) },
    { outcome, recipients: simulated },
  ];
}

/** What follows what: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html (the mailbox simulator) */
const stories: Readonly<Record<Outcome, readonly Told[]>> = {
  delivered: [send, delivery],
  bounced: [send, hardBounce],
  complained: [send, delivery, complaint],
  suppressed: [send, onSuppressionList],
  out_of_office: [send, delivery, automaticReply],
};

function bounce(bounceType: string, bounceSubType: string, recipient: Record<string, string>): Told {
  return {
    type: 'bounce',
    detailType: 'Email Bounced',
    eventType: 'Bounce',
    part: ({ to }, at) => ({
      bounce: {
        feedbackId: `${randomUUID()}-000000`,
        bounceType,
        bounceSubType,
        bouncedRecipients: to.map((emailAddress) => ({ emailAddress, ...recipient })),
        timestamp: at.toISOString(),
        reportingMTA: 'dns; a8-53.smtp-out.amazonses.com',
      },
    }),
  };
}

function toEvent({ detailType, eventType, part }: Told, accepted: Accepted, recipients: string[], at: Date): BusEvent {
  const { id, from, to, tags, configurationSet = '', sentAt } = accepted;
  const ses = { 'ses:operation': 'SendRawEmail', 'ses:configuration-set': configurationSet, 'ses:source-ip': '127.0.0.1' };
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.ses',
    account: localAccountId,
    time: at.toISOString().replace(/\.\d{3}Z$/, 'Z'), // EventBridge's events carry whole seconds
    region: localRegion,
    resources: [`arn:aws:ses:${localRegion}:${localAccountId}:configuration-set/${configurationSet}`],
    detail: {
      eventType,
      mail: {
        timestamp: sentAt,
        source: from,
        sendingAccountId: localAccountId,
        messageId: id,
        destination: to,
        headersTruncated: false,
        headers: [],
        commonHeaders: { from: [from], to, messageId: id },
        tags: Object.fromEntries(Object.entries({ ...ses, ...tags }).map(([name, value]) => [name, [value]])),
      },
      ...part({ ...accepted, to: recipients }, at),
    },
  };
}
