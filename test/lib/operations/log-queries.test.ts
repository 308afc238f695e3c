import * as z from 'zod';
import { PermanentError } from '../../../core/errors.ts';
import { onQueue } from '../../../lambdas/shell/on-queue.ts';
import { synthesized } from '../synthesized.ts';
import { allOf } from '../template.ts';

const { template } = await synthesized({ stage: 'prod', fromAddress: 'hello@example.com' });
const queries = Object.values(allOf(template, 'AWS::Logs::QueryDefinition')).map(({ Properties }) => Properties);

/** The fields that a function logs of a message that is put aside. */
async function fieldsLogged(): Promise<string[]> {
  const { error } = console;
  const lines: object[] = [];
  console.error = (line: object) => void lines.push(line);
  const body = JSON.stringify({ requestId: 'req_1', notificationId: 'ntf_1', channel: 'email', userId: 'ada' });
  const attributes = { ApproximateReceiveCount: '1', SentTimestamp: '0', ApproximateFirstReceiveTimestamp: '0' };
  const record = { messageId: 'm1', receiptHandle: 'r1', body, attributes, messageAttributes: {} };
  const shell = {
    deadLetters: { send: async () => {} },
    visibility: { change: async () => {} },
    recordsAtOnce: 1,
    measure: () => {},
    upgradeSeconds: 0,
  };
  const refuse = () => Promise.reject(new PermanentError('refused: for the test'));
  await onQueue(z.looseObject({}), refuse, shell)({ Records: [record] } as never, { getRemainingTimeInMillis: () => 1 } as never);
  console.error = error;
  expect(lines).toMatchObject([{ what: 'record put aside' }]);
  return lines.flatMap((line) => Object.keys(line));
}

test('each saved query asks for fields that are logged, and for those alone', async () => {
  const logged = await fieldsLogged();

  expect(queries.length).toBeGreaterThan(0);
  for (const { QueryString } of queries) {
    const asked = [...String(QueryString).matchAll(/message\.(\w+)/g)].map(([, field]) => field ?? '');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((field) => !logged.includes(field))).toEqual([]);
  }
});

test('each is over the logs of all functions, under a name of its stage', () => {
  const logs = Object.values(allOf(template, 'AWS::Lambda::Function')).map(({ Properties }) => Properties.LoggingConfig);

  for (const { Name, LogGroupNames } of queries) {
    expect(Name).toMatch(/^bellhop-prod\/\w/);
    expect(LogGroupNames).toEqual(expect.arrayContaining(logs.map((config) => (config as { LogGroup: unknown }).LogGroup)));
  }
});
