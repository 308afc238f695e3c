import type { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoPauses } from '../../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoSenderTallies } from '../../../adapters/dynamodb/feedback/sender-tallies.ts';
import type { Table } from '../../../adapters/dynamodb/table/table.ts';
import type { SendingQuota } from '../../../core/operations/ports/metrics.ts';
import type { LocalAnswers } from '../../../local/gateway/local-answers.ts';
import type { ApiAnswer } from '../api/call-api.ts';
import type { Stack } from '../find-stack.ts';
import type { Bill } from './read-bill.ts';

/** What the console's own addresses look at and change, of the local system as of a stage that is deployed. */
export type StageView = {
  place: LocalAnswers['GET /local/stage'];
  stack: Stack;
  sqs: SQSClient;
  table: Table;
  /** Calls the stage's API as its owner. */
  callApi: (method: string, path: string) => Promise<ApiAnswer>;
  /** What the functions that send are set to. */
  environment: () => Promise<Readonly<Record<string, string>>>;
  /** Absent where the mail provider has none. */
  quota?: SendingQuota;
  /** What watches the stage, and how each of it stands. */
  alarms: () => Promise<LocalAnswers['GET /local/alarms']>;
  /** The month's bill at AWS; absent where there is none. */
  bill?: () => Promise<Bill>;
};

/** Opens what pausing, resuming and counting need of the table. */
export function sendersOf({ table }: Pick<StageView, 'table'>) {
  return { pauses: dynamoPauses(table), tallies: dynamoSenderTallies(table), now: table.now };
}
