import { readFileSync } from 'node:fs';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dynamoPauses } from '../../adapters/dynamodb/delivery/pauses.ts';
import { dynamoWorkflowPauses } from '../../adapters/dynamodb/delivery/workflow-pauses.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { deployedView } from '../../bin/operator/console/deployed-view.ts';
import { startConsole } from '../../bin/operator/console/server.ts';
import { clientConfig } from '../../local/endpoints.ts';
import { eventually } from '../journeys/local-system.ts';
import { type LocalSystem, startLocalSystem } from '../journeys/own-local-system.ts';
import { closeBrowser, type OpenPage, openPage } from './open-page.ts';

const wide = { width: 1440, height: 900 };
const token = 'the-token-of-this-run';
const bounced = 'bounce+deployed@simulator.amazonses.com';

const bill = { limit_usd: 50, spent_usd: 41.5, forecast_usd: 62 };
const alarms = [
  {
    name: 'bellhop-prod-WatchBacklog',
    title: 'A queue is behind',
    state: 'alarm' as const,
    since: new Date(Date.now() - 3_600_000).toISOString(),
    sentence: 'Notifications are late: a queue has more than 1,000 records.',
    article: 'docs/runbook.md#a-queue-is-behind',
  },
  {
    name: 'bellhop-prod-WatchJobsMissed',
    title: 'Missed jobs',
    state: 'ok' as const,
    sentence: 'A scheduled job does not get done.',
  },
];

