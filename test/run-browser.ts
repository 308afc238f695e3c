// npm run test:browser: the tests that look at pages in a real browser; `npm run test:browser -- <pattern>` runs those whose path matches
import { findChromium, howToGetChromium } from './browser/find-chromium.ts';
import { runBrowserTests } from './run/checks.ts';

if (findChromium() === undefined) {
  console.error(`test:browser: ${howToGetChromium}`);
  process.exit(1);
}

const { detail, seconds, failed, output } = await runBrowserTests(process.argv.slice(2));
if (failed > 0) console.log(output.trimEnd());
console.log(`in a browser: ${failed === 0 ? 'ok' : 'FAILED'}, ${detail}, ${seconds.toFixed(1)} s`);
process.exitCode = failed === 0 ? 0 : 1;
