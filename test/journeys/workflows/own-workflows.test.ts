import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { clientConfig } from '../../../local/endpoints.ts';
import { type Answer, eventually } from '../local-system.ts';
import { everyFeature, type SharedLocalSystem, shareLocalSystem } from '../shared/share-local-system.ts';

let localSystem: SharedLocalSystem;
beforeAll(async () => {
  localSystem = await shareLocalSystem(everyFeature);
});

type Message = { channel: string; status: string; provider_id?: string };
type Step = { type: string; text: string };
type Row = { variant?: string; channel?: string; accepted: number; sent: number; read: number; skipped: number };

async function publish(body: object): Promise<string> {
  const answer = await localSystem.publish({ ...body });
  expect(answer.status).toBe(202);
  return answer.body.notifications[0].id;
}

/** The notification, once it has come to this. */
function shown(id: string, what: string, isSo: (notification: Answer['body']) => boolean): Promise<Answer['body']> {
  return eventually(`${id}: ${what}`, async () => {
    const { status, body } = await localSystem.call('GET', `/v1/notifications/${id}`, { key: localSystem.key() });
    return status === 200 && isSo(body) && body;
  });
}

function counted(query: string, isSo: (statistics: Answer['body']) => boolean): Promise<Answer['body']> {
  return eventually(`the statistics of ${query}`, async () => {
    const { body } = await localSystem.call('GET', `/v1/statistics?${query}`, { key: localSystem.key() });
    return isSo(body) && body;
  });
}

const isDelivered = ({ messages }: Answer['body']) => messages.every(({ status }: Message) => status === 'delivered');
const typesOf = ({ timeline }: Answer['body']): string[] => timeline.map(({ type }: Step) => type);

describe('a workflow that tracks its e-mails', () => {
  const link = 'https://app.example.com/offers/7?token=s3cret';
  const recipients = [{ id: 'hedy', email: 'hedy@example.com' }];

  /** The configuration set that SES was named for an e-mail, and the HTML as its reader has it. */
  async function sent(notification: string): Promise<{ configurationSet: string; html: string }> {
    const [{ id, html }] = await localSystem.outbox({ notification, channel: 'email' });
    const lines = readFileSync(join(localSystem.dataFolder, 'outbox'), 'utf8').trimEnd().split('\n');
    const asked: { id: string; configurationSet: string }[] = lines.map((line) => JSON.parse(line));
    return { html, configurationSet: asked.find((each) => each.id === id)?.configurationSet ?? '' };
  }

  /** What SES tells of a person, who reads an hour later: a test does not wait for the time that tells them from a machine. */
  async function tellOfReader(notification: string, configurationSet: string): Promise<void> {
    const { messages } = await shown(notification, 'is sent', isDelivered);
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';
    const seen = { ipAddress: '192.0.2.1', timestamp: new Date(Date.now() + 3_600_000).toISOString(), userAgent };
    const mail = {
      timestamp: new Date().toISOString(),
      messageId: messages[0].provider_id,
      destination: ['hedy@example.com'],
      tags: { notification_id: [notification], 'ses:configuration-set': [configurationSet] },
    };
    const told = { 'Email Opened': { open: seen }, 'Email Clicked': { click: { ...seen, link } } };
    const client = new EventBridgeClient(clientConfig(localSystem.system.endpoints.providers));
    const Entries = Object.entries(told).map(([DetailType, what]) => ({
      Source: 'aws.ses',
      DetailType,
      Detail: JSON.stringify({ mail, ...what }),
    }));
    await client.send(new PutEventsCommand({ Entries }));
    client.destroy();
  }

  test('sends by the set that asks SES for it; machines and people who open and click are told apart in timeline and statistics', async () => {
    const id = await publish({ workflow: 'offer', recipients, data: { link }, channels: ['email'] });
    await shown(id, 'is delivered', isDelivered);
    const { html, configurationSet } = await sent(id);
    const [, href = ''] = /href="(\/local\/outbox[^"]+)"/.exec(html) ?? [];
    const [, picture = ''] = /src="(\/local\/outbox[^"]+)"/.exec(html) ?? [];
    const look = (path: string) =>
      fetch(`${localSystem.system.url}${path}`, { headers: { 'User-Agent': 'curl/8' }, redirect: 'manual' });

    expect(configurationSet).toMatch(/TrackingOpensClicks/);
    expect((await look(href)).headers.get('location')).toBe(link);
    for (let times = 0; times < 3; times += 1) expect((await look(picture)).status).toBe(200);
    await shown(id, 'a machine was there', (body) => typesOf(body).filter((type) => type.endsWith('_by_machine')).length >= 2);
    await tellOfReader(id, configurationSet);
    const { timeline } = await shown(id, 'its reader was there', (body) =>
      ['opened', 'clicked'].every((type) => typesOf(body).includes(type)),
    );

    const engaged: Step[] = timeline.filter(({ type }: Step) => /^(?:opened|clicked)/.test(type));
    expect(engaged.map(({ type, text }) => [type, text]).sort()).toEqual([
      ['clicked', 'A link to app.example.com in the e-mail was clicked.'],
      ['clicked_by_machine', 'A link to app.example.com in the e-mail was clicked (by a machine).'],
      ['opened', 'The e-mail was opened.'],
      ['opened_by_machine', 'The e-mail was opened (by a machine).'],
    ]);
    const { total } = await counted('workflow=offer&by=channel', ({ total: all }) => all.opened + all.clicked === 2);
    expect(total).toMatchObject({ delivered: 1, opened: 1, clicked: 1, opened_by_machine: 1, clicked_by_machine: 1 });
  });

  test('beside one that does not, whose e-mail goes by another set and as it was written', async () => {
    const data = { title: 'Not tracked', body: '', url: link };
    const id = await publish({ workflow: 'message', recipients, data, channels: ['email'] });
    await shown(id, 'is delivered', isDelivered);

    const { html, configurationSet } = await sent(id);
    expect(html).toContain(`href="${link}"`);
    expect(html).not.toContain('/local/outbox');
    expect(configurationSet).toMatch(/SenderConfigurationSet/);
  });
});

