/**
 * What each kind of function may do in the table, beside which nothing is allowed. Transactions need the rights of their parts. There is no
 * `Scan`: nothing here may ever read the whole table. `indexes` are those that it queries. test/lib/handlers/rights.test.ts says who has which.
 */
export const tableRights = {
  /** To check API keys and rates, publish each request once, read users and store cancellation keys. */
  publish: { table: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert'] },
  /** To check API keys and rates, and read users and their list, their digests, their suppressed addresses and the counts of SMS. */
  dryRun: { table: ['GetItem', 'BatchGetItem', 'UpdateItem'], indexes: ['log'] },
  /** To check API keys and rates, read notifications, and cancel them: by key, before they are there, and while they wait for a digest or a batch. */
  manageNotifications: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'BatchWriteItem', 'ConditionCheckItem'],
  },
  /** To check API keys and rates, and read whatever the message log shows. */
  readLog: { table: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem'], indexes: ['log'] },
  /** Beside `readLog`: to note as what a notification is sent again, and answer a call once. */
  resend: { table: ['PutItem', 'DeleteItem'] },
  /** To check API keys and rates, and read and write users. */
  manageUsers: { table: ['GetItem', 'BatchGetItem', 'UpdateItem'] },
  /** To list what is set for tenants, and forget it; to set it is as to change a user. */
  manageTenants: { table: ['Query', 'DeleteItem'] },
  /** To put users, close them in a transaction, and find and remove everything of theirs. */
  eraseUsers: { table: ['GetItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert'] },
  /** To check API keys and rates, and subscribe users in a transaction that checks that they exist. */
  subscribe: { table: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
  /** To read inboxes and their counts, and mark items in a transaction. */
  readFeed: { table: ['GetItem', 'UpdateItem'], indexes: ['unread', 'shelf'] },
  /** To read inboxes and their counts, and bring back what was snoozed until now. */
  pollFeed: { table: ['GetItem', 'UpdateItem'], indexes: ['unread', 'shelf'] },
  /** To note connections, and that their user is live. */
  connect: { table: ['GetItem', 'UpdateItem', 'BatchWriteItem'] },
  /** To find a user's connections, and remove those that have ended. */
  findConnections: { table: ['GetItem', 'Query', 'BatchWriteItem'] },
  /** To read and change what a user has chosen. */
  changePreferences: { table: ['GetItem', 'BatchGetItem', 'UpdateItem'] },
  /** To check API keys and rates, and read job runs and what is stuck. */
  readHealth: { table: ['GetItem', 'BatchGetItem', 'UpdateItem', 'Query'] },
  /** To do what publishing does with messages that came by queue or bus: enter notifications and close digests in transactions, end each message of a digest, and list users. */
  dispatch: {
    table: [
      'GetItem',
      'BatchGetItem',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
      'Query',
      'ConditionCheckItem',
      'PartiQLInsert',
      'PartiQLUpdate',
    ],
    indexes: ['log'],
  },
  /** To read messages, their notifications and suppressed addresses, take a message and record each step. */
  deliver: { table: ['GetItem', 'BatchGetItem', 'UpdateItem', 'PartiQLUpdate'] },
  /** To take turns on chat connections, and take those that are gone off their owner, in a transaction. */
  useConnections: { table: ['GetItem', 'UpdateItem', 'ConditionCheckItem'] },
  /** To check API keys and rates, and keep the chat connections of users and rooms, in transactions. */
  keepConnections: { table: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'] },
  /** To read devices and remove those that are gone, in a transaction, and count what is unread. */
  sendPush: { table: ['GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'], indexes: ['unread'] },
  /** To check API keys and rates; list, put and remove devices, and note them with their user, in transactions. */
  manageDevices: { table: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'] },
  /** To count SMS and their money in transactions. */
  reserveSms: { table: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
  /** To suppress an address, in a transaction. */
  suppress: { table: ['GetItem', 'PutItem'] },
  /** To record what became of messages, suppress addresses in a transaction, count e-mails by their end, and pause a queue. */
  recordFeedback: { table: ['GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'Query'] },
  /** To check API keys and rates, remember answers, keep schedules, and read how their runs went. */
  manageSchedules: { table: ['GetItem', 'BatchGetItem', 'UpdateItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem'] },
  /** To read the schedules, and one of them as it is now. */
  readSchedules: { table: ['BatchGetItem', 'Query'] },
  /** To check API keys and rates, list suppressions, and add and remove them in transactions. */
  manageSuppressions: { table: ['GetItem', 'UpdateItem', 'Query', 'PutItem', 'DeleteItem'] },
  /** To record a job's run. */
  runJob: { table: ['UpdateItem'] },
  /** To read what became of the sender's e-mails, which queues are paused, and find and note what is stuck. */
  collectMetrics: { table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['log'] },
  /** To read the notifications that changes are about. */
  tellChanges: { table: ['BatchGetItem'] },
  /** To count changes: read notifications and inboxes, and add to rows in a transaction with its checkpoint. */
  countStatistics: { table: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'], indexes: ['shelf'] },
  /** To check API keys and rates, and read statistics. */
  readStatistics: { table: ['GetItem', 'UpdateItem', 'Query'] },
  /** To list webhooks, and note what they are to be told. */
  queueDeliveries: { table: ['Query', 'PartiQLInsert'] },
  /** To read a webhook and a delivery, note what became of it, and disable the webhook. */
  deliverWebhooks: { table: ['GetItem', 'UpdateItem', 'PutItem'] },
  /** To check API keys and count their calls; make, list, change and delete webhooks, and list and renew deliveries. */
  manageWebhooks: { table: ['GetItem', 'BatchGetItem', 'UpdateItem', 'Query', 'PutItem', 'DeleteItem', 'PartiQLInsert'] },
  /** To find what falls due: held notifications or digests. */
  readDueItems: { table: ['Query'] },
} as const satisfies Readonly<Record<string, Rights>>;

/** What a kind of function does in the table. */
export type TableRight = keyof typeof tableRights;

/** Actions of DynamoDB on the table, and the indexes that are queried. */
export type Rights = { table: readonly TableAction[]; indexes?: readonly ('unread' | 'shelf' | 'log')[] };

type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'
  | 'BatchWriteItem'
  | 'PartiQLInsert'
  | 'PartiQLUpdate';
