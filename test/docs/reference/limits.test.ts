// docs/limits.md says what is taken: each figure is tried on the schema or rule that holds it, and one more is refused.
import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { RatePerMinute } from '../../../contract/broadcasts/audience.ts';
import { BoundedCondition, faultsOf } from '../../../contract/broadcasts/condition.ts';
import { CancellationKey } from '../../../contract/cancellation/cancellation-key.ts';
import { EmailAddress } from '../../../contract/channels/email/email-address.ts';
import { InboxActions } from '../../../contract/channels/inbox/actions.ts';
import { DryRunRequest } from '../../../contract/dry-run/dry-run.ts';
import { mostVariants } from '../../../contract/experiments/experiment.ts';
import { Limit } from '../../../contract/http/cursor.ts';
import { mostExamined } from '../../../contract/message-log/notification-list.ts';
import { mostReplayed } from '../../../contract/message-log/resend.ts';
import { maxPublishBytes } from '../../../contract/publishing/max-publish-bytes.ts';
import { PublishedMessage, PublishRequest } from '../../../contract/publishing/publish.ts';
import { NewSchedule } from '../../../contract/schedules/schedules.ts';
import { settingSchemas } from '../../../contract/settings.ts';
import { mostDays } from '../../../contract/statistics/statistics.ts';
import { TenantId } from '../../../contract/tenants/tenant-id.ts';
import { TopicName } from '../../../contract/topics/topics.ts';
import { BulkUsers } from '../../../contract/users/bulk.ts';
import { Contact } from '../../../contract/users/contact.ts';
import { Attributes, AttributeValue } from '../../../contract/users/profile.ts';
import { Category, UserId, WebUrl, WorkflowKey } from '../../../contract/values.ts';
import { mostInBatch, mostShown as shownOfBatch } from '../../../core/batches/rules/most-in-batch.ts';
import { mostAttachedBytes } from '../../../core/channels/email/rules/attachments.ts';
import { mostDevices } from '../../../core/channels/push/devices.ts';
import { maxSmsSegmentsUnlessSet } from '../../../core/channels/sms/rules/sms-segments.ts';
import { mostShown as shownOfDigest } from '../../../core/digests/rules/digest-contents.ts';
import { OwnerContext } from '../../../lib/settings/owner-settings.ts';
import { stages } from '../../../lib/stage.ts';

const page = readFileSync('docs/limits.md', 'utf8');
const rows = new Map([...page.matchAll(/^\| (.+?) \| (.+?) \|/gm)].map(([, what = '', most = '']) => [what, most]));
const figure = (what: string) => Number(/^[\d,]+/.exec(rows.get(what) ?? '')?.[0].replaceAll(',', ''));

const many = <T>(count: number, of: (at: number) => T) => Array.from({ length: count }, (_, at) => of(at));
const takes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;
const letters = (count: number) => 'a'.repeat(count);
const publish = { workflow: 'message', recipients: ['ada'] };
const schedule = { workflow: 'message', recipients: ['ada'], cron: '0 9 * * *' };
const equals = (value: string) => ({ attribute: 'plan', equals: value });
const nested = (levels: number): object => (levels === 1 ? equals('pro') : { not: nested(levels - 1) });
/** JSON of so many bytes: `{"k0":"aaa…"}` in texts short enough for an attribute. */
const ofBytes = (bytes: number) => {
  const whole = Object.fromEntries(many(4, (at) => [`k${at}`, letters(1_000)]));
  const rest = bytes - JSON.stringify({ ...whole, rest: '' }).length;
  return { ...whole, rest: letters(rest) };
};
const conditionOfBytes = (bytes: number) => {
  const one = (text: string) => ({ in: [...many(4, () => letters(900)), text], attribute: 'plan' });
  return one(letters(bytes - JSON.stringify(one('')).length));
};

