import { randomUUID } from 'node:crypto';
import type { Audience } from '../../../contract/broadcasts/audience.ts';
import type { Condition } from '../../../contract/broadcasts/condition.ts';
import { type AudienceCount, DryRunAnswer } from '../../../contract/dry-run/dry-run.ts';
import { PublishAnswer } from '../../../contract/publishing/publish.ts';
import { type StageApi, withStageApi } from '../api/stage-api.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { countOf } from '../count-of.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { printResult } from '../print-result.ts';

type StartOptions = {
  stage: string;
  all?: true;
  where?: Condition[];
  whereJson?: Record<string, unknown>;
  data: Record<string, unknown>;
  perMinute?: number;
  dryRun?: true;
  yes?: true;
  json?: true;
};

type Asked = { workflow: string; audience: unknown; data: Record<string, unknown>; rate_per_minute?: number };
type Counted = Pick<AudienceCount, 'matched' | 'looked_at' | 'with_address'> & { first: string[] };

/** Counts the users of an audience, asks whether they are to get it, and publishes. */
export async function startBroadcast(workflow: string, options: StartOptions): Promise<void> {
  const { stage, data, perMinute, dryRun, json } = options;
  const asked = { workflow, audience: audienceOf(options), data, ...(perMinute !== undefined && { rate_per_minute: perMinute }) };
  await withStageApi(await findStack(stage), 'broadcast', async (api) => {
    const counted = await count(api, asked);
    if (!json) console.log(describe(counted));
    const goes = !dryRun && counted.matched > 0;
    const id = goes ? await publish(api, asked, counted, options) : undefined;
    if (json) return printResult(json, { ...counted, ...(id !== undefined && { request: id }) }, []);
    if (id !== undefined) console.log(`${id}\n"bellhop broadcast show ${id}" says how far it is, and "broadcast stop" stops it`);
  });
}

async function publish(api: StageApi, asked: Asked, { matched }: Counted, options: StartOptions): Promise<string> {
  await confirmChange(`publish "${asked.workflow}" to ${countOf(matched, 'user')}`, options);
  const call = { method: 'POST', path: '/v1/notifications', body: asked, idempotencyKey: randomUUID() } as const;
  const answer = await api.send(PublishAnswer, call);
  if (answer === undefined) throw new CannotDo('this stage takes no publish at its API');
  return answer.id;
}

/** Nobody broadcasts to all by leaving an option out. */
function audienceOf({ all, where, whereJson }: StartOptions): Audience | { where: Record<string, unknown> } {
  if (all) return { all };
  if (whereJson !== undefined) return { where: whereJson };
  const [first, ...others] = where ?? [];
  if (first === undefined)
    throw new CannotDo('say whom it goes to: --where plan=pro, --where-json, or --all', { code: exitCodes.usage });
  return { where: others.length === 0 ? first : { and: [first, ...others] } };
}

/** Counts page by page: one call looks at users for some seconds. */
async function count(api: StageApi, asked: Asked): Promise<Counted> {
  const { rate_per_minute: _, ...body } = asked;
  const sum: Counted = { matched: 0, looked_at: 0, with_address: {}, first: [] };
  let cursor: string | undefined;
  do {
    const call = { method: 'POST', path: '/v1/notifications/dry-run', body: { ...body, cursor } } as const;
    const answer = await api.send(DryRunAnswer, call);
    if (answer?.audience === undefined) throw new CannotDo('this stage has no broadcasts; deploy it again with this version');
    const { matched, looked_at, with_address, next_cursor } = answer.audience;
    sum.matched += matched;
    sum.looked_at += looked_at;
    for (const [channel, many] of Object.entries(with_address) as ['email', number][])
      sum.with_address[channel] = (sum.with_address[channel] ?? 0) + many;
    sum.first.push(...answer.data.map(({ user }) => user));
    cursor = next_cursor;
  } while (cursor !== undefined);
  return sum;
}

function describe({ matched, looked_at, with_address, first }: Counted): string {
  const addresses = Object.entries(with_address).map(([channel, many]) => `${many} with an address for ${channel}`);
  const who = matched > first.length ? `${first.join(', ')}, …` : first.join(', ');
  return [`${matched} of ${countOf(looked_at, 'user')}`, ...addresses].join(', ') + (matched === 0 ? '' : `: ${who}`);
}
