import type { ComparedTemplate } from '../../lib/app/stateful-changes.ts';

export type Destroyed = {
  stage: string;
  template: ComparedTemplate;
  /** What the table is called, as the stack's output `TableName` says. */
  tableName: string;
};

/** Says what goes with a stack, what stays of it, and for each how to use it again or remove it. */
export function describeDestroy({ stage, template, tableName }: Destroyed): string {
  const resources = Object.values(template.Resources);
  const table = resources.find(({ Type }) => Type === 'AWS::DynamoDB::Table');
  const identity = resources.find(({ Type }) => Type === 'AWS::SES::EmailIdentity')?.Properties.EmailIdentity;
  const hasPush = resources.some(({ Type }) => Type === 'Custom::WebPushKey');
  const goes = table?.DeletionPolicy === 'Delete' ? `, and the table ${tableName} with all users, inboxes and API keys` : '';
  const secrets = ['token-secret', 'unsubscribe-secret', ...(hasPush ? ['vapid-secret'] : [])]
    .map((name) => `/bellhop/${stage}/${name}`)
    .join(' ');

  return [
    `What goes with bellhop-${stage}: the API and its address, functions, logs, alarms, queues with what waits or was put aside in them${goes}.`,
    'What stays:',
    ...(goes === '' ? [tableStays(stage, tableName)] : []),
    ...(typeof identity === 'string' ? [identityStays(identity)] : []),
    `- the secrets that sign users' tokens and links to unsubscribe, if they were ever used${hasPush ? ', and the key of web push' : ''}. The next deploy uses them again.
  Remove:  aws ssm delete-parameters --names ${secrets}`,
  ].join('\n');
}

function tableStays(stage: string, tableName: string): string {
  return `- the table ${tableName} with all users, inboxes and API keys.
  Use again:  npm run cdk -- deploy -c stage=${stage} -c tableName=${tableName}
  Remove:  aws dynamodb update-table --table-name ${tableName} --no-deletion-protection-enabled
           aws dynamodb delete-table --table-name ${tableName}`;
}

function identityStays(identity: string): string {
  return `- ${identity} in SES, verified as it is. The next deploy by npm finds it; any other way of deploying needs -c senderIdentity=existing.
  Remove:  aws sesv2 delete-email-identity --email-identity ${identity}`;
}

/** What keeps a protected stack from being deleted, and what lifts that. */
export function describeProtection(stage: string): string {
  return `bellhop-${stage} is protected. If it is to go, lift that first:
  aws cloudformation update-termination-protection --stack-name bellhop-${stage} --no-enable-termination-protection`;
}
