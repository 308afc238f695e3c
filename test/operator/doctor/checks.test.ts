import { checks } from '../../../bin/operator/doctor/checks.ts';
import { type Changes, type Deployment, inOrder, refusal, startDeployment } from './a-deployment.ts';
import { accountCases } from './cases/account.ts';
import { emailCases } from './cases/email.ts';
import { smsCases } from './cases/sms.ts';
import { systemCases } from './cases/system.ts';

const all = Object.values(checks).flat();

let deployment: Deployment;
beforeAll(async () => {
  deployment = await startDeployment();
});
afterAll(() => deployment.stop());

async function look(name: string, changes: Changes) {
  const check = all.find((one) => one.name === name);
  if (check === undefined) throw new Error(`there is no check ${name}`);
  const [found] = await deployment.diagnose([check], changes);
  return found;
}

test('a deployment in order passes every check, and each says what it saw', async () => {
  const found = await deployment.diagnose(all);

  expect(found.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  expect(found.every((one) => one.found.length > 5 && one.mend === undefined)).toBe(true);
  expect(found.length).toBeGreaterThan(20);
});

const cases = [...accountCases, ...systemCases, ...emailCases, ...smsCases];

test.each(cases)('%s %s', async (name, _what, changes, verdict, found, mend) => {
  expect(await look(name, changes)).toMatchObject({
    verdict,
    found: expect.stringMatching(found),
    ...(verdict !== 'ok' && verdict !== 'does-not-apply' && { mend: expect.stringMatching(mend) }),
  });
});

test('every check has a case in which it is not in order', () => {
  const seen = new Set(
    cases.filter(([, , , verdict]) => !['ok', 'cannot-tell', 'does-not-apply'].includes(verdict)).map(([name]) => name),
  );

  expect(all.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
});

test('a check that is not allowed to look says so for itself alone', async () => {
  const found = await deployment.diagnose(all, {
    answers: { GetAccount: refusal('AccessDeniedException', 'not authorized to perform: ses:GetAccount', 403) },
  });

  expect(found.filter(({ verdict }) => verdict !== 'ok').map(({ name, verdict }) => [name, verdict])).toEqual([
    ['ses-production', 'cannot-tell'],
    ['ses-quota', 'cannot-tell'],
    ['suppression-list', 'cannot-tell'],
    ['engagement-tracking', 'cannot-tell'],
  ]);
  expect(found.find(({ name }) => name === 'ses-quota')?.mend).toContain('ReadOnlyAccess');
});

test('before the first deploy, what can be looked at is, and the rest is not yet, with the line that deploys', async () => {
  const found = await deployment.diagnose(all, {
    answers: {
      DescribeStacks: refusal('ValidationError', 'Stack with id bellhop-prod does not exist'),
      GetAccount: { ...inOrder.GetAccount, ProductionAccessEnabled: false },
    },
  });
  const of = (verdict: string) => found.filter((one) => one.verdict === verdict).map(({ name }) => name);

  expect(of('ok')).toEqual(['credentials', 'clock', 'bootstrap', 'lambda-concurrency', 'ses-quota', 'sms-sandbox']);
  expect(of('not-yet')).toHaveLength(all.length - 6);
  expect(found.find(({ name }) => name === 'api-keys')?.mend).toContain('cdk -- deploy -c stage=prod');
});

test('a stack of an older version is asked to be deployed again', async () => {
  const [old] = inOrder.DescribeStacks.Stacks;
  const Outputs = old?.Outputs.filter(({ OutputKey }) => OutputKey !== 'ApiId');
  const found = await look('allowed-origins', { answers: { DescribeStacks: { Stacks: [{ ...old, Outputs }] } } });

  expect(found).toMatchObject({ verdict: 'cannot-tell', found: expect.stringContaining('no output ApiId') });
});
