import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { QueueKey } from '../../../contract/channels/channels.ts';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { ChannelInStack, ChannelProps } from '../channel-in-stack.ts';
import { ChosenProvider } from '../chosen-provider.ts';
import type { EmailProviderNeeds } from './email-provider-needs.ts';
import { grantReadFiles } from './grant-read-files.ts';
import { emailProviderNeeds } from './providers.ts';

/** E-mail in the stack: who it comes from, who sends it, and what a person is called for. */
export class EmailInStack implements ChannelInStack {
  readonly handler = 'channels/email/deliver-email';
  readonly needsApiUrl = true; // links to unsubscribe
  private readonly provider: ChosenProvider<'email', EmailProviderNeeds>;
  private readonly props: ChannelProps;

  constructor(scope: Construct, props: ChannelProps) {
    this.props = props;
    this.provider = new ChosenProvider(scope, 'email', { add: emailProviderNeeds, place: props });
  }

  /** What its provider has in the stack, beside the rights that functions are given. */
  get needs(): EmailProviderNeeds {
    return this.provider.needs;
  }

  grantSend(handler: HandlerFunction, queue: QueueKey): void {
    const { owner, unsubscribeSecret } = this.props;
    handler.set('EMAIL_QUEUE', queue);
    handler.set('FROM_ADDRESS', owner.fromAddress);
    handler.set('FROM_NAME', owner.fromName);
    handler.set('REPLY_TO_ADDRESS', owner.replyTo ?? owner.fromAddress);
    if (owner.emailsPerSecond !== undefined) handler.set('EMAILS_PER_SECOND', owner.emailsPerSecond);
    this.provider.grantSend(handler);
    grantReadFiles(handler, owner.attachmentBuckets);
    unsubscribeSecret.grantSign(handler);
  }

  grantReceive(handler: HandlerFunction): void {
    this.provider.grantReceive(handler);
  }

  /** Tells a function who sends. */
  addDryRunEnvironment(handler: HandlerFunction): void {
    this.provider.addEnvironment(handler);
  }

  /** Lets a function ask for the provider's quota, if that has one. */
  grantReadQuota(handler: HandlerFunction): void {
    this.provider.addEnvironment(handler);
    this.needs.grantReadQuota?.(handler);
  }

  raiseAlarms(scope: Construct): void {
    const { alarms } = this.props;
    alarms.raise(scope, 'SenderRisk', {
      metric: alarms.metric('SenderRisk', Stats.MAXIMUM),
      above: 100,
      ifThisFails:
        'Too many e-mails bounce (over 5 %) or bring complaints (over 0.1 %): bulk e-mail is paused until somebody resumes it',
      article: 'bulk-email-is-paused',
    });
    alarms.raise(scope, 'EmailQuota', {
      metric: alarms.metric('EmailQuotaUsed', Stats.MAXIMUM),
      above: 80,
      ifThisFails: this.needs.ifEmailWaits ?? 'E-mail waits, because its provider takes none from this sender for now',
      article: 'email-quota',
    });
  }
}
