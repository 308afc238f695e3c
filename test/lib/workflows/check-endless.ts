// A process that checks built workflows which do not end, with little patience: node stops a script that the test runner has begun, and the runner with it.
import { checkBuilt } from '../../../lib/workflows/check-built.ts';

const [folder = '', outdir = ''] = process.argv.slice(2);
try {
  checkBuilt(folder, outdir, 1_000);
} catch (error) {
  console.log(Object(error).message);
}
