import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handlers/handler-function.ts';
import type { OwnerSettings } from './settings/owner-settings.ts';
import type { Stage } from './stage.ts';

/** The one table, and for each kind of function the few things it may do with it. See docs/decisions/0002. */
export class Storage extends Construct {
  readonly table: ITable;

  constructor(scope: Construct, id: string, { stage, owner }: { stage: Stage; owner: Pick<OwnerSettings, 'tableName'> }) {
    super(scope, id);
    this.table =
      owner.tableName === undefined ? this.makeTable(stage) : Table.fromTableName(this, 'OwnersTable', owner.tableName);
  }

  /** Its id is never to change: a table under another one would be a new and empty table. */
  private makeTable(stage: Stage): Table {
    const partitionKey = { name: 'pk', type: AttributeType.STRING };

    const table = new Table(this, 'Table', {
      partitionKey,
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: removalPolicies[stage.table.onDelete],
      deletionProtection: stage.table.deletionProtection,
    });
    table.addLocalSecondaryIndex({
      indexName: 'unread',
      sortKey: { name: 'unread', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['seen', 'category', 'expiresAt'],
    });
    table.addLocalSecondaryIndex({
      indexName: 'shelf',
      sortKey: { name: 'shelf', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    return table;
  }

  /** API key, rate, idempotency, users, and giving notifications their cancellation key. */
  grantPublish(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);
  }

  /** API key, rate; users, their digests, what stands against their addresses, and how far SMS are from their limits. */
  grantDryRun(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem']);
  }

  /** API key, rate, a notification or many with their messages, and canceling those with a key, what is not there yet, or waits for a digest. */
  grantManageNotifications(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem']);
  }

  /** API key, rate, users. */
  grantManageUsers(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem']);
  }

  /** Closing users in a transaction, and finding and removing everything of theirs. */
  grantEraseUsers(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'Query', 'PutItem', 'DeleteItem', 'BatchWriteItem']);
  }

  /** API key, rate, and subscribing in a transaction that looks whether there is such a user. */
  grantSubscribe(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']);
  }

  /** Inbox state, pages and counts, and marking in a transaction. */
  grantReadFeed(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('unread'), this.indexArn('shelf')]);
  }

  /** Inbox state, pages and counts, and nothing that changes them. */
  grantPollFeed(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem']);
    handler.allow(['dynamodb:Query'], [this.indexArn('unread'), this.indexArn('shelf')]);
  }

  /** Noting connections, and that their user is live. */
  grantConnect(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem', 'BatchWriteItem']);
  }

  /** A user's connections, and forgetting those that are gone. */
  grantFindConnections(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'Query', 'BatchWriteItem']);
  }

  /** What a user has chosen. */
  grantChangePreferences(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem']);
  }

  /** API key, rate, job runs. */
  grantReadJobs(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem']);
  }

  /**
   * What publishing does, for messages that came by queue or bus, entering notifications and closing digests in transactions, and
   * ending each message of a digest.
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
  }

  /** Reading messages, their notifications and what stands against their addresses, taking them and recording each step. */
  grantDeliver(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'PartiQLUpdate']);
  }

  /** Counting SMS and their money in transactions. */
  grantReserveSms(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem']);
  }

  /** Adding an address that nothing more may be sent to, in a transaction. */
  grantSuppress(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'PutItem']);
  }

  /** Messages, adding suppressions in a transaction, counting what became of e-mails, and the mark of a queue that is paused. */
  grantRecordFeedback(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem', 'UpdateItem', 'PutItem']);
  }

  /** API key, rate; listing suppressions, and adding and removing them in transactions. */
  grantManageSuppressions(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'UpdateItem', 'Query', 'PutItem', 'DeleteItem']);
  }

  /** Recording a job's run. */
  grantRunJob(handler: HandlerFunction): void {
    this.allow(handler, ['UpdateItem']);
  }

  /** What became of the sender's e-mails, and which queues are paused. */
  grantCollectMetrics(handler: HandlerFunction): void {
    this.allow(handler, ['GetItem', 'BatchGetItem']);
  }

  /** What falls due, held notifications or digests. */
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

  private indexArn(name: 'unread' | 'shelf'): string {
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

const removalPolicies = { retain: RemovalPolicy.RETAIN, destroy: RemovalPolicy.DESTROY };
