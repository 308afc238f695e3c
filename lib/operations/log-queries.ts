import { Stack } from 'aws-cdk-lib';
import { QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { HandlerFunction } from '../handlers/handler-function.ts';

const line = [
  '@timestamp',
  '@log',
  'message.what',
  'message.error',
  'message.message',
  'message.notificationId',
  'message.channel',
];

/** A question to the logs of all functions, and how CloudWatch is asked. Lambda puts what `logFailure` logs under `message`. */
const questions: Readonly<Record<string, ConstructorParameters<typeof QueryString>[0]>> = {
  'What failed of a notification': {
    fields: [...line, 'message.messageId', 'message.attempt'],
    filterStatements: ['message.notificationId = "ntf_…"'],
    sort: '@timestamp asc',
  },
  'What failed of a request': {
    fields: [...line, 'message.messageId', 'message.attempt'],
    filterStatements: ['message.requestId = "req_…"'],
    sort: '@timestamp asc',
  },
  'What failed of a user': {
    fields: [...line, 'message.requestId', 'message.messageId'],
    filterStatements: ['message.userId = "…"'],
    sort: '@timestamp asc',
  },
  'Which functions fail, and why': {
    filterStatements: ['ispresent(message.what)'],
    statsStatements: ['count(*) as times by @log, message.what, message.error'],
    sort: 'times desc',
  },
  'What was put aside': {
    fields: line,
    filterStatements: ['message.what = "record put aside"'],
    sort: '@timestamp desc',
    limit: 200,
  },
};

/** Saves a query of CloudWatch Logs Insights for each question, over the logs of every function that the stack has by now; saved queries are free. */
export class LogQueries extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { node, stackName } = Stack.of(this);
    const logGroups = node.findAll().flatMap((part) => (part instanceof HandlerFunction ? [part.function.logGroup] : []));
    for (const [index, [question, query]] of Object.entries(questions).entries()) {
      const queryDefinitionName = `${stackName}/${question}`;
      new QueryDefinition(this, `Query${index}`, { queryDefinitionName, queryString: new QueryString(query), logGroups });
    }
  }
}
