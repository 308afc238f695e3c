import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { EmailAddress } from '../../contract/channels/email/email-address.ts';

type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> };

const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as { paths: Record<string, Record<string, Operation>> };
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('idn-email', (text) => EmailAddress.safeParse(text).success); // RFC 6531; ajv knows ASCII addresses only
ajv.addSchema(document, 'openapi');

/**
 * What in an answer of the API is not as docs/openapi.json says: an undescribed status or media type, or a body of another shape.
 * Nothing when all is well.
 */
export function mismatch(
  method: string,
  path: string,
  answer: { status: number; type: string; body: unknown },
): string | undefined {
  const [template, operations] = findPath(path);
  const operation = operations?.[method.toLowerCase()];
  if (template === undefined || operation === undefined) return `${method} ${path} is not described`;
  const described = operation.responses[String(answer.status)];
  if (described === undefined) return `${method} ${template} does not describe status ${answer.status}`;
  if (described.content === undefined) return answer.body === undefined ? undefined : `status ${answer.status} has no body`;

  const type = answer.type.split(';')[0] ?? '';
  if (described.content[type] === undefined) return `${method} ${template} ${answer.status} does not describe ${type}`;
  const steps = ['paths', template, method.toLowerCase(), 'responses', String(answer.status), 'content', type, 'schema'];
  const validate = ajv.getSchema(`openapi#${steps.map(pointerStep).join('')}`); // compiled once, and kept by ajv
  if (validate === undefined) throw new Error(`${method} ${template} ${answer.status} has no schema`);
  return validate(answer.body) ? undefined : `${method} ${template} ${answer.status}: ${ajv.errorsText(validate.errors)}`;
}

/** The described path that fits: one without parameters goes before one with. */
function findPath(path: string): [string, Record<string, Operation>] | [undefined, undefined] {
  const { pathname } = new URL(path, 'http://any');
  const exact = document.paths[pathname];
  if (exact !== undefined) return [pathname, exact];
  const found = Object.entries(document.paths).find(([template]) => {
    const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(pathname);
  });
  return found ?? [undefined, undefined];
}

function pointerStep(step: string): string {
  return `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
}
