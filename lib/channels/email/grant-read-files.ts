import { Stack, Validations } from 'aws-cdk-lib';
import type { HandlerFunction } from '../../handlers/handler-function.ts';

/** Lets a function read files in these buckets and folders, `acme-invoices/sent/`, and nothing else in S3. */
export function grantReadFiles(handler: HandlerFunction, places: readonly string[]): void {
  if (places.length === 0) return;
  addFilesEnvironment(handler, places);
  const { partition } = Stack.of(handler);
  const resources = places.map((place) => `arn:${partition}:s3:::${place}${place.endsWith('/') ? '' : '/'}*`);
  handler.allow(['s3:GetObject'], resources);
  for (const resource of resources)
    Validations.of(handler).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${resource.replace(partition, '<AWS::Partition>')}]`,
      reason: 'Which file of the folder goes with an e-mail is known when it is sent.',
    });
}

/** Tells a function in which buckets and folders files may lie, so that it refuses those that lie elsewhere. */
export function addFilesEnvironment(handler: HandlerFunction, places: readonly string[]): void {
  if (places.length > 0) handler.set('ATTACHMENT_BUCKETS', places.join());
}
