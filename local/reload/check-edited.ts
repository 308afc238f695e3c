// what edited-builds.ts runs: loads the edited workflows, checks them, and lists them, in the folder that it is given
import { OwnerError } from '../../lib/settings/owner-error.ts';
import { checkBuilt } from '../../lib/workflows/check-built.ts';

const [workflows = '', outdir = ''] = process.argv.slice(2);
try {
  checkBuilt(workflows, outdir);
} catch (error) {
  if (!(error instanceof OwnerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