test('a workflow with a batch tells of all in one as soon as it is full, and of none that was canceled', async () => {
  const recipients = [{ id: 'poster', email: 'poster@example.com' }];
  const commented = (actor: string) => {
    const data = { post: 'Brakes', text: `${actor} agrees`, link: 'https://app.example.com/posts/1' };
    return publish({ workflow: 'comment', recipients, data, actor });
  };
  const key = localSystem.key();
  for (const [id, name] of Object.entries({ ann: 'Ann', bob: 'Bob', cid: 'Cid', dora: 'Dora' }))
    await localSystem.call('PUT', `/v1/users/${id}`, { key, body: { name } });
  const isGathered = ({ messages }: Answer['body']) => messages.every(({ status }: Message) => status === 'skipped');

  const ids: string[] = [];
  for (const actor of ['ann', 'bob']) ids.push((await shown(await commented(actor), 'is gathered', isGathered)).id);
  const foreseen = await localSystem.call('POST', '/v1/notifications/dry-run', {
    key,
    body: { workflow: 'comment', recipients, data: { post: 'Brakes', text: 'x', link: 'https://app.example.com' } },
  });
  expect(foreseen.body.data[0].channels[0].because).toContain('joins the batch of 2, which is full with it');
  const canceled = await localSystem.call('POST', '/v1/notifications/cancel', { key, body: { id: ids[1] } });
  expect(canceled.body.canceled).toMatchObject([{ id: ids[1] }]);
  for (const actor of ['cid', 'dora']) ids.push((await shown(await commented(actor), 'is gathered', isGathered)).id);

  const { batch } = await shown(ids[0] ?? '', 'names its batch', (body) => body.batch !== undefined);
  const told = await shown(batch.joined, 'is delivered', isDelivered);
  const actors = ['Ann', 'Cid', 'Dora'].map((name) => ({ id: name.toLowerCase(), name }));
  expect(told.batch).toEqual({ count: 3, notifications: [ids[0], ids[2], ids[3]], actors });
  const mails = await localSystem.outbox({ notification: batch.joined, channel: 'email' });
  expect(mails.map(({ subject }: { subject: string }) => subject)).toEqual(['Ann and 2 others commented on Brakes']);
  const { body: inbox } = await localSystem.as('poster', 'GET', '/v1/me/notifications');
  expect(inbox.data.map(({ title, body }: { title: string; body: string }) => [title, body])).toEqual([
    ['Ann and 2 others commented on Brakes', 'ann agrees | cid agrees | dora agrees'],
  ]);
});

