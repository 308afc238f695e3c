import { emailProviders } from '../../../../contract/channels/email/providers.ts';
import { providerNames } from '../../../../contract/channels/providers.ts';
import { markOf } from '../../../../core/delivery/choose-provider.ts';
import { isPaused } from '../../../../core/delivery/enforce-pause.ts';
import type { Pause } from '../../../../core/delivery/ports/pauses.ts';
import type { Check } from '../check.ts';
import { type Finding, ok, wrong } from '../check.ts';
import type { Facts } from '../facts.ts';
import { consolePage } from '../mending.ts';
import { titlesOf } from '../providers-of-stage.ts';

/** The local system has no function to be asked for its settings, and only those that it sends by can be paused. */
const allProviders = providerNames('email');

/** Whether e-mail goes out at present, or waits for something. */
export const emailPauses: Check = {
  name: 'email-pauses',
  why: 'E-mail waits while its provider takes none, and bulk e-mail after too many bounces or complaints.',
  async run({ table, now, stage, region, emailSettings }) {
    const { pauses } = await table();
    const find = async (queue: Parameters<typeof pauses.find>[0]) => {
      const pause = await pauses.find(queue);
      return pause !== undefined && isPaused(pause, now()) ? pause : undefined;
    };
    const [email, bulk, unverified] = await Promise.all([find('email'), find('bulk-email'), find('unverified-recipients')]);
    const page = stage === 'local' ? 'the faults in the console' : await accountPage({ emailSettings, region });
    if (email !== undefined && email.until === undefined)
      return waits('E-mail', email, `npm run bellhop -- resume email --stage ${stage}`);
    if (email !== undefined) return waits('E-mail', email, `It is tried again by itself; what is said of the account: ${page}`);
    const names = stage === 'local' ? [] : await providersIn(emailSettings);
    for (const name of stage === 'local' ? allProviders : names) {
      const pause = await find(markOf(name));
      const mend = `npm run bellhop -- resume ${name} --stage ${stage}, once its account is in order`;
      if (pause !== undefined) return waits(`What would go out by ${emailProviders[name].title}`, pause, mend);
    }
    if (unverified !== undefined)
      return waits('E-mail to unverified addresses', unverified, `Verify them, or leave the sandbox: ${page}`);
    if (bulk !== undefined) return waits('Bulk e-mail', bulk, `npm run bellhop -- bulk-email show --stage ${stage}`);
    return ok(stage === 'local' ? 'E-mail goes out.' : `E-mail goes out by ${titlesOf('email', names)}.`);
  },
};

/** Who sends e-mail in a deployed stage, the first and those that stand by. */
async function providersIn(emailSettings: Facts['emailSettings']) {
  const { EMAIL_PROVIDER, EMAIL_STANDBY } = await emailSettings();
  return [EMAIL_PROVIDER, ...EMAIL_STANDBY];
}

async function accountPage({ emailSettings, region }: Pick<Facts, 'emailSettings' | 'region'>): Promise<string> {
  const { EMAIL_PROVIDER } = await emailSettings();
  const { title } = emailProviders[EMAIL_PROVIDER];
  return EMAIL_PROVIDER === 'ses' ? consolePage('ses-account', await region()) : `the account at ${title}`;
}

function waits(what: string, { why, until }: Pause, mend: string): Finding {
  return wrong(`${what} waits${until === undefined ? '' : ` until ${until.toISOString()}`}: ${why}`, mend);
}
