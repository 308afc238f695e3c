import * as z from 'zod';
import { NewDevice } from '../../../../contract/channels/push/devices.ts';
import { writeCopy } from '../../../../core/workflows/rules/copy.ts';
import { definitionFaults } from '../../../../core/workflows/rules/definition-faults.ts';
import type { Workflow } from '../../../../core/workflows/rules/workflow.ts';
import { blocksOf } from '../../../docs/blocks.ts';
import { aWorkflow } from '../../workflows/a-workflow.ts';

const textIn = (language: string, part: string) =>
  blocksOf('docs/push.md').find((block) => block.language === language && block.text.includes(part))?.text ?? '';

test('the words that docs/push.md gives a workflow are what its devices show', () => {
  const { push } = new Function(`return { ${textIn('ts', 'push: (')} };`)() as Pick<Workflow, 'push'>;
  const payload = z.strictObject({ customer: z.string(), repair_number: z.string(), link: z.string() });
  const example = { customer: 'Ada', repair_number: 'R-7', link: 'https://app.example.com/repairs/7' };
  const workflow = { ...aWorkflow(), payload, example, push } as unknown as Workflow;

  expect(definitionFaults(workflow)).toEqual([]);
  expect(writeCopy(workflow, example as never, { channels: ['push'] })).toMatchObject({
    faults: [],
    copy: { push: { title: 'Repair R-7 is approved', body: 'Ada has approved it. You can start.', url: example.link } },
  });
});

test('what the apps of docs/push.md send of a device is taken', () => {
  const [, sentByAndroid = ''] = /"""(.*)"""/.exec(textIn('kotlin', 'onNewToken')) ?? [];
  const [, sentByApple = ''] = /"\/v1\/me\/devices", (\[.*"kind".*\])\)/.exec(textIn('swift', 'didRegister')) ?? [];
  const android = JSON.parse(sentByAndroid.replace('$token', 'dGVzdC1pbnN0YWxsYXRpb24:APA91bFz'));
  const apple = JSON.parse(
    sentByApple
      .replace(/^\[/, '{')
      .replace(/\]$/, '}')
      .replace(/token\.map \{.*\}\.joined\(\)/, `"${'0f'.repeat(32)}"`),
  );

  expect(NewDevice.safeParse(android)).toMatchObject({ success: true, data: { kind: 'fcm' } });
  expect(NewDevice.safeParse(apple)).toMatchObject({ success: true, data: { kind: 'apns' } });
});