describe('a workflow with an experiment', () => {
  const data = { number: 'INV-7', link: 'https://app.example.com/invoices/7' };
  const users = ['payer-0', 'payer-1', 'payer-2', 'payer-4', 'payer-7'].map((id) => ({ id, email: `${id}@example.com` }));
  const subjects: Record<string, string> = { plain: 'Invoice INV-7 is due', short: 'INV-7 is due' };
  type Foreseen = { user: string; experiment?: string; variant: string; variant_because: string };

  async function foresee(workflow: string): Promise<Foreseen[]> {
    const body = { workflow, recipients: users, data, channels: ['inbox', 'email'] };
    const answer = await localSystem.call('POST', '/v1/notifications/dry-run', { key: localSystem.key(), body });
    expect(answer.status).toBe(200);
    return answer.body.data;
  }

  /** Publishes to all of the users; answers each notification at its end. */
  async function publishToAll(workflow: string): Promise<Answer['body'][]> {
    const { body } = await localSystem.publish({ workflow, recipients: users, data, channels: ['inbox', 'email'] });
    const isOver = ({ messages }: Answer['body']) =>
      messages.length === 2 && messages.every(({ status }: Message) => status === 'delivered' || status === 'skipped');
    return Promise.all(body.notifications.map(({ id }: { id: string }) => shown(id, 'is over', isOver)));
  }

  test('shows each user what the dry run said, in subject and timeline, and counts it by variant until its winner ends it', async () => {
    const foreseen = await foresee('invoice-due');
    const usersOf = (variant: string) => foreseen.filter((each) => each.variant === variant).map(({ user }) => user);
    const notifications = await publishToAll('invoice-due');

    expect([...new Set(foreseen.map(({ variant }) => variant))].sort()).toEqual(['holdout', 'plain', 'short']);
    for (const { user, variant } of foreseen) {
      const { id, ...told } = notifications.find((each) => each.user === user);
      expect(told).toMatchObject({ experiment: 'short-subject', variant });
      const has = variant === 'holdout' ? 'the user is held out, and gets nothing' : `the user gets variant "${variant}"`;
      expect(told.timeline).toContainEqual(
        expect.objectContaining({ type: 'assigned', text: `Experiment "short-subject": ${has}.` }),
      );
      const mails = await localSystem.outbox({ notification: id, channel: 'email' });
      expect(mails.map(({ subject }: { subject: string }) => subject)).toEqual(variant === 'holdout' ? [] : [subjects[variant]]);
    }

    const [reader = ''] = usersOf('short');
    const { body: inbox } = await localSystem.as(reader, 'GET', '/v1/me/notifications');
    await localSystem.as(reader, 'PUT', `/v1/me/notifications/${inbox.data[0].id}/read`);
    const query = 'by=variant,channel&workflow=invoice-due';
    const before = await counted(
      query,
      ({ total }) => total.sent === 2 * (users.length - usersOf('holdout').length) && total.read === 1,
    );
    const row = (variant: string, channel?: string) =>
      before.data.find((each: Row) => each.variant === variant && each.channel === channel);
    for (const variant of ['plain', 'short']) expect(row(variant, 'email')).toMatchObject({ sent: usersOf(variant).length });
    expect(row('holdout')).toMatchObject({ accepted: usersOf('holdout').length });
    expect([row('plain', 'inbox').read, row('short', 'inbox').read]).toEqual([0, 1]);
    expect(before.experiments).toMatchObject([
      {
        experiment: 'short-subject',
        held_out: usersOf('holdout').length,
        variants: [{ variant: 'plain' }, { beside_first: { verdict: 'not_enough_yet' } }],
      },
    ]);

    const decided = await foresee('invoice-decided');
    const ended = await publishToAll('invoice-decided');
    await counted('workflow=invoice-decided', ({ total }) => total.sent === 2 * users.length);

    for (const each of decided)
      expect(each).toMatchObject({
        variant: 'short',
        variant_because: 'the experiment "short-subject" has ended, and "short" has won',
      });
    for (const told of ended) expect([told.variant, 'experiment' in told]).toEqual(['short', false]);
    const { data: now, experiments } = await counted(
      'by=variant,channel&experiment=short-subject',
      ({ data: rows }) => rows.length > 0,
    );
    expect(now).toEqual(before.data);
    expect(experiments).toEqual(before.experiments);
  });
});

