import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { Intake } from '../publishing/intake.ts';

/**
 * The timers of the schedules that owners make while the stack runs: EventBridge Scheduler puts a message on the ingest queue, or among
 * its dead letters when the queue takes none. The group is the stack's, and goes with all timers in it when the stack does.
 */
export class ScheduleTimers extends Construct {
  private readonly group: CfnScheduleGroup;
  readonly groupName: string;
  private readonly role: Role;
  private readonly target: string;
  private readonly deadLetters: string;

  constructor(scope: Construct, id: string, { intake: { ingest } }: { intake: Intake }) {
    super(scope, id);
    this.target = ingest.queue.queueArn;
    this.deadLetters = ingest.deadLetters.queue.queueArn;
    this.group = new CfnScheduleGroup(this, 'Group', {}); // CloudFormation names it, so that two stacks never share one
    this.groupName = this.group.ref;
    // confused deputy: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': this.group.attrArn } },
      }),
    });
    this.role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.target, this.deadLetters] }));
  }

  /** Lets a function set and remove timers. */
  grantSet(handler: HandlerFunction): void {
    this.allow(handler, ['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule']);
    handler.set('SCHEDULE_GROUP_NAME', this.groupName);
    handler.set('SCHEDULE_ROLE_ARN', this.role.roleArn);
    handler.set('SCHEDULE_TARGET_ARN', this.target);
    handler.set('SCHEDULE_DEAD_LETTERS_ARN', this.deadLetters);
    handler.allow(['iam:PassRole'], [this.role.roleArn], { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
  }

  /** The same, and lets it look which there are. */
  grantMend(handler: HandlerFunction): void {
    this.grantSet(handler);
    this.allow(handler, ['GetSchedule']);
    handler.allow(['scheduler:ListSchedules'], ['*']);
    Validations.of(handler).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Listing has no resource of its own; it tells names alone.',
    });
  }

  private allow(handler: HandlerFunction, actions: readonly string[]): void {
    const { account, region, partition } = Stack.of(this);
    handler.allow(
      actions.map((action) => `scheduler:${action}`),
      [`arn:${partition}:scheduler:${region}:${account}:schedule/${this.groupName}/*`],
    );
    const logicalId = Stack.of(this).getLogicalId(this.group);
    Validations.of(handler).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/<${logicalId}>/*]`,
      reason: 'The schedules of the group are made while the stack runs.',
    });
  }
}
