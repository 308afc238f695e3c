import { chosenBy } from '../../../../lib/settings/provider-settings.ts';
import { readOwnerSettings } from '../../../../lib/settings/read-owner-settings.ts';
import { synthesized } from '../../synthesized.ts';
import { allOf, type Template } from '../../template.ts';

const enough = { stage: 'dev', fromAddress: 'hello@example.com' };
const attachmentBuckets = 'acme-invoices/sent, acme-terms';

type Environment = { Variables?: Record<string, unknown> };

/** What a stack lets its functions do in S3, by the name of the role. */
function rightsInS3({ template }: { template: Template }): [string, unknown][] {
  return Object.entries(allOf(template, 'AWS::IAM::Policy')).flatMap(([id, { Properties }]) => {
    const { Statement } = Properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] };
    const inS3 = Statement.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('s3:')));
    return inS3.map(({ Action, Resource }): [string, unknown] => [id.replace(/Role.*$/, ''), { Action, Resource }]);
  });
}

test('who sends e-mail may read the files of the folders that are named, and nobody else may do anything in S3', async () => {
  const arn = (path: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${path}`]] });
  const right = { Action: 's3:GetObject', Resource: [arn('acme-invoices/sent/*'), arn('acme-terms/*')] };

  expect(rightsInS3(await synthesized({ ...enough, attachmentBuckets }))).toEqual([
    ['DeliveryDeliverEmail', right],
    ['DeliveryDeliverBulkEmail', right],
  ]);
  expect(rightsInS3(await synthesized(enough))).toEqual([]);
});

test('who takes publishes, schedules and dry runs knows the folders as well, to refuse a file that lies elsewhere', async () => {
  const { template } = await synthesized({ ...enough, attachmentBuckets });
  const told = Object.entries(allOf(template, 'AWS::Lambda::Function')).filter(
    ([, { Properties }]) =>
      (Properties.Environment as Environment | undefined)?.Variables?.ATTACHMENT_BUCKETS === 'acme-invoices/sent/,acme-terms',
  );

  expect(told.map(([id]) => id.replace(/(?:Function)?[0-9A-F]{8}$/, '')).sort()).toEqual([
    'DeliveryDeliverBulkEmail',
    'DeliveryDeliverEmail',
    'DoorsDryRun',
    'DoorsOwnersSchedules',
    'DoorsPublish',
    'IntakeDispatch',
  ]);
});

test('a stage that names no bucket has nothing that reads one in its bundles', () => {
  expect(chosenBy(readOwnerSettings({ ...enough, attachmentBuckets })).email).toEqual(['ses', 's3']);
  expect(chosenBy(readOwnerSettings(enough)).email).toEqual(['ses']);
});
