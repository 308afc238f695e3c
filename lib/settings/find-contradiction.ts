import { chosenChannels } from '../../contract/channels/channels.ts';
import { emailProviders } from '../../contract/channels/email/providers.ts';
import { OwnerContext, type OwnerSettings } from './owner-settings.ts';
import { neededBy, providerChoice } from './provider-settings.ts';

/** The first setting that another one forbids, as a sentence for the owner; each is right by itself. */
export function findContradiction(owner: OwnerSettings): string | undefined {
  const { stage, fromAddress, domain, senderIdentity, mailFromDomain, apiDomain, apiCertificateArn } = owner;
  const { monthlyBudgetUsd, alarmEmail, tableName, tableStreamArn } = owner;
  const sendingHost = fromAddress.slice(fromAddress.lastIndexOf('@') + 1).toLowerCase();

  if (domain !== undefined && !isWithin(sendingHost, domain))
    return `setting fromAddress: "${fromAddress}" is not an address at the domain "${domain}"`;
  if (mailFromDomain !== undefined && (domain === undefined || senderIdentity === 'existing'))
    return 'setting mailFromDomain: only a domain that this stack verifies (setting domain) can have one';
  if (mailFromDomain !== undefined && !(isWithin(mailFromDomain, domain ?? '') && mailFromDomain !== domain))
    return `setting mailFromDomain: "${mailFromDomain}" does not lie beneath the domain "${domain}"`;
  // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
  if (mailFromDomain === sendingHost)
    return `setting mailFromDomain: "${mailFromDomain}" is what e-mails come from; SES wants another one for bounces`;
  if ((apiDomain === undefined) !== (apiCertificateArn === undefined))
    return 'settings apiDomain and apiCertificateArn: one needs the other; see docs/custom-domain.md';
  if (monthlyBudgetUsd !== undefined && alarmEmail === undefined)
    return 'setting monthlyBudgetUsd: there is nobody to tell; set alarmEmail as well';
  if (owner.smsAccountAlarm === 'on' && !owner.smsProvider.includes('sns'))
    return `setting smsAccountAlarm: AWS tells what the account has spent on SMS by sns alone, and smsProvider is ${owner.smsProvider}`;
  if (stage === 'local' && tableName !== undefined)
    return 'setting tableName: the local system keeps a table of its own; leave it out there';
  if (tableStreamArn !== undefined && tableStreamArn.split('/')[1] !== tableName)
    return "setting tableStreamArn: it is the stream of the table in setting tableName, and of no other; the stack's own table has one by itself";
  const ofApple = [owner.apnsTeam, owner.apnsKeyId, owner.apnsTopic].filter((each) => each !== undefined);
  if (ofApple.length % 3 !== 0)
    return 'settings apnsTeam, apnsKeyId and apnsTopic: Apple asks for all three, each needs the others; see docs/push.md';
  if (stage !== 'local' && owner.push === 'off' && (owner.fcmProject !== undefined || ofApple.length > 0))
    return `setting ${owner.fcmProject === undefined ? 'apnsTopic' : 'fcmProject'}: push messages are off; set push to on as well`;
  const reader = (['events', 'webhooks'] as const).find((name) => owner[name] === 'on');
  if (reader !== undefined && tableName !== undefined && tableStreamArn === undefined)
    return `setting ${reader}: they are read from the stream of the table in setting tableName; set tableStreamArn as well: docs/restore.md`;
  return findMissingForProvider(owner) ?? findOfAnotherProvider(owner);
}

/** What a chosen provider cannot do without, with the words to type. */
function findMissingForProvider(owner: OwnerSettings): string | undefined {
  for (const channel of chosenChannels()) {
    const choice = providerChoice(channel);
    for (const provider of owner[choice]) {
      const missing = neededBy(provider).filter((name) => owner[name] === undefined);
      const examples = missing.map((name) => `-c ${name}=${OwnerContext.shape[name].meta()?.example}`);
      if (missing.length > 0)
        return `setting ${choice}: ${provider} needs ${missing.join(' and ')} as well, for example: ${examples.join(' ')}; see docs/${channel}-providers.md`;
    }
  }
  return undefined;
}

/** What would have no effect, as it is about SES and another sends. */
function findOfAnotherProvider(owner: OwnerSettings): string | undefined {
  const [first] = owner.emailProvider;
  const { title } = emailProviders[first];
  if (owner.emailProvider.includes('ses')) return undefined;
  const idle = (['domain', 'mailFromDomain', 'senderIdentity', 'trackingDomain'] as const).filter(
    (name) => owner[name] !== undefined,
  );
  if (idle.length === 0) return undefined;
  return `setting ${idle.join(', ')}: it is for Amazon SES alone, and ${title} sends e-mails; take it out, and verify your domain at ${title}: docs/email-providers.md`;
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
