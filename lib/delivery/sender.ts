import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { ConfigurationSet, type DkimRecord, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';

/** Who e-mails come from: the SES identity, the configuration set that every e-mail carries, and the right to send as them. */
export class Sender extends Construct {
  readonly configurationSet: ConfigurationSet;
  /** What a new domain needs in its DNS; empty for an address. */
  readonly dkimRecords: readonly DkimRecord[];
  private readonly owner: OwnerSettings;

  constructor(scope: Construct, id: string, { owner }: { owner: OwnerSettings }) {
    super(scope, id);
    this.owner = owner;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      // our list decides: what is lifted there would be refused by the account's for good. An empty list of reasons matches none:
      // https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
      disableSuppressionList: true,
    });
    this.dkimRecords = this.addIdentity();
  }

  /** Lets a function send e-mails from the owner's address, and from no other, at the account's rate. See docs/decisions/0003. */
  grantSend(handler: HandlerFunction): void {
    handler.set('FROM_ADDRESS', this.owner.fromAddress);
    handler.set('FROM_NAME', this.owner.fromName);
    handler.set('REPLY_TO_ADDRESS', this.owner.replyTo ?? this.owner.fromAddress);
    const { configurationSetName } = this.configurationSet;
    handler.set('CONFIGURATION_SET', configurationSetName);
    handler.allow(['ses:SendRawEmail'], [this.arn('configuration-set', configurationSetName), this.arn('identity', '*')], {
      StringEquals: { 'ses:FromAddress': this.owner.fromAddress },
    });
    handler.allow(['ses:GetSendQuota'], ['*']);
    Validations.of(handler).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: "SES gives the account's rate by GetSendQuota, which knows no resources: IAM takes nothing narrower.",
    });
    Validations.of(handler).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
      reason:
        'SES checks the right to send against every verified identity a message touches, which in the sandbox includes its ' +
        'recipients; a condition on ses:FromAddress holds the sender to the one address.',
    });
  }

  private addIdentity(): readonly DkimRecord[] {
    const { senderIdentity, domain, mailFromDomain, fromAddress } = this.owner;
    if (senderIdentity === 'existing') return [];
    const identity = new EmailIdentity(this, 'Identity', {
      identity: domain === undefined ? Identity.email(fromAddress) : Identity.domain(domain),
      ...(mailFromDomain !== undefined && { mailFromDomain }), // without its MX record SES goes on with its own
    });
    // a click or DNS records have verified it: that outlives the stack, but not a first deploy that fails
    identity.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return domain === undefined ? [] : identity.dkimRecords;
  }

  private arn(resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
  }
}
