// a stage whose e-mails a second provider sends → its template, on stdout
import './postmark.ts';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

const { addStack } = await import('../../../../lib/app/make-app.ts');
const { emailProviderNeeds } = await import('../../../../lib/channels/email/providers.ts');
const { readOwnerSettings } = await import('../../../../lib/settings/read-owner-settings.ts');

Object.assign(emailProviderNeeds, {
  postmark: () => ({
    grantSend: (handler: { set(name: string, value: string): void }) => handler.set('POSTMARK_TOKEN_PARAMETER', '/postmark'),
    grantReceive: (handler: { set(name: string, value: string): void }) => handler.set('POSTMARK_TOKEN_PARAMETER', '/postmark'),
  }),
});
const owner = { ...readOwnerSettings({ stage: 'dev', fromAddress: 'hello@example.com' }), emailProvider: 'postmark' as never };
const app = new App({ analyticsReporting: false });
const stack = addStack(app, owner, () => Code.fromInline('exports.handler = async () => {};'));

process.stdout.write(JSON.stringify(app.synth().getStackByName(stack.stackName).template));