/** The local system stands for a deployed one: its console is reached as the command reaches a stage, by outputs and AWS's interfaces. */
describe('the console of a deployed stage', () => {
  let localSystem: LocalSystem;
  let served: Awaited<ReturnType<typeof startConsole>>;
  let end: () => Promise<void>;
  let table: Table;
  let open: OpenPage;
  const before = { ...process.env };

  beforeAll(async () => {
    localSystem = await startLocalSystem();
    const { body: stack } = await localSystem.local('GET', '/stack');
    Object.assign(process.env, stack.environment);
    const deployed = deployedView('prod', { tableName: stack.outputs.TableName, outputs: stack.outputs });
    end = deployed.end;
    table = deployed.view.table;
    const environment = async () => ({ SMS_MONTHLY_BUDGET_USD: '50' }); // Lambda, which would tell it, has no double
    const view = { ...deployed.view, environment, alarms: async () => ({ data: alarms }), bill: async () => bill };
    served = await startConsole({ port: 0, token, view, behind: deployed.behind });
  });

  afterEach(() => open?.context.close());

  afterAll(async () => {
    await closeBrowser();
    await served?.stop();
    await end?.();
    process.env = before;
    await localSystem?.stop();
  });

  const openAt = async (place = '', options: Parameters<typeof openPage>[1] = { viewport: wide }) => {
    open = await openPage(`${served.url}/#token=${token}`, options);
    await open.page.getByText('Stage prod, deployed').waitFor();
    if (place !== '') await open.page.evaluate((hash) => location.assign(hash), place);
    return open.page;
  };
  const answerYes = () => open.page.getByRole('button', { name: 'Yes, in prod' }).click();

  test('nobody sees anything of the stage who has not opened the address with its token', async () => {
    open = await openPage(`${served.url}/`, { viewport: wide });

    await open.page.getByText('Open the console by the address that the command has printed').waitFor();
    expect(await open.page.getByText('123456789012').count()).toBe(0);
    expect(await open.page.locator('#log-list li').count()).toBe(0);
  });

  test('a bounce is found by its address, lifted and sent again, and each change asks first in words', async () => {
    const data = { title: 'The lift is out of order', body: '' };
    const recipients = [{ id: 'quill', email: bounced }, { id: 'quilt', email: bounced.replace('deployed', 'quilt') }, 'ada'];
    const { body } = await localSystem.publish({ workflow: 'message', recipients, data, channels: ['inbox', 'email'] });
    await eventually('it bounced', async () => {
      const found = await localSystem.call('GET', `/v1/notifications/${body.notifications[0].id}`, { key: localSystem.key() });
      return found.body.messages?.some(({ status }: { status: string }) => status === 'bounced');
    });
    const page = await openAt('#log');
    expect(page.url()).not.toContain(token);

    await page.getByLabel('A user, an address, or an id').fill(bounced);
    await page.keyboard.press('Enter');
    await eventually('only the one to it is listed', async () => (await page.locator('#log-list > li').count()) === 1);
    await page.getByRole('link', { name: 'quill', exact: true }).click();
    await page.getByText('an e-mail to it bounced').first().waitFor();
    await page.locator('#user-log').getByText('bounced').waitFor();
    await page.locator('#user-inbox').getByText('The lift is out of order').waitFor();

    await page.getByRole('button', { name: `Lift ${bounced}` }).click();
    await page.getByRole('heading', { name: `Let ${bounced} be sent to again` }).waitFor();
    expect(await open.findFaults()).toEqual([]);
    await page.keyboard.press('Enter'); // what has the focus changes nothing
    await page.getByText('Nothing was changed.').first().waitFor();
    expect((await localSystem.call('GET', '/v1/suppressions', { key: localSystem.key() })).body.data).toContainEqual(
      expect.objectContaining({ address: bounced }),
    );
    await page.getByRole('button', { name: `Lift ${bounced}` }).click();
    await answerYes();
    await page.getByText('Nothing: they can be sent to.').waitFor();

    await page.evaluate(() => location.assign('#log?user=quill'));
    await eventually('the log is of quill', async () => (await page.locator('#log-list > li').count()) === 1);
    await page.getByRole('button', { name: 'Send again what missed its users' }).press('Enter');
    await page.getByText('1 did not reach its user, and would go again. Nothing is sent yet.').waitFor();
    expect(await open.findFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Send this one again' }).press('Enter');
    await page.getByRole('heading', { name: 'Send 1 notification again' }).waitFor();
    await page.keyboard.press('Enter'); // what has the focus changes nothing
    await page.getByText('Nothing was sent.').waitFor();
    await page.locator('#log-list').getByRole('link', { name: 'message' }).click();
    await page.getByText('The e-mail bounced').first().waitFor();
    await page.getByRole('button', { name: 'Send again', exact: true }).click();
    await page.getByRole('heading', { name: `Send ${body.notifications[0].id} again` }).waitFor();
    await answerYes();
    await page.getByText('Accepted again as').waitFor();
    expect(await open.findFaults()).toEqual([]);

    await page.evaluate(() => location.assign('#log?user=quilt'));
    await page.getByRole('button', { name: 'Send again what missed its users' }).press('Enter');
    await page.getByText('not sent on E-mail, as the address is suppressed').waitFor();
    await page.getByRole('button', { name: 'Send this one again' }).press('Enter');
    await page.getByRole('heading', { name: 'Send 1 notification again' }).waitFor();
    await answerYes();
    await page.getByText('1 sent again.').waitFor();
    expect(await open.findFaults()).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  test("a tenant's notifications are found by whose they are, and the page of its user has no error under it", async () => {
    const key = localSystem.key();
    const data = { title: 'Hello', body: '' };
    const publish = { workflow: 'message', tenant: 'acme', recipients: [{ id: 'quill', email: 'q@acme.example' }], data };
    expect(await localSystem.call('POST', '/v1/notifications', { key, body: publish })).toMatchObject({ status: 202 });
    await eventually('it is listed', async () => {
      const { body } = await localSystem.call('GET', '/v1/notifications?user=quill', { key, headers: { 'X-Tenant': 'acme' } });
      return body.data.length === 1;
    });
    const page = await openAt('#log');

    await page.getByLabel('A user, an address, or an id').fill('acme/quill');
    await page.keyboard.press('Enter');
    await page.getByText('That is all.').waitFor();
    expect(await page.locator('#log-list > li').count()).toBe(1);
    await page.locator('#log-list').getByText('quill of acme').waitFor();

    await page.evaluate(() => location.assign('#users/acme%2Fquill'));
    await page.getByText("quill of acme is a tenant's user").waitFor();
    expect(await page.locator('#user-state').textContent()).toBe('');
    expect(open.complaints).toEqual([]);
  });

  test('dead-letter messages are shown without addresses, and redriven once that is confirmed', async () => {
    const { outputs, endpoints } = localSystem.system;
    const sqs = new SQSClient(clientConfig(endpoints.queues));
    const MessageBody = JSON.stringify({
      version: 1,
      notificationId: 'ntf_01M8MV3FSNM7F2MRW91VCSGFXF',
      channel: 'email',
      to: 'ada@example.com',
    });
    await sqs.send(new SendMessageCommand({ QueueUrl: outputs.EmailDeadLettersUrl ?? '', MessageBody }));
    sqs.destroy();
    const page = await openAt('#system');
    await page.locator('#alarms > li').first().getByText('Notifications are late').waitFor();
    await page.locator('#alarms').getByText('docs/runbook.md#a-queue-is-behind').waitFor();

    await page.getByRole('button', { name: 'Show 1 of email' }).press('Enter');
    await page.getByText('ntf_01M8MV3FSNM7F2MRW91VCSGFXF').waitFor();
    expect(await page.locator('#dead-letter-rows').textContent()).toContain('[address]');
    expect(await open.findFaults()).toEqual([]);
    await page.getByText('Given back, it would change nothing: its notification is gone.').waitFor();
    await page.getByRole('button', { name: 'Give this one back' }).press('Enter');
    await page.getByRole('heading', { name: 'Give 1 dead-letter message of email back?' }).waitFor();
    await answerYes();
    await page.getByText('1 given back.').waitFor();
    expect(await page.getByRole('table').getByText('Busy').isVisible()).toBe(false); // functions are the local system's
  });

  test('sending stands in figures, and e-mail is paused and resumed by keyboard, on a dark and narrow screen', async () => {
    await dynamoWorkflowPauses(table).pause('message', { since: new Date(), why: 'the words are wrong' });
    const until = new Date(Date.now() + 900_000);
    await dynamoPauses(table).pause('provider:ses', { why: 'Daily message quota exceeded', until });
    const page = await openAt('#sending', { viewport: { width: 375, height: 800 }, colorScheme: 'dark' });
    const paused = async () => (await localSystem.local('GET', '/paused')).body.data.map(({ why }: { why: string }) => why);
    const pauses = page.locator('#pauses');
    await page.getByText('of $50.00 this month', { exact: true }).waitFor();
    await page.getByText('of $50.00 this month; $62.00 foreseen').waitFor();

    await page.getByLabel('Why it is paused').fill('the logo is wrong');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Pause email?' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('All e-mails wait.').waitFor();

    expect(await paused()).toEqual(['the logo is wrong']);
    await pauses.getByRole('button', { name: 'Resume' }).press('Enter');
    await page.keyboard.press('Escape');
    await page.getByText('Nothing was changed.').waitFor();
    expect(await paused()).toHaveLength(1);
    await pauses.getByRole('button', { name: 'Resume' }).press('Enter');
    await answerYes();
    await page.getByText('All e-mails go out again.').waitFor();
    expect(await paused()).toEqual([]);
    await page.locator('#paused-workflows').getByText('the words are wrong').waitFor();
    await page.locator('#paused-workflows li', { hasText: 'the words are wrong' }).getByRole('button').press('Enter');
    await page.getByRole('heading', { name: 'Resume the workflow message?' }).waitFor();
    await answerYes();
    await page.getByText('message goes out again').waitFor();
    expect((await dynamoWorkflowPauses(table).list()).size).toBe(0);
    await page.locator('#paused-workflows').getByText('Daily message quota exceeded').waitFor();
    await page.locator('#paused-workflows').getByRole('button', { name: 'Resume' }).press('Enter');
    await page.getByRole('heading', { name: 'Resume ses?' }).waitFor();
    await answerYes();
    await page.getByText('SES sends again.').waitFor();
    expect(await dynamoPauses(table).find('provider:ses')).toBeUndefined();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await open.findFaults()).toEqual([]);
  });

  test('what is due is listed with why it waits, and is canceled once that is confirmed', async () => {
    const data = { title: 'Tomorrow is a holiday', body: '' };
    const send_at = new Date(Date.now() + 2 * 3_600_000).toISOString();
    const { body } = await localSystem.publish({ workflow: 'message', recipients: ['grace'], data, send_at });
    await eventually('it is planned', async () => {
      const { status } = await localSystem.call('GET', `/v1/notifications/${body.notifications[0].id}`, {
        key: localSystem.key(),
      });
      return status === 200;
    });
    const page = await openAt('#later');
    const row = page.locator('.waiting-row', { hasText: 'Tomorrow is a holiday' });

    await row.getByText('E-mail: scheduled').waitFor();
    await page.getByText('Looked at what falls due until').waitFor();
    expect(await row.getByRole('button').allTextContents()).toEqual(['Cancel']); // a job of the stage lets it go, and nobody here
    expect(await open.findFaults()).toEqual([]);
    await row.getByRole('button', { name: 'Cancel' }).press('Enter');
    await answerYes();
    await page.getByText('1 canceled').waitFor();
    await row.waitFor({ state: 'detached' });
  });

  test('a user is found by how their id begins, saved as a file, and erased once that is confirmed', async () => {
    const page = await openAt('#users');
    await page.getByText('Find a user by their id.').waitFor();

    await page.getByLabel('Find a user by the beginning of their id').fill('qui');
    await page.locator('#user-ids option[value="quill"]').waitFor({ state: 'attached' });
    await page.getByLabel('Find a user by the beginning of their id').fill('quill');
    await page.keyboard.press('Enter');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download all that is kept' }).click(),
    ]);
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('heading', { name: 'Erase quill, with everything' }).waitFor();
    await answerYes();
    await page.getByText('quill is erased.').waitFor();

    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({ user: { id: 'quill', email: bounced } });
    expect((await localSystem.call('GET', '/v1/users/quill', { key: localSystem.key() })).status).toBe(404);
    expect(await open.findFaults()).toEqual([]);
  });

  test('a workflow reads in another language, on a dark screen and on a phone, and nothing is sent', async () => {
    const sent = (await localSystem.outbox()).length;
    const page = await openAt('#workflows/repair-assigned');
    const mail = page.frameLocator('iframe[title="The e-mail"]').locator('body');
    const brightness = () => mail.evaluate((body) => getComputedStyle(body).backgroundColor);
    await mail.getByText('is yours').first().waitFor();
    const [light, wideFrame] = [await brightness(), await page.locator('iframe').evaluate((frame) => frame.clientWidth)];

    await page.getByRole('button', { name: 'Dark' }).press('Enter');
    await mail.getByText('is yours').first().waitFor();
    await page.getByRole('button', { name: 'Phone' }).press('Enter');
    expect(await brightness()).not.toBe(light);
    expect(await page.locator('iframe').evaluate((frame) => frame.clientWidth)).toBeLessThan(Math.min(390, wideFrame));
    await page.getByRole('combobox', { name: 'Locale' }).fill('de');
    await page.keyboard.press('Enter');
    await page.locator('#previews').getByText('zugeteilt').first().waitFor();
    expect(await page.getByRole('list', { name: 'Steps' }).count()).toBe(0);
    expect(await open.findFaults()).toEqual([]);
    expect((await localSystem.outbox()).length).toBe(sent);

    await page.getByRole('link', { name: 'repair-approved' }).click();
    const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    await steps.first().waitFor();
    expect(await steps.allInnerTexts()).toEqual([
      expect.stringMatching(/^Inbox\s+at once$/),
      expect.stringMatching(/^E-mail\s+at once$/),
      expect.stringMatching(/^SMS\s+if the inbox item is unread after 15 minutes$/),
    ]);
    expect(await open.findFaults()).toEqual([]);
  });
});
