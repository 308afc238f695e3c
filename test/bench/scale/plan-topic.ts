/** What a topic of so many took, counted, inbox item and e-mail for each subscriber. */
export type CountedTopic = {
  subscribers: number;
  dynamoRequests: number;
  writeUnits: number;
  sqsRequests: number;
  /** Writes by partition key. */
  writes: ReadonlyMap<string, number>;
};

/** What a limit lets through: subscribers a second, and how long a topic of that size takes when nothing else holds it up. */
export type Bottleneck = { limit: string; perSecond: number; minutes: number };

/** What a stage and an account allow. */
export type Allowance = { queueConcurrency: number; emailsPerSecond: number; subscribersPerPage: number };

/** AWS's own limits. */
export const awsLimits = {
  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
  writesPerPartition: 1000,
  /** Of a new table on demand; what it has had once it takes at once, twice that after half an hour: …/on-demand-capacity-mode.html */
  writesPerNewTable: 4000,
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
  messagesInFlight: 120_000,
  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
  runsInChain: 16,
} as const;

/** Estimates, for want of an account: a batch of ten on half a GB, and the way from one page of subscribers to the next. */
export const estimated = { batchSeconds: 0.25, pageSeconds: 0.2 } as const;

const batchSize = 10;

/** What holds up a topic of that size, the tightest limit first. Each is taken to be as if it were the only one. */
export function bottlenecks(size: number, counted: CountedTopic, allowance: Allowance): Bottleneck[] {
  const { queueConcurrency, emailsPerSecond, subscribersPerPage } = allowance;
  const [partition, hottest] = hottestPartition(counted);
  const functions = (queueConcurrency * batchSize) / estimated.batchSeconds;
  const limits: [string, number][] = [
    [`SES, ${emailsPerSecond} e-mails a second`, emailsPerSecond],
    [`each queue's ${queueConcurrency} functions (estimated)`, functions],
    ['pages of subscribers, one after another (estimated)', subscribersPerPage / estimated.pageSeconds],
    ['writes of a new table on demand', awsLimits.writesPerNewTable / (counted.writeUnits / counted.subscribers)],
    [`writes to the hottest partition, ${partition}`, awsLimits.writesPerPartition / (hottest / counted.subscribers)],
  ];
  return limits
    .map(([limit, perSecond]) => ({ limit, perSecond, minutes: size / perSecond / 60 }))
    .sort((a, b) => a.perSecond - b.perSecond);
}

/** How often ingest runs in one chain of messages: once for each page, and once for the publish. */
export function runsInChain(size: number, { subscribersPerPage }: Pick<Allowance, 'subscribersPerPage'>): number {
  return Math.ceil(size / subscribersPerPage) + 1;
}

/** How many messages are received and not yet deleted at once: what the functions have in hand, once more for what Lambda holds ready. */
export function messagesInFlight({ queueConcurrency }: Pick<Allowance, 'queueConcurrency'>): number {
  return queueConcurrency * batchSize * 2;
}

/** The kind of a partition key is what comes before its first `#`; of a kind with many keys, the hottest key counts. */
function hottestPartition({ writes }: CountedTopic): [string, number] {
  const [hottest] = [...writes].sort(([, a], [, b]) => b - a);
  if (hottest === undefined) throw new Error('nothing was written');
  return hottest;
}
