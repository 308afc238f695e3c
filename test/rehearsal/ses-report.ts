import { readFileSync } from 'node:fs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Deployment } from './deployment.ts';
import { assert } from './step.ts';

type Detail = { bounce: object; mail: { tags: Record<string, string[]> } };

/** What AWS shows of a bounce: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html */
const sample: { detail: Detail } = JSON.parse(readFileSync('events/record-feedback.json', 'utf8'));

/** What SES reports of an e-mail, each with the part that AWS's page shows. */
const reports = {
  delivery: (address: string, timestamp: string) => ({
    type: 'Email Delivered',
    eventType: 'Delivery',
    part: {
      delivery: {
        timestamp,
        processingTimeMillis: 3956,
        recipients: [address],
        smtpResponse: '250 ok:  Message 64111812 accepted',
        reportingMTA: 'mta.example.com',
      },
    },
  }),
  bounce: (address: string, timestamp: string) => ({
    type: 'Email Bounced',
    eventType: 'Bounce',
    part: {
      bounce: {
        ...sample.detail.bounce,
        timestamp,
        bouncedRecipients: [
          { emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
        ],
      },
    },
  }),
  complaint: (address: string, timestamp: string) => ({
    type: 'Email Complaint Received',
    eventType: 'Complaint',
    part: {
      complaint: {
        complainedRecipients: [{ emailAddress: address }],
        timestamp,
        feedbackId: '0100017c7b6c3c7a-example-000000',
        complaintSubType: null,
        userAgent: 'Amazon SES Mailbox Simulator',
        complaintFeedbackType: 'abuse',
        arrivalDate: timestamp,
      },
    },
  }),
};

/** Puts on the default bus what SES reports there of an e-mail: the emulator has no SES that would (emulator/gaps.py). */
export async function reportOfSes(
  { aws, output }: Deployment,
  kind: keyof typeof reports,
  { id, address }: { id: string; address: string },
): Promise<void> {
  const now = new Date().toISOString();
  const { type, eventType, part } = reports[kind](address, now);
  const tags = { ...sample.detail.mail.tags, 'ses:configuration-set': [output('ConfigurationSetName')], notification_id: [id] };
  const mail = { ...sample.detail.mail, timestamp: now, destination: [address], tags };
  const Entry = { Source: 'aws.ses', DetailType: type, Detail: JSON.stringify({ eventType, mail, ...part }) };
  const { FailedEntryCount, Entries } = await aws.events.send(new PutEventsCommand({ Entries: [Entry] }));
  assert(FailedEntryCount === 0, `the bus refused the report: ${JSON.stringify(Entries)}`);
}
