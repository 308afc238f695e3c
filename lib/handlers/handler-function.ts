import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { SettingName } from '../../contract/settings.ts';
import type { Stage } from '../stage.ts';

/** Gives the code of a handler, by its path under `lambdas/` without the ending: `publishing/publish`. */
export type CodeOf = (handler: string) => Code;

export type HandlerFunctionProps = {
  /** The file under `lambdas/`, without its ending. */
  handler: string;
  codeOf: CodeOf;
  stage: Stage;
  timeoutSeconds: number;
  /** What Lambda itself logs of each run: `failures` alone, or its start and its report as well. */
  platformLogs?: keyof typeof systemLogLevels;
  /**
   * What it queues may lead back to it, as often as its work has steps: Lambda would stop the 17th run of such a chain, in silence.
   * Every way round has an end of its own: docs/decisions/0097. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  mayRecur?: boolean;
  /** Absent: 512. */
  memoryMb?: number;
  /** How many run at once at most, of the account's concurrency and kept for it; absent: as many as there is room for. */
  reservedConcurrency?: number;
};

const systemLogLevels = { failures: SystemLogLevel.WARN, runs: SystemLogLevel.INFO };

/** One function: its bundle, its log group, and a role that may do nothing but what it is later given. */
export class HandlerFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    const { handler, codeOf, stage, timeoutSeconds, platformLogs = 'runs', mayRecur = false, memoryMb = 512 } = props;
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', { retention: stage.logRetentionDays, removalPolicy: RemovalPolicy.DESTROY });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    this.function = new LambdaFunction(this, 'Function', {
      description: `Bellhop: lambdas/${handler}.ts`,
      code: codeOf(handler),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb, // 512 is about 0.3 of a core: loads a 300 KB bundle quickly, and costs no more than it saves
      timeout: Duration.seconds(timeoutSeconds),
      role,
      logGroup,
      // levels need this format: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: systemLogLevels[platformLogs],
      applicationLogLevelV2: ApplicationLogLevel.INFO, // metrics are log lines, and count as INFO
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...(mayRecur && { recursiveLoop: RecursiveLoop.ALLOW }),
      environment: { STAGE: stage.name },
    });
    Validations.of(this).acknowledge(
      {
        id: 'Serverless-LambdaTracing',
        reason: 'The X-Ray SDK adds 36 ms to every cold start; log lines carry the request and notification ids instead.',
      },
      {
        id: 'Serverless-LambdaDLQ',
        reason:
          'API Gateway waits for the answer and queues keep their own dead-letter messages; only schedules invoke without waiting, ' +
          'and there a failure destination takes what fails.',
      },
    );
  }

  /** Sets an environment setting, under a name that handlers know. */
  set(name: SettingName, value: string | number): void {
    this.function.addEnvironment(name, String(value));
  }

  /** Lets the function do these few things with these few resources. */
  allow(actions: readonly string[], resources: readonly string[], conditions: Record<string, Record<string, string>> = {}): void {
    this.function.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }));
  }

  /** Takes back a part of what a wider statement allows. */
  deny(actions: readonly string[], resources: readonly string[]): void {
    this.function.addToRolePolicy(new PolicyStatement({ effect: Effect.DENY, actions: [...actions], resources: [...resources] }));
  }
}
