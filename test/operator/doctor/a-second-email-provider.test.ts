import { checks } from '../../../bin/operator/doctor/checks.ts';
import { draftSes } from '../../../bin/operator/doctor/drafts/draft-ses.ts';
import { type Deployment, inOrder, startDeployment } from './a-deployment.ts';

const sends = 'GetFunctionConfiguration bellhop-prod-deliver-email' as const;
const { CONFIGURATION_SET: _, ...Variables } = inOrder[sends].Environment.Variables;
const answers = { [sends]: { ...inOrder[sends], Environment: { Variables: { ...Variables, EMAIL_PROVIDER: 'postmark' } } } };

let deployment: Deployment;
beforeAll(async () => {
  deployment = await startDeployment();
});
afterAll(() => deployment.stop());

test('where another provider sends e-mail, what is about SES does not apply, and says who sends', async () => {
  const found = await deployment.diagnose(checks.email, { answers });

  const aboutSes = found.filter(({ verdict }) => verdict === 'does-not-apply');
  expect(aboutSes.map(({ name }) => name)).toEqual([
    'ses-production',
    'ses-quota',
    'ses-identity',
    'dkim',
    'mail-from',
    'suppression-list',
    'email-events',
    'engagement-tracking',
  ]);
  expect(aboutSes.every((one) => one.found.includes('by Postmark'))).toBe(true);
  expect(found.filter(({ verdict }) => verdict === 'ok').map(({ name }) => name)).toEqual(['dmarc', 'email-pauses']);
});

test('there is nothing to ask of SES', async () => {
  await expect(draftSes(deployment.facts({ answers }))).rejects.toThrow('e-mails go out by Postmark');
});
