// contract → docs/openapi.json, docs/events.schema.json, docs/errors.md, docs/api, what the SDKs take from it: `npm run openapi` writes them
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printApi, printEventSchema } from './openapi/document.ts';
import { printErrors } from './openapi/errors.ts';
import { writeCollections } from './sdk/collections/write.ts';
import { writeGenerated } from './sdk/generate.ts';
import { writePython } from './sdk/python/write.ts';

const docs = join(import.meta.dirname, '../docs');
const api = printApi();
writeFileSync(join(docs, 'openapi.json'), api);
writeFileSync(join(docs, 'events.schema.json'), printEventSchema());
writeFileSync(join(docs, 'errors.md'), printErrors());
const document = JSON.parse(api);
writeGenerated(document);
writePython(document);
writeCollections(document);
