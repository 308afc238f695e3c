import { defaultProvider, type ProviderOf } from '../../../../contract/channels/providers.ts';
import { type Check, doesNotApply, type Finding } from '../check.ts';
import type { Facts } from '../facts.ts';
import { NotDeployed } from '../not-deployed.ts';
import { titlesOf } from '../providers-of-stage.ts';

/** Makes checks of SES look only where SES sends e-mail, be it while another is paused; elsewhere each says who does. */
export function whenSesSends(checks: readonly Check[]): Check[] {
  return checks.map((check) => ({ ...check, run: async (facts) => (await sesIsOff(facts)) ?? check.run(facts) }));
}

async function sesIsOff({ emailSettings }: Facts): Promise<Finding | undefined> {
  const { EMAIL_PROVIDER, EMAIL_STANDBY } = await emailSettings().catch(asBeforeTheFirstDeploy);
  const names = [EMAIL_PROVIDER, ...EMAIL_STANDBY];
  return names.includes('ses') ? undefined : doesNotApply(`E-mails go out by ${titlesOf('email', names)}; this is about SES.`);
}

/** Before the first deploy it is SES that the account is made ready for. */
function asBeforeTheFirstDeploy(error: unknown): { EMAIL_PROVIDER: ProviderOf<'email'>; EMAIL_STANDBY: ProviderOf<'email'>[] } {
  if (!(error instanceof NotDeployed)) throw error;
  return { EMAIL_PROVIDER: defaultProvider('email'), EMAIL_STANDBY: [] };
}
