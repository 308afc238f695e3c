import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesized } from '../synthesized.ts';
import { allOf } from '../template.ts';

const { template } = await synthesized({ stage: 'prod', fromAddress: 'hello@example.com', webhooks: 'on', events: 'on' });
const alarms = Object.values(allOf(template, 'AWS::CloudWatch::Alarm')).map(({ Properties }) =>
  String(Properties.AlarmDescription),
);
const runbook = readFileSync(join(import.meta.dirname, '../../../docs/runbook.md'), 'utf8');

/** The articles of the runbook by their anchors, as GitHub makes them. */
const articles = new Map(
  runbook.split(/^## /m).map((article) => {
    const [heading = ''] = article.split('\n', 1);
    return [heading.toLowerCase().replaceAll(' ', '-'), article];
  }),
);

test('every alarm has an article that says what to look at by a command of ours', () => {
  expect(alarms.length).toBeGreaterThan(8);
  const anchors = alarms.map((description) => /docs\/runbook\.md#(\S+)$/.exec(description)?.[1] ?? description);

  expect(anchors.filter((anchor) => !articles.get(anchor)?.includes('npm run bellhop -- '))).toEqual([]);
});
