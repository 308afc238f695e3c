import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

/** A template, as far as it is compared; the rest of it is anything. */
export const ComparedTemplate = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z.record(z.string(), z.unknown()).default({}),
        DeletionPolicy: z.string().optional(),
      }),
    )
    .default({}),
});
export type ComparedTemplate = z.infer<typeof ComparedTemplate>;
type Resource = ComparedTemplate['Resources'][string];

/** Something stateful that an update would replace or take away. */
export type StatefulChange = { id: string; what: string; change: string; loss: string };

type Stateful = { what: string; loss: string; replacedBy: readonly string[] };

/**
 * What cannot be made again: the types of our stack that hold something, or whose address others know, and the properties that
 * CloudFormation replaces them for. A test holds these to AWS's own specification, which the CDK command line brings.
 */
export const statefulTypes: Readonly<Record<string, Stateful>> = {
  'AWS::DynamoDB::Table': {
    what: 'the table',
    loss: 'Users, inboxes, API keys and everything else would be in the old one, and the new one empty',
    replacedBy: ['ImportSourceSpecification', 'KeySchema', 'TableName'],
  },
  'AWS::SES::EmailIdentity': {
    what: "the sender's identity",
    loss: 'No e-mail would go out until SES has verified the new one',
    replacedBy: ['EmailIdentity'],
  },
  'AWS::SQS::Queue': {
    what: 'a queue',
    loss: 'What waits in it, or was put aside in it, would be gone',
    replacedBy: ['FifoQueue', 'QueueName'],
  },
  'AWS::Events::EventBus': {
    what: 'the bus',
    loss: 'Who publishes by events knows the name of the old one',
    replacedBy: ['EventSourceName', 'Name'],
  },
  'AWS::Events::Archive': {
    what: "the bus's archive",
    loss: 'The events that could be replayed would be gone',
    replacedBy: ['ArchiveName', 'SourceArn'],
  },
  'AWS::ApiGatewayV2::Api': {
    what: 'the API',
    loss: 'It would have another address: apps, and links in e-mails that are out, lead to the old one',
    replacedBy: ['ProtocolType'],
  },
  'AWS::ApiGatewayV2::DomainName': {
    what: "the API's own host name",
    loss: 'Apps, and links in e-mails that are out, lead to the old one',
    replacedBy: ['DomainName'],
  },
  'AWS::SNS::Topic': {
    what: "the alarms' topic",
    loss: 'Whoever has subscribed to it would be told of no alarm any more',
    replacedBy: ['FifoTopic', 'TopicName'],
  },
};

/** What an update from one template to the other would replace or take away of what cannot be made again. */
export function findStatefulChanges(deployed: ComparedTemplate, next: ComparedTemplate): StatefulChange[] {
  const lost = Object.entries(deployed.Resources).flatMap(([id, resource]) => {
    const stateful = statefulTypes[resource.Type];
    const change = stateful && changeOf(resource, next.Resources[id], stateful);
    return stateful && change !== undefined ? [{ id, what: stateful.what, change, loss: stateful.loss }] : [];
  });
  return [...lost, ...findNewOnes(deployed, next)];
}

function changeOf(resource: Resource, next: Resource | undefined, { replacedBy }: Stateful): string | undefined {
  if (next === undefined) return isKept(resource) ? undefined : 'would be deleted';
  if (next.Type !== resource.Type) return `would become another kind of thing (${next.Type})`;

  const changed = replacedBy.filter((name) => !isDeepStrictEqual(resource.Properties[name], next.Properties[name]));
  if (changed.length === 0) return undefined;
  const details = changed.map((name) => `${name} ${show(resource.Properties[name])} → ${show(next.Properties[name])}`);
  return `would be replaced (${details.join(', ')})`;
}

/** What is taken out of a template and kept goes on as it is, only that the stack looks after it no more. */
function isKept({ DeletionPolicy }: Resource): boolean {
  return DeletionPolicy === 'Retain' || DeletionPolicy === 'RetainExceptOnCreate';
}

/** What a stack that stands may go by although it did not make it, and what a new one in its place would mean. */
const newOnes = {
  'AWS::DynamoDB::Table':
    'The stack works on one that it did not make (setting tableName), and would find nothing in the new one',
  'AWS::SES::EmailIdentity':
    'The stack sends by one that it did not make (settings domain, senderIdentity); the new one has to be verified first',
};

/** A setting that is forgotten can also give a stack something new in place of what it only used. */
function findNewOnes(deployed: ComparedTemplate, next: ComparedTemplate): StatefulChange[] {
  const all = Object.values(deployed.Resources);
  if (all.length === 0) return []; // a first deploy
  return Object.entries(newOnes)
    .filter(([type]) => !all.some(({ Type }) => Type === type))
    .flatMap(([type, loss]) => {
      const added = Object.entries(next.Resources).filter(([, { Type }]) => Type === type);
      return added.map(([id]) => ({ id, what: statefulTypes[type]?.what ?? type, change: 'would be a new one', loss }));
    });
}

function show(value: unknown): string {
  return value === undefined ? 'unset' : JSON.stringify(value);
}