test("an e-mail goes with its file and its copy, whose bounce is not the user's", async () => {
  const data = { link: 'https://app.example.com/offers/8', file: Buffer.from('%PDF-1.7').toString('base64') };
  const copy = 'bounce+copy@simulator.amazonses.com';

  const id = await publish({ workflow: 'offer', recipients: [{ id: 'mary', email: 'mary@example.com' }], data });

  await shown(id, 'tells of its copy', ({ timeline }) => JSON.stringify(timeline).includes('copy of it: bounced'));
  await shown(id, 'is delivered', isDelivered);
  const [sent] = await localSystem.outbox({ notification: id, channel: 'email' });
  expect(sent).toMatchObject({ to: `mary@example.com, ${copy}`, headers: { cc: copy } });
  expect(sent.attachments).toEqual([{ filename: 'Angebot für März.pdf', content_type: 'application/pdf', bytes: 8 }]);
  const { body: list } = await localSystem.call('GET', '/v1/suppressions?limit=100', { key: localSystem.key() });
  expect(list.data.map(({ address }: { address: string }) => address)).toContain(copy);
  expect(JSON.stringify(list)).not.toContain('mary@example.com');
  const program = { ...data, file: Buffer.from('MZ program').toString('base64') };
  const refused = await localSystem.publish({ workflow: 'offer', recipients: ['mary'], data: program });
  expect(refused).toMatchObject({ status: 422, body: { code: 'payload_invalid' } });
});

test('an e-mail goes with a file of a bucket, which a dry run does not read; without its file it fails, and says why', async () => {
  const bucket = join(localSystem.dataFolder, 's3', 'offers', '2030');
  const offering = (file: string) => ({
    workflow: 'offer',
    recipients: [{ id: 'joan', email: 'joan@example.com' }],
    data: { link: 'https://app.example.com/offers/9', key: `2030/${file}` },
    channels: ['email'],
  });

  const foreseen = await localSystem.call('POST', '/v1/notifications/dry-run', {
    key: localSystem.key(),
    body: offering('R 17 (ü).pdf'),
  });
  mkdirSync(bucket, { recursive: true });
  writeFileSync(join(bucket, 'R 17 (ü).pdf'), '%PDF-1.7 of 2030');
  const id = await publish(offering('R 17 (ü).pdf'));
  const lost = await publish(offering('R 18.pdf'));

  await shown(id, 'is delivered', isDelivered);
  const [sent] = await localSystem.outbox({ notification: id, channel: 'email' });
  expect(sent.attachments).toEqual([{ filename: 'Angebot.pdf', content_type: 'application/pdf', bytes: 16 }]);
  const { email } = foreseen.body.data[0].channels.find(({ channel }: Message) => channel === 'email').copy;
  expect(email.attachments).toEqual([
    { filename: 'Angebot.pdf', content_type: 'application/pdf', s3: { key: '2030/R 17 (ü).pdf' } },
  ]);
  const failed = await shown(lost, 'has failed', ({ messages }) => messages[0].status === 'failed');
  expect(failed.messages[0]).toMatchObject({ reason: 'attachment_unavailable' });
  expect(JSON.stringify(failed.timeline)).toContain('file 1 in S3 is not there, or this stage may not read it');
});
