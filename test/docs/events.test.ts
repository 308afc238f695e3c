import { Webhook } from 'standardwebhooks';
import { Event } from '../../contract/events/event.ts';
import { PublishRequest } from '../../contract/publishing/publish.ts';
import { printSecret } from '../../core/webhooks/rules/secret.ts';
import { webhookHeaders } from '../../core/webhooks/rules/signature.ts';
import { textsOf } from './blocks.ts';

const [example = ''] = textsOf('docs/events.md', 'json');

test('the event on the page is one', () => {
  expect(Event.parse(JSON.parse(example)).type).toBe('message.bounced');
});

test('the receiver on the page takes what is signed, and nothing else', () => {
  const secret = new Uint8Array(32).fill(7);
  const headers = webhookHeaders({ id: 'evt_1', at: new Date(), body: example }, [secret]);
  const receive = (rawBody: string, by = secret) => run({ rawBody, headers, secret: printSecret(by) });

  expect(receive(example)).toEqual(JSON.parse(example));
  expect(() => receive(`${example} `)).toThrow('No matching signature found');
  expect(() => receive(example, new Uint8Array(32))).toThrow('No matching signature found');
});

test('the publish on the page that is called back is one', async () => {
  const [, publish = ''] = textsOf('docs/webhooks.md', 'js');
  const asked: { body: string }[] = [];
  const answer = async (_url: string, { body }: { body: string }) => void asked.push({ body });
  await new Function('fetch', 'webhook', `return (async () => { ${publish} })();`)(answer, {
    id: 'wh_01JD5ZK8Q0000000000000000A',
  });

  expect(asked.map(({ body }) => PublishRequest.parse(JSON.parse(body)))).toMatchObject([
    { workflow: 'message', callback: 'wh_01JD5ZK8Q0000000000000000A', failure_callback: 'wh_01JD5ZK8Q0000000000000000A' },
  ]);
});

/** Runs the page's lines, which an app has in a function of its own. */
function run({ rawBody, headers, secret }: { rawBody: string; headers: Record<string, string>; secret: string }): unknown {
  const [first, ...lines] = (textsOf('docs/webhooks.md', 'js')[0] ?? '').split('\n');
  expect(first).toBe("import { Webhook } from 'standardwebhooks';");
  const process = { env: { BELLHOP_WEBHOOK_SECRET: secret } };
  const body = new Function('Webhook', 'rawBody', 'headers', 'process', `${lines.join('\n')}\nreturn event;`);
  return body(Webhook, rawBody, headers, process);
}
