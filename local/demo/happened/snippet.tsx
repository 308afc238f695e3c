import type { ReactNode } from 'react';

/** Writes the call as it stands in the server's code, with what it was called with. */
export function Snippet({ request, wrote }: { request: object; wrote: string }) {
  return (
    <figure className="snippet">
      <pre>
        <code>
          <b>await</b> bellhop.notifications.<i>publish</i>({written(request, 0)});
        </code>
      </pre>
      <figcaption>
        <code>{wrote}()</code> in <code>local/demo-server/notify.ts</code>
      </figcaption>
    </figure>
  );
}

/** Writes a value as JavaScript, a line for each field of what is not short. */
function written(value: unknown, depth: number): ReactNode {
  if (typeof value === 'string') return <q>{quoted(value)}</q>;
  if (Array.isArray(value)) return <>[{value.map((each, place) => [place > 0 && ', ', written(each, depth)])}]</>;
  if (typeof value !== 'object' || value === null) return String(value);
  const indent = '  '.repeat(depth + 1);
  return (
    <>
      {'{\n'}
      {Object.entries(value).map(([name, each]) => (
        <span key={name}>
          {indent}
          {name}: {written(each, depth + 1)}
          {',\n'}
        </span>
      ))}
      {'  '.repeat(depth)}
      {'}'}
    </>
  );
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
