import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** Makes the table. Its id must never change: under another one, CloudFormation would make a new and empty table. */
export function makeTable(scope: Construct, stage: Stage): Table {
  const partitionKey = { name: 'pk', type: AttributeType.STRING };

  const table = new Table(scope, 'Table', {
    partitionKey,
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expiresAt',
    stream: StreamViewType.NEW_AND_OLD_IMAGES, // what changed is the difference of the two
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
  table.addGlobalSecondaryIndex({
    indexName: 'log',
    partitionKey: { name: 'logged', type: AttributeType.STRING },
    sortKey: { name: 'loggedAs', type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
}

const removalPolicies = { retain: RemovalPolicy.RETAIN, destroy: RemovalPolicy.DESTROY };
