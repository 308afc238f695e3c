/** When the prices below were looked up; they are list prices of us-east-1 in US dollars, without taxes. */
export const pricesOf = '2026-11-30';

/**
 * Where a price stands (`source`), where it was read, and of which day what was read there is. Nobody's price page can be read by a
 * program, so these are copies that others have made: look at the page before relying on one.
 */
export type Source = { source: string; readIn: string; of: string };

const apiGateway = {
  source: 'https://aws.amazon.com/api-gateway/pricing/',
  readIn: 'https://www.wring.co/blog/aws-api-gateway-pricing-guide',
  of: '2026-03-08',
} as const;
const lambda = {
  source: 'https://aws.amazon.com/lambda/pricing/',
  readIn: 'https://wring.co/blog/aws-lambda-pricing-guide',
  of: '2026-03-08',
} as const;
const dynamoDb = {
  source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  readIn: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing', // it tells of the half price of November 2024, as some newer copies do not
  of: '2025-07-21',
} as const;
const sqs = {
  source: 'https://aws.amazon.com/sqs/pricing/',
  readIn: 'https://cloudburn.io/blog/amazon-sqs-pricing',
  of: '2026-03-14',
} as const;
const cloudWatch = {
  source: 'https://aws.amazon.com/cloudwatch/pricing/',
  readIn: 'https://github.com/api-evangelist/cloudwatch/blob/main/plans/cloudwatch-plans-pricing.yml',
  of: '2026-05-05',
} as const;

/** What AWS meters of us: so many dollars for each `per` of it, of which `free` are free for ever in each month. */
export const awsPrices = {
  httpCalls: { dollars: 1, per: 1e6, free: 0, ...apiGateway },
  socketMessages: { dollars: 1, per: 1e6, free: 0, ...apiGateway },
  socketMinutes: { dollars: 0.25, per: 1e6, free: 0, ...apiGateway },
  runs: { dollars: 0.2, per: 1e6, free: 1e6, ...lambda },
  gigabyteSeconds: { dollars: 13.33, per: 1e6, free: 400_000, ...lambda },
  writeUnits: { dollars: 0.625, per: 1e6, free: 0, ...dynamoDb },
  readUnits: { dollars: 0.125, per: 1e6, free: 0, ...dynamoDb },
  sqsRequests: { dollars: 0.4, per: 1e6, free: 0, ...sqs }, // its free million is in `idleDollars`: queues that are asked for work use it up
  logBytes: { dollars: 0.5, per: 1e9, free: 5e9, ...cloudWatch },
} as const satisfies Record<string, { dollars: number; per: number; free: number } & Source>;

/** What a month costs in which nothing happens, with a country for SMS, whose alarm is $0.20 of it: docs/decisions/0436. */
export const idleDollars = 0.99;

const ses = {
  source: 'https://aws.amazon.com/ses/pricing/',
  readIn: 'https://github.com/api-evangelist/amazon-ses/blob/main/plans/amazon-ses-plans-pricing.yml', // from AWS's own list, pricing.us-east-1.amazonaws.com
  of: '2026-07-22',
} as const;

/**
 * What SES asks for so many e-mails, which is paid in any case and is in no sum: since 21 July 2026 an account that is new to SES begins
 * on the plan Essentials; one that sent in the year before, or has no plan, pays as it did.
 */
export const sesPrices = {
  withoutPlan: { dollars: 0.1, per: 1000, ...ses },
  essentials: { dollars: 0.16, per: 1000, ...ses },
} as const satisfies Record<string, { dollars: number; per: number } & Source>;

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

const novu = {
  source: 'https://novu.co/pricing',
  readIn: 'https://github.com/api-evangelist/novu/blob/main/plans/novu-plans-pricing.yml',
  of: '2026-05-25',
  unit: 'notification', // "workflow runs"
} as const;
const knock = {
  source: 'https://knock.app/pricing',
  readIn: 'https://github.com/api-evangelist/knock-app/blob/main/plans/knock-plans-pricing.yml',
  of: '2026-05-25',
  unit: 'message',
} as const;

/**
 * The plans that have a price in the list, by the service; beyond them there are contracts. Courier has no line: the only copy of its list
 * that was found says "about", and leaves open what is counted.
 */
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
};

/**
 * A host for Celery and an API of one's own: web, worker, Redis and Postgres on one t4g.medium of two cores, at half their CPU, with a
 * disk of 20 GB (gp3). The API's CPU for a poll is an estimate of ours.
 */
export const celeryHost = {
  dollars: 0.0336 * 730 + 20 * 0.08,
  cores: 2,
  load: 0.5,
  pollCpuSeconds: 0.005,
  source: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  readIn: 'ten public tables of prices that name that page, which all say the same',
  of: '2026-01-31',
} as const satisfies Source & Record<string, unknown>;
