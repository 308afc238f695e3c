import { checks } from '../../../bin/operator/doctor/checks.ts';
import { draftSes } from '../../../bin/operator/doctor/drafts/draft-ses.ts';
import { type Deployment, inOrder, startDeployment } from './a-deployment.ts';

const sends = 'GetFunctionConfiguration bellhop-prod-deliver-email' as const;
const { CONFIGURATION_SET: _, ...Variables } = inOrder[sends].Environment.Variables;
const sendsBy = (changes: Record<string, string>, variables: Record<string, string> = Variables) => ({
  [sends]: { ...inOrder[sends], Environment: { Variables: { ...variables, ...changes } } },
});
const answers = sendsBy({ EMAIL_PROVIDER: 'postmark' });

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

test('where SES sends while another is paused, what is about it is looked at', async () => {
  const both = sendsBy({ EMAIL_PROVIDER: 'postmark', EMAIL_STANDBY: 'ses' }, inOrder[sends].Environment.Variables);

  const found = await deployment.diagnose(checks.email, { answers: both });

  expect(found.map(({ verdict }) => verdict)).not.toContain('does-not-apply');
  expect(found.find(({ name }) => name === 'email-pauses')?.found).toBe(
    'E-mail goes out by Postmark, and by Amazon SES while that is paused.',
  );
});

test('where SES sends nothing, all who do are named', async () => {
  const found = await deployment.diagnose(checks.email, {
    answers: sendsBy({ EMAIL_PROVIDER: 'postmark', EMAIL_STANDBY: 'resend' }),
  });

  expect(found.find(({ name }) => name === 'dkim')?.found).toContain('by Postmark, and by Resend while that is paused');
});
