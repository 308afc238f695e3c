import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const suffix = '.metadata.json';

/** The stacks of a synthesis, by name, each with the errors that keep the CDK command line from deploying it. */
export function errorsIn(outdir: string): Record<string, string[]> {
  const files = readdirSync(outdir).filter((name) => name.endsWith(suffix));
  return Object.fromEntries(files.map((name) => [name.slice(0, -suffix.length), errorsOf(join(outdir, name))]));
}

function errorsOf(file: string): string[] {
  const metadata: Record<string, { type: string; data: string }[]> = JSON.parse(readFileSync(file, 'utf8'));
  return Object.values(metadata).flatMap((entries) =>
    entries.flatMap(({ type, data }) => (type === 'aws:cdk:error' ? [data] : [])),
  );
}
