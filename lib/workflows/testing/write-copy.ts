// what ask-for-copy.ts runs: writes what workflows say of what it is asked, as JSON
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { sourceFile } from '../../places.ts';
import { loadBeside } from '../load-beside.ts';
import { findWorkflows } from '../workflow-sources.ts';

const written = sourceFile('workflows/_check/written-copy');

type Write = (workflows: unknown, templates: unknown, order?: unknown) => unknown;
const Loaded = z.object({
  workflows: z.array(z.unknown()),
  emails: z.record(z.string(), z.unknown()),
  writeExamples: z.custom<Write>((value) => typeof value === 'function'),
  writeOne: z.custom<Write>((value) => typeof value === 'function'),
});

const outdir = mkdtempSync(join(tmpdir(), 'bellhop-copy-'));
try {
  const order: unknown = JSON.parse(process.argv[2] ?? 'null');
  const folder = await findWorkflows();
  const loaded = await loadBeside(folder, outdir, { writeExamples: written, writeOne: written });
  const { workflows, emails, writeExamples, writeOne } = Loaded.parse(loaded);
  const answer = order === null ? writeExamples(workflows, emails) : writeOne(workflows, emails, order);
  process.stdout.write(JSON.stringify(answer));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(outdir, { recursive: true });
}
