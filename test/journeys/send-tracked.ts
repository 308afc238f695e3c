import { sesProvider } from '../../adapters/providers/ses/ses-provider.ts';
import type { Email } from '../../core/delivery/ports/providers.ts';
import { synthesisFolder, synthesize } from '../../local/synthesize.ts';
import type { System } from '../../local/system.ts';
import { pointAtLocalAws } from '../dynamodb-emulator.ts';

/**
 * Sends an e-mail of a notification as a workflow's goes that has opens and clicks tracked: none that ships has. Answers SES's id of it.
 * @throws Error when SES's double did not take it.
 */
export async function sendTracked(
  { endpoints, outputs }: Pick<System, 'endpoints' | 'outputs'>,
  email: Pick<Email, 'notificationId' | 'to' | 'html'>,
): Promise<string> {
  const { ConfigurationSetName: configurationSet = '' } = outputs;
  pointAtLocalAws({ AWS_ENDPOINT_URL_SES: endpoints.providers });
  const provider = sesProvider({
    from: { name: 'Bellhop', address: 'bellhop@example.com' },
    replyTo: 'bellhop@example.com',
    configurationSet,
    trackingSets: { 'opens+clicks': await trackingSetBeside(configurationSet) },
    timeoutSeconds: 5,
  });
  const answer = await provider.send({ ...email, subject: 'Tracked', text: 'Hello', at: new Date(), track: ['opens', 'clicks'] });
  if (answer.outcome !== 'sent') throw new Error(`SES's double answered ${JSON.stringify(answer)}`);
  return answer.providerId;
}

/** The name of the set that only functions are told: each has its logical id behind the same stack. */
async function trackingSetBeside(configurationSet: string): Promise<string> {
  const { template } = (await synthesize(synthesisFolder)) as { template: { Resources: Record<string, unknown> } };
  const idOf = (pattern: RegExp) => Object.keys(template.Resources).find((id) => pattern.test(id)) ?? '';
  const stack = configurationSet.slice(0, -idOf(/^DeliverySenderConfigurationSet/).length);
  return `${stack}${idOf(/^DeliverySenderTrackingOpensClicks/)}`;
}
