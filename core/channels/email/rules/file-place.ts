import type { S3Place } from './attachments.ts';

/**
 * Where a file lies, if it is in one of these buckets and folders, joined by commas: `acme-invoices/sent/,acme-terms`. Who names no bucket
 * means the first. Of none at all nothing is.
 */
export function placeIn(buckets: string, { bucket: asked, key }: S3Place): Required<S3Place> | { problem: string } {
  if (buckets === '') return { problem: 'needs the setting attachmentBuckets, which names no bucket' };
  const allowed = buckets.split(',').map((entry) => {
    const [bucket = '', ...folders] = entry.split('/');
    return { bucket, folder: folders.join('/') };
  });
  const bucket = asked ?? allowed[0]?.bucket ?? '';
  const isPlain = key.isWellFormed() && !key.split('/').some((part) => part === '.' || part === '..'); // a URL would leave the folder
  const isAllowed = isPlain && allowed.some((each) => each.bucket === bucket && key.startsWith(each.folder));
  return isAllowed ? { bucket, key } : { problem: 'lies in no place that attachmentBuckets names' };
}
