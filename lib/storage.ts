import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { HandlerFunction } from './handlers/handler-function.ts';
import { makeTable } from './make-table.ts';
import type { OwnerSettings } from './settings/owner-settings.ts';
import type { Stage } from './stage.ts';
import { type Rights, type TableRight, tableRights } from './table-rights.ts';

export type StorageProps = { stage: Stage; owner: Pick<OwnerSettings, 'tableName' | 'tableStreamArn'> };

/** Holds the one table, and grants each kind of function the few things that it may do there: `tableRights`, docs/decisions/0425. */
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

  /** Lets a function do one of the things that are done in the table, and tells it the table's name. */
  grant(handler: HandlerFunction, right: TableRight): void {
    const { table, indexes }: Rights = tableRights[right];
    handler.set('TABLE_NAME', this.table.tableName);
    handler.allow(
      table.map((action) => `dynamodb:${action}`),
      [this.table.tableArn],
    );
    if (indexes !== undefined)
      handler.allow(
        ['dynamodb:Query'],
        indexes.map((index) => `${this.table.tableArn}/index/${index}`),
      );
  }
}
