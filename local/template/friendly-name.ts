/**
 * What people call a queue, from its place in the stack: `Intake/Ingest/Queue` → `ingest`,
 * `Intake/Ingest/DeadLetters/Queue` → `ingest-dead-letters`.
 */
export function friendlyQueueName(path: string): string {
  const parts = withoutLast(path, 'Queue');
  return kebabCase(parts.at(-1) === 'DeadLetters' ? parts.slice(-2) : parts.slice(-1));
}

/** What people call a function, from its place in the stack: `Delivery/BulkEmail/Function` → `bulk-email`. */
export function friendlyFunctionName(path: string): string {
  return kebabCase(withoutLast(path, 'Function').slice(-1));
}

function withoutLast(path: string, last: string): string[] {
  const parts = path.split('/');
  return parts.length > 1 && parts.at(-1) === last ? parts.slice(0, -1) : parts;
}

function kebabCase(parts: string[]): string {
  return parts.map((part) => part.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()).join('-');
}