/** Whether so many are taken, by the schema that calls are read with. */
const tried: Readonly<Record<string, (count: number) => boolean>> = {
  'recipients of a publish': (count) => takes(PublishRequest, { ...publish, recipients: many(count, String) }),
  'users of a bulk call': (count) => takes(BulkUsers, { users: many(count, (at) => ({ id: String(at) })) }),
  'recipients of a dry run': (count) => takes(DryRunRequest, { ...publish, recipients: many(count, String) }),
  'entries on a page of a list': (count) => takes(Limit, String(count)),
  '`Idempotency-Key`, in characters': (count) => takes(PublishedMessage, { ...publish, idempotency_key: letters(count) }),
  'id of a user, in characters': (count) => takes(UserId, letters(count)),
  'id of a tenant, in characters': (count) => takes(TenantId, letters(count)),
  'name of a topic, in characters': (count) => takes(TopicName, letters(count)),
  'key of a workflow, in characters': (count) => takes(WorkflowKey, letters(count)),
  'name of a category, in characters': (count) => takes(Category, letters(count)),
  'cancellation key, in characters': (count) => takes(CancellationKey, letters(count)),
  'e-mail address, in characters': (count) =>
    takes(EmailAddress, `a@${many(count - 6, (at) => (at % 60 === 59 ? '.' : 'b')).join('')}.com`),
  'web address, in characters': (count) => takes(WebUrl, `https://example.com/${letters(count - 20)}`),
  'attributes of a user': (count) => takes(Attributes, Object.fromEntries(many(count, (at) => [`k${at}`, 1]))),
  'attributes of a user, in bytes as JSON': (count) => takes(Attributes, ofBytes(count)),
  'a text attribute, in characters': (count) => takes(AttributeValue, letters(count)),
  'addresses on a channel': (count) => takes(Contact, { emails: many(count, (at) => ({ address: `a${at}@example.com` })) }),
  'a notification is kept for, in days': (count) => takes(settingSchemas.RETENTION_DAYS_BY_CATEGORY(), `billing:${count}`),
  'recipients of a schedule': (count) => takes(NewSchedule, { ...schedule, recipients: many(count, String) }),
  'data of a schedule, in bytes': (count) =>
    takes(NewSchedule, { ...schedule, data: { text: letters(count - '{"text":""}'.length) } }),
  'lateness with which a run may start, in seconds': (count) => takes(NewSchedule, { ...schedule, grace: count }),
  'levels of a condition': (count) => faultsOf(nested(count)).length === 0,
  'a condition, in bytes as JSON': (count) => takes(BoundedCondition, conditionOfBytes(count)),
  'values or conditions in one list of a condition': (count) =>
    takes(BoundedCondition, { attribute: 'plan', in: many(count, String) }) &&
    takes(BoundedCondition, { or: many(count, () => equals('pro')) }),
  'notifications of a broadcast in a minute, when you limit them': (count) => takes(RatePerMinute, count),
  'buttons of an inbox item': (count) =>
    takes(
      InboxActions,
      many(count, (at) => ({ id: `b${at}`, label: 'Go' })),
    ),
  'functions at work on one queue, `queueConcurrency`': (count) => takes(OwnerContext.shape.queueConcurrency, count),
};

/** Those that a rule holds by a figure of its own, which its tests try. */
const held: Readonly<Record<string, number>> = {
  'notifications that one filtered call looks at': mostExamined,
  'notifications sent again by one call': mostReplayed,
  'days of statistics in a call': mostDays,
  'devices for push messages': mostDevices,
  'files of an e-mail, in bytes together': mostAttachedBytes,
  'segments of an SMS, unless its workflow says otherwise': maxSmsSegmentsUnlessSet,
  "notifications in a digest's e-mail, by their texts": shownOfDigest,
  'notifications gathered in a batch': mostInBatch,
  'of a batch, shown with their data': shownOfBatch,
  'variants of an experiment': mostVariants,
};

test.each(Object.entries(tried))('of %s as many are taken as the page says, and not one more', (what, takesSoMany) => {
  expect([takesSoMany(figure(what)), takesSoMany(figure(what) + 1)]).toEqual([true, false]);
});

test('the other figures are those of the rules that hold them', () => {
  const ofThePage = Object.fromEntries(Object.keys(held).map((what) => [what, figure(what)]));

  expect(ofThePage).toEqual(held);
  expect(rows.get('body of a publish')).toBe(`${maxPublishBytes / 1024} KB`);
});

test('what differs from stage to stage is as the stages say', () => {
  const { dev, staging, prod, local } = stages;
  const minute = [dev, local, staging, prod].map(({ callsPerMinute }) => callsPerMinute.toLocaleString('en'));
  const second = [dev, staging, local, prod].map(({ throttle }) => throttle.server.perSecond);

  expect(rows.get('calls of one API key in a minute')).toBe(`dev and local ${minute[0]}, staging and prod ${minute[2]}`);
  expect([minute[1], minute[3]]).toEqual([minute[0], minute[2]]);
  expect(rows.get('calls of all servers in a second')).toBe(`dev, staging and local ${second[0]}, prod ${second[3]}`);
  expect(second.slice(0, 3)).toEqual([second[0], second[0], second[0]]);
});
