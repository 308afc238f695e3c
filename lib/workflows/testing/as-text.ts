/** Writes a value so that a person can read it and a diff shows the line that changed: a field a line, several lines indented beneath. */
export function asText(value: unknown): string {
  return linesOf(value).join('\n');
}

function linesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return String(value).trimEnd().split('\n');
  return Object.entries(value).flatMap(([name, inner]) => (inner === undefined ? [] : fieldLines(name, linesOf(inner), inner)));
}

function fieldLines(name: string, lines: string[], value: unknown): string[] {
  const isText = typeof value !== 'object' && lines.length === 1;
  return isText ? [`${name}: ${lines[0]}`] : [`${name}:`, ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}
