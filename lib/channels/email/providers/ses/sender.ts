import { RemovalPolicy } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  type ConfigurationSetProps,
  type DkimRecord,
  EmailIdentity,
  HttpsPolicy,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { type Tracking, trackings } from '../../../../../contract/channels/email/tracking.ts';
import type { OwnerSettings } from '../../../../settings/owner-settings.ts';

/** What every e-mail goes by, tracked or not. */
const everySet: ConfigurationSetProps = {
  reputationMetrics: true,
  // our list decides: what is lifted there would be refused by the account's for good. An empty list of reasons matches none:
  // https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
  disableSuppressionList: true,
};

/** Makes what SES sends with: the identity that e-mails come from, and the configuration sets of which every e-mail carries one. */
export class Sender extends Construct {
  readonly configurationSet: ConfigurationSet;
  /** Those of workflows that track; nothing but its events tells one from another: docs/decisions/0232. */
  readonly trackingSets: Readonly<Record<Tracking, ConfigurationSet>>;
  /** What a new domain needs in its DNS; empty for an address. */
  readonly dkimRecords: readonly DkimRecord[];
  private readonly owner: OwnerSettings;

  constructor(scope: Construct, id: string, { owner }: { owner: OwnerSettings }) {
    super(scope, id);
    this.owner = owner;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', everySet);
    this.trackingSets = this.addTrackingSets();
    this.dkimRecords = this.addIdentity();
  }

  private addTrackingSets(): Record<Tracking, ConfigurationSet> {
    const { trackingDomain } = this.owner;
    const ownDomain = trackingDomain && {
      customTrackingRedirectDomain: trackingDomain,
      customTrackingHttpsPolicy: HttpsPolicy.REQUIRE,
    };
    const sets = trackings.map((tracking) => {
      const id = `Tracking${tracking.replace(/^\w|\+\w/g, (letters) => letters.slice(-1).toUpperCase())}`;
      return [tracking, new ConfigurationSet(this, id, { ...everySet, ...ownDomain })];
    });
    return Object.fromEntries(sets);
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
}
