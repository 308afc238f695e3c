import * as z from 'zod';
import { dynamoJobs } from '../../../adapters/dynamodb/operations/jobs.ts';
import { type JobName, jobSchedules } from '../../../contract/operations/health.ts';
import { readSchedules } from '../../../core/operations/read-schedules.ts';
import { ownedBy } from '../../../core/tenants/rules/owned.ts';
import { minutesInWords } from '../../../core/time/rules/minutes-in-words.ts';
import type { HttpAnswer } from '../../../local/gateway/http-answer.ts';
import { type LocalAnswers, localAnswers } from '../../../local/gateway/local-answers.ts';
import { mailPage } from '../../../local/gateway/mail-page.ts';
import { listChannels } from '../../../local/lists/channels.ts';
import { listPaused } from '../../../local/lists/paused.ts';
import { json } from './answer-view.ts';
import { queueStates } from './queue-states.ts';
import type { StageView } from './stage-view.ts';

const mostListed = 100; // users and topics that are offered; any other can be typed

type Call = { body: () => Promise<Buffer>; view: StageView };

const lists: Readonly<Record<string, (call: Call) => Promise<HttpAnswer>>> = {
  'GET /local/queues': async ({ view }) => json({ data: await queueStates(view) }),
  'GET /local/jobs': async ({ view }) => json({ data: await listJobs(view) }),
  'GET /local/paused': async ({ view }) => json({ data: await listPaused(view.table) }),
  'GET /local/channels': async ({ view }) => json({ data: listChannels(await view.environment().catch(() => ({}))) }),
  'GET /local/workflows': async ({ view }) => passOn(await view.callApi('GET', '/v1/workflows')),
  'GET /local/users': async ({ view }) => {
    const { data } = StageUsers.parse((await view.callApi('GET', `/v1/users?limit=${mostListed}`)).body);
    return json({ data: data.map(({ tenant, ...user }) => ({ ...user, id: ownedBy(tenant, user.id) })) });
  },
  'GET /local/topics': async ({ view }) => {
    const page = Topics.parse((await view.callApi('GET', `/v1/topics?limit=${mostListed}`)).body);
    return json({ data: page.data.map(({ tenant, topic }) => ({ name: ownedBy(tenant, topic), subscribers: [] })) });
  },
  'POST /local/token': async ({ body, view }) => {
    const { user } = TokenOrder.parse(JSON.parse((await body()).toString()));
    return passOn(await view.callApi('POST', `/v1/users/${encodeURIComponent(user)}/tokens`));
  },
  'POST /local/mail-page': async ({ body }) => mailPage(new URLSearchParams((await body()).toString()).get('html') ?? ''),
};

const ListedUser = z.object(localAnswers['GET /local/users'].shape.data.element.shape); // takes away what the page does not know
const StageUsers = z.object({ data: z.array(ListedUser.extend({ tenant: z.string().optional() })) });
const Topics = z.object({ data: z.array(z.object({ tenant: z.string().optional(), topic: z.string() })) });
const TokenOrder = z.object({ user: z.string().min(1) });

/** Answers the lists that the local system's console reads from the system itself, of a deployed stage; nothing for any other address. */
export function answerList(operation: string, call: Call): Promise<HttpAnswer> | undefined {
  return lists[operation]?.(call);
}

async function listJobs({ table }: StageView): Promise<LocalAnswers['GET /local/jobs']['data']> {
  const { data } = (await readSchedules({ jobs: dynamoJobs(table), now: table.now })).body;
  return data.map(({ last_ended_at: _, ...job }) => ({ ...job, schedule: describeSchedule(job.name) }));
}

function describeSchedule(name: JobName): string {
  const schedule = jobSchedules[name];
  return 'dailyAt' in schedule ? `daily at ${schedule.dailyAt} UTC` : `every ${minutesInWords(schedule.everyMinutes)}`;
}

function passOn({ status, body }: { status: number; body: unknown }): HttpAnswer {
  return json(body, status);
}
