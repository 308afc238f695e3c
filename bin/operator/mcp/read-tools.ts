import * as z from 'zod';
import { DryRunAnswer } from '../../../contract/dry-run/dry-run.ts';
import { Cursor } from '../../../contract/http/cursor.ts';
import { WorkflowList } from '../../../contract/message-log/lists.ts';
import { NotificationPage, notificationFilter } from '../../../contract/message-log/notification-list.ts';
import { StuckWork } from '../../../contract/operations/stuck-work.ts';
import { publishFields, Recipient } from '../../../contract/publishing/publish.ts';
import { StatisticsAnswer, StatisticsQuery } from '../../../contract/statistics/statistics.ts';
import { NotificationId, WorkflowKey } from '../../../contract/values.ts';
import { CannotDo } from '../cannot-do.ts';
import { diagnoseAll } from '../doctor/doctor.ts';
import { gatherFacts } from '../doctor/facts.ts';
import { printDiagnoses } from '../doctor/print-diagnoses.ts';
import { aboutNotification } from '../why/about-notification.ts';
import { lookFor, nothingKnown } from '../why/look-for.ts';
import { defineTool, ofTenant, type Tool } from './tool.ts';

/** How many users one dry run foresees: each has a text for every channel. */
const mostForeseen = 20;

const why = defineTool({
  name: 'why',
  title: 'Why did it not arrive?',
  description:
    'Says in sentences why something did or did not arrive: of an address whose it is and whether it is suppressed, of a user how they can be reached and ' +
    'what they switched off, of a notification each of its steps; and what is paused. Begin here.',
  input: z.strictObject({
    about: z.string().min(1).max(320).describe("An e-mail address, a phone number, a user's id, or a notification's like ntf_…"),
    tenant: ofTenant,
    limit: pageSize({ most: 20, usual: 5 }),
  }),
  async run({ about, tenant, limit }, place) {
    const { found, lines } = await lookFor(about, { ...place, tenant, limit, raw: false });
    if (!found) throw nothingKnown(place.stage);
    return { lines };
  },
});

const showNotification = defineTool({
  name: 'show_notification',
  title: 'What happened to a notification',
  description: 'Tells what happened to one notification on every channel, step by step, and what it waits for.',
  input: z.strictObject({ id: NotificationId }),
  async run({ id }, place) {
    const { found, lines } = await aboutNotification(id, place);
    if (!found) throw new CannotDo(`there is no notification "${id}"; it was cleaned away, or is not planned yet`);
    return { lines };
  },
});

const listNotifications = defineTool({
  name: 'list_notifications',
  title: 'List notifications',
  description:
    'Lists notifications, newest first, by any of these filters, all of them at once; a JSON document each. "channel" and "status" are of ' +
    'the same message. A page may be empty and have another behind it.',
  input: z.strictObject({
    ...notificationFilter,
    test: z.boolean().optional().describe('Only those of test keys, or only the others'),
    limit: pageSize({ most: 50, usual: 20 }),
    cursor: Cursor.optional(),
  }),
  async run(asked, { api }) {
    const page = await api.find(NotificationPage, `/v1/notifications?${queryOf(asked)}`);
    return { lines: jsonLines(page?.data), cursor: page?.next_cursor };
  },
});

const statistics = defineTool({
  name: 'statistics',
  title: 'Notifications in numbers',
  description: 'What became of notifications, in numbers, and what they cost: first what all rows come to, then a row a line.',
  input: StatisticsQuery.omit({ format: true }),
  async run(asked, { api }) {
    const found = await api.find(StatisticsAnswer, `/v1/statistics?${queryOf(asked)}`);
    if (found === undefined) throw new CannotDo('this stage counts nothing yet; deploy it again with this version');
    const { data, ...sums } = found;
    return { lines: jsonLines([sums, ...data]) };
  },
});

const dryRun = defineTool({
  name: 'dry_run',
  title: 'What would a publish do?',
  description: `Foresees a publish to up to ${mostForeseen} users: on which channels, when, why, in which words and at what cost. Nothing is sent.`,
  input: z.strictObject({
    ...publishFields.pick({
      workflow: true,
      tenant: true,
      data: true,
      actor: true,
      priority: true,
      channels: true,
      send_at: true,
    }).shape,
    recipients: z.array(Recipient).min(1).max(mostForeseen),
  }),
  async run(body, { api }) {
    const answer = await api.send(DryRunAnswer, { method: 'POST', path: '/v1/notifications/dry-run', body });
    if (answer === undefined) throw new CannotDo('this stage has no dry run');
    return { lines: jsonLines([...answer.data, ...answer.refused.map((refused) => ({ refused }))]) };
  },
});

const listWorkflows = defineTool({
  name: 'list_workflows',
  title: 'List workflows',
  description:
    'The workflows that can be published. With "key" the whole of one: the JSON Schema of its data, an example, its steps.',
  input: z.strictObject({ key: WorkflowKey.optional() }),
  async run({ key }, { api }) {
    const all = (await api.find(WorkflowList, '/v1/workflows'))?.data ?? [];
    if (key === undefined) return { lines: jsonLines(all.map(({ payload, example, steps, experiment, ...short }) => short)) };
    const one = all.find((each) => each.key === key);
    if (one === undefined) throw new CannotDo(`there is no workflow "${key}": ${all.map((each) => each.key).join(', ')}`);
    return { lines: [JSON.stringify(one)] };
  },
});

const health = defineTool({
  name: 'health',
  title: 'Is all in order?',
  description:
    'Looks as the doctor does at the stack, the senders, DNS, pauses, scheduled jobs and dead-letter messages, says what is wrong and how to ' +
    'mend it, and lists work that is stuck. Takes up to a minute.',
  input: z.strictObject({}),
  async run(_, { api, stage }) {
    const lines: string[] = [];
    printDiagnoses(await diagnoseAll(gatherFacts(stage)), (line) => lines.push(...line.split('\n')));
    const stuck = (await api.find(StuckWork, '/v1/health/stuck'))?.data ?? [];
    return { lines: [...lines, ...(stuck.length === 0 ? ['Nothing is stuck.'] : ['Stuck:', ...jsonLines(stuck)])] };
  },
});

/** The tools that change nothing. */
export const readTools: readonly Tool[] = [why, showNotification, listNotifications, statistics, dryRun, listWorkflows, health];

function pageSize({ most, usual }: { most: number; usual: number }) {
  return z.int().min(1).max(most).default(usual).describe('How many notifications at most');
}

function jsonLines(data: readonly unknown[] = []): string[] {
  return data.map((each) => JSON.stringify(each));
}

function queryOf(asked: Readonly<Record<string, unknown>>): URLSearchParams {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}
