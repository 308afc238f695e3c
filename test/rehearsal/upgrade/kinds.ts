import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { credentials, region } from '../aws-environment.ts';
import type { Deployment } from '../deployment.ts';

/** Every kind of item, by its keys as `pk sk`: the table in docs/data-model.md. */
const kinds: Readonly<Record<string, RegExp>> = {
  user: /^U#\S+ USER$/,
  'inbox item': /^U#\S+ N#/,
  'digests of a user': /^U#\S+ DIGEST#\w+$/,
  'closed digest': /^U#\S+ DIGEST#\w+#\d/,
  'digest entry': /^U#\S+ D#/,
  'attention taken': /^U#\S+ A#/,
  subscription: /^U#\S+ T#/,
  subscriber: /^T#\S+ U#/,
  notification: /^N#\S+ META$/,
  message: /^N#\S+ M#/,
  'SMS grant': /^N#\S+ GRANT#sms$/,
  idempotency: /^I#/,
  'due item': /^DUE#/,
  cancellation: /^CANCEL#/,
  'canceled together': /^TOGETHER#/,
  'open digest': /^DG#/,
  suppression: /^S#/,
  'listed suppression': /^SUPPRESSIONS /,
  'rate of a key': /^C#\S+ calls$/,
  'SMS budget': /^C#sms-budget#/,
  'sender tally': /^C#sender#\d/,
  'SMS window': /^C#sms-(?:number|range)-/,
  'API key': /^K#/,
  'listed API key': /^KEYS /,
  pace: /^PACE#/,
  'job run': /^JOB#/,
};

/** Kinds that only hours, or too many bounces, would bring about; the tests of their flows have them. */
export const notBroughtAbout = [
  'ADDRESS, TOPICS, STATS# and COUNTED#, which 0.1.0 does not know',
  'ERASING, while a user is being removed',
  "PARK, while a day's quota or a bad name stops e-mail",
  'STUCK, which 0.1.0 does not know',
  'SCHEDULES and SCHEDULE#, which 0.1.0 does not know',
];

/** The kinds of item that a deployment's table has none of. */
export async function missingKinds({ emulator, output }: Deployment): Promise<{ missing: string[]; items: number }> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: emulator.url, region, credentials }));
  const keys: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: output('TableName') }))
    keys.push(...Items.map(({ pk, sk }) => `${pk} ${sk}`));
  client.destroy();
  const missing = Object.entries(kinds).filter(([, pattern]) => !keys.some((key) => pattern.test(key)));
  return { missing: missing.map(([name]) => name), items: keys.length };
}
