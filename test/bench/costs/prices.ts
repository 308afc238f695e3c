/** When the prices below were looked up; they are list prices of us-east-1 in US dollars, without taxes. */
export const pricesOf = '2026-11-29';

/**
 * Where a price stands, and how it was read there: in a public `copy` of the page, or from `memory` when none was found. Look at the page
 * before relying on it.
 */
type Source = { source: string; read: 'page' | 'copy' | 'memory' };

/** What AWS meters of us: so many dollars for each `per` of it, of which `free` are free for ever in each month. */
export const awsPrices = {
  httpCalls: { dollars: 1, per: 1e6, free: 0, source: 'https://aws.amazon.com/api-gateway/pricing/', read: 'copy' },
  socketMessages: { dollars: 1, per: 1e6, free: 0, source: 'https://aws.amazon.com/api-gateway/pricing/', read: 'copy' },
  socketMinutes: { dollars: 0.25, per: 1e6, free: 0, source: 'https://aws.amazon.com/api-gateway/pricing/', read: 'copy' },
  runs: { dollars: 0.2, per: 1e6, free: 1e6, source: 'https://aws.amazon.com/lambda/pricing/', read: 'copy' },
  gigabyteSeconds: { dollars: 13.33, per: 1e6, free: 400_000, source: 'https://aws.amazon.com/lambda/pricing/', read: 'copy' },
  writeUnits: { dollars: 0.625, per: 1e6, free: 0, source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/', read: 'copy' },
  readUnits: { dollars: 0.125, per: 1e6, free: 0, source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/', read: 'copy' },
  sqsRequests: { dollars: 0.4, per: 1e6, free: 1e6, source: 'https://aws.amazon.com/sqs/pricing/', read: 'memory' },
  logBytes: { dollars: 0.5, per: 1e9, free: 5e9, source: 'https://aws.amazon.com/cloudwatch/pricing/', read: 'memory' },
} as const satisfies Record<string, { dollars: number; per: number; free: number } & Source>;

/** What a month costs in which nothing happens: docs/decisions/0047 and 0219. */
export const idleDollars = 1.09;

/** SES, which is paid in any case: its e-mails are in no sum. */
export const sesPrice = { dollars: 0.1, per: 1000, source: 'https://aws.amazon.com/ses/pricing/', read: 'memory' } as const;

/** A plan of a service that does the same: its month's fee, what that includes, and what each unit beyond costs. */
export type Plan = Source & {
  name: string;
  dollars: number;
  /** What is counted: a notification however many channels it takes, or each message on a channel. */
  unit: 'notification' | 'message';
  included: number;
  /** For each unit beyond; absent where the plan ends there. */
  beyond?: number;
};

const novu = { source: 'https://novu.co/pricing', read: 'copy', unit: 'notification' } as const; // "workflow runs"; the copy is of 2026-05-25
const knock = { source: 'https://knock.app/pricing', read: 'copy', unit: 'message' } as const; // the copy is of 2026-05-25
const courier = { source: 'https://www.courier.com/pricing', read: 'memory', unit: 'message' } as const;

/** The plans that have a price in the list, by the service; beyond them there are contracts. */
export const plans: Readonly<Record<string, readonly Plan[]>> = {
  'Novu Cloud': [
    { ...novu, name: 'Free', dollars: 0, included: 10_000 },
    { ...novu, name: 'Pro', dollars: 30, included: 30_000, beyond: 0.0012 },
    { ...novu, name: 'Team', dollars: 250, included: 250_000, beyond: 0.0012 },
  ],
  Knock: [
    { ...knock, name: 'Developer', dollars: 0, included: 10_000 },
    { ...knock, name: 'Starter', dollars: 250, included: 50_000, beyond: 0.005 },
  ],
  Courier: [
    { ...courier, name: 'Developer', dollars: 0, included: 10_000 },
    { ...courier, name: 'Business', dollars: 0, included: 10_000, beyond: 0.005 },
  ],
};

/**
 * A host for Celery and an API of one's own: web, worker, Redis and Postgres on one t4g.medium of two cores, at half their CPU, with a
 * disk of 20 GB. The API's CPU for a poll is an estimate of ours.
 */
export const celeryHost = {
  dollars: 0.0336 * 730 + 20 * 0.08,
  cores: 2,
  load: 0.5,
  pollCpuSeconds: 0.005,
  source: 'https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/ebs/pricing/',
  read: 'memory',
} as const satisfies Source & Record<string, unknown>;
