import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handlers/handler-function.ts';
import { makeTable } from './make-table.ts';
import type { OwnerSettings } from './settings/owner-settings.ts';
import type { Stage } from './stage.ts';

export type StorageProps = { stage: Stage; owner: Pick<OwnerSettings, 'tableName' | 'tableStreamArn'> };

/** Holds the one table, and grants each kind of function the few things that it may do there. See docs/decisions/0002. */
export class Storage extends Construct {
  readonly table: ITable;
  /** What tells of every change in the table; nothing for an owner's own table whose stream they have not named. */
  readonly streamArn: string | undefined;

  constructor(scope: Construct, id: string, { stage, owner }: StorageProps) {
    super(scope, id);
    this.table =
      owner.tableName === undefined ? makeTable(this, stage) : Table.fromTableName(this, 'OwnersTable', owner.tableName);
    this.streamArn = owner.tableName === undefined ? this.table.tableStreamArn : owner.tableStreamArn;
  }

  /** Lets a function check API keys and rates, publish each request once, read users and store cancellation keys. */
  grantPublish(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert']);
  }

  /** Lets a function check API keys and rates, and read users and their list, their digests, their suppressed addresses and the counts of SMS. */
  grantDryRun(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('log')]);
  }

  /**
   * Lets a function check API keys and rates, read notifications, and cancel them: by key, before they are there, and while they
   * wait for a digest or a batch.
   */
  grantManageNotifications(handler: HandlerFunction): void {
    const change = ['UpdateItem', 'PutItem', 'DeleteItem', 'BatchWriteItem', 'ConditionCheckItem'] as const;
    this.allow(handler, ['GetItem', 'BatchGetItem', 'Query', ...change]);
  }

  /** Lets a function check API keys and rates, and read whatever the message log shows. */
  grantReadLog(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('log')]);
  }

  /** Lets a function read the message log, note as what a notification is sent again, and answer a call once. */
  grantResend(handler: HandlerFunction): void {
    this.grantReadLog(handler);
    this.allow(handler, ['PutItem', 'DeleteItem']);
  }

  /** Lets a function check API keys and rates, and read and write users. */
  grantManageUsers(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem']);
  }

  /** Lets a function list what is set for tenants, and forget it; to set it is as to change a user. */
  grantManageTenants(handler: HandlerFunction): void {
    this.allow(handler, ['Query', 'DeleteItem']);
  }

  /** Lets a function put users, close them in a transaction, and find and remove everything of theirs. */
  grantEraseUsers(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert']);
  }

  /** Lets a function check API keys and rates, and subscribe users in a transaction that checks that they exist. */
  grantSubscribe(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']);
  }

  /** Lets a function read inboxes and their counts, and mark items in a transaction. */
  grantReadFeed(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('unread'), this.indexArn('shelf')]);
  }

  /** Lets a function read inboxes and their counts, and bring back what was snoozed until now. */
  grantPollFeed(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('unread'), this.indexArn('shelf')]);
  }

  /** Lets a function note connections, and that their user is live. */
  grantConnect(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem', 'BatchWriteItem']);
  }

  /** Lets a function find a user's connections, and remove those that have ended. */
  grantFindConnections(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'Query', 'BatchWriteItem']);
  }

  /** Lets a function read and change what a user has chosen. */
  grantChangePreferences(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem']);
  }

  /** Lets a function check API keys and rates, and read job runs and what is stuck. */
  grantReadHealth(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'Query']);
  }

  /**
   * Lets a function do what publishing does with messages that came by queue or bus: enter notifications and close digests in
   * transactions, end each message of a digest, and list users.
   */
  grantDispatch(handler: HandlerFunction): void {
    this.allow(handler, [
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
    ]);
    handler.allow(['dynamodb:Query'], [this.indexArn('log')]);
  }

  /** Lets a function read messages, their notifications and suppressed addresses, take a message and record each step. */
  grantDeliver(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'PartiQLUpdate']);
  }

  /** Lets a function take turns on chat connections, and take those that are gone off their owner, in a transaction. */
  grantUseConnections(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem', 'ConditionCheckItem']);
  }

  /** Lets a function check API keys and rates, and keep the chat connections of users and rooms, in transactions. */
  grantKeepConnections(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem']);
  }

  /** Lets a function read devices and remove those that are gone, in a transaction, and count what is unread. */
  grantSendPush(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('unread')]);
  }

  /** Lets a function check API keys and rates; list, put and remove devices, and note them with their user, in transactions. */
  grantManageDevices(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem']);
  }

  /** Lets a function count SMS and their money in transactions. */
  grantReserveSms(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem']);
  }

  /** Lets a function suppress an address, in a transaction. */
  grantSuppress(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'PutItem']);
  }

  /** Lets a function record what became of messages, suppress addresses in a transaction, count e-mails by their end, and pause a queue. */
  grantRecordFeedback(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem', 'Query']);
  }

  /** Lets a function check API keys and rates, remember answers, keep schedules, and read how their runs went. */
  grantManageSchedules(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem']);
  }

  /** Lets a function read the schedules, and one of them as it is now. */
  grantReadSchedules(handler: HandlerFunction): void {
    this.allow(handler, ['BatchGetItem', 'Query']);
  }

  /** Lets a function check API keys and rates, list suppressions, and add and remove them in transactions. */
  grantManageSuppressions(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem', 'Query', 'PutItem', 'DeleteItem']);
  }

  /** Lets a function record a job's run. */
  grantRunJob(handler: HandlerFunction): void {
    this.allow(handler, ['UpdateItem']);
  }

  /** Lets a function read what became of the sender's e-mails, which queues are paused, and find and note what is stuck. */
  grantCollectMetrics(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'Query', 'PutItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('log')]);
  }

  /** Lets a function read the notifications that changes are about. */
  grantTellChanges(handler: HandlerFunction): void {
    this.allow(handler, ['BatchGetItem']);
  }

  /** Lets a function count changes: read notifications and inboxes, and add to rows in a transaction with its checkpoint. */
  grantCountStatistics(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('shelf')]);
  }

  /** Lets a function check API keys and rates, and read statistics. */
  grantReadStatistics(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem', 'Query']);
  }

  /** Lets a function list webhooks, and note what they are to be told. */
  grantQueueDeliveries(handler: HandlerFunction): void {
    this.allow(handler, ['Query', 'PartiQLInsert']);
  }

  /** Lets a function read a webhook and a delivery, note what became of it, and disable the webhook. */
  grantDeliverWebhooks(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem', 'PutItem']);
  }

  /** Lets a function check API keys and count their calls; make, list, change and delete webhooks, and list and renew deliveries. */
  grantManageWebhooks(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'Query', 'PutItem', 'DeleteItem', 'PartiQLInsert']);
  }

  /** Lets a function find what falls due: held notifications or digests. */
  grantReadDueItems(handler: HandlerFunction): void {
    this.allow(handler, ['Query']);
  }

  private allow(handler: HandlerFunction, actions: readonly TableAction[]): void {
    handler.set('TABLE_NAME', this.table.tableName);
    handler.allow(
      actions.map((action) => `dynamodb:${action}`),
      [this.table.tableArn],
    );
  }

  private indexArn(name: 'unread' | 'shelf' | 'log'): string {
    return `${this.table.tableArn}/index/${name}`;
  }
}

/** No Scan: nothing here may ever read the whole table. Transactions need the rights of their parts. */
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
