// npm run lint:api: holds docs/openapi.json to Redocly's rules, which redocly.yaml chooses
import { dirname } from 'node:path';
import { npx } from './sdk/npx.ts';

npx(['@redocly/cli@2.77.0', 'lint', 'docs/openapi.json'], { cwd: dirname(import.meta.dirname) });
