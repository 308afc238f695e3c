// bellhop/_async/*.py → bellhop/_sync/*.py: the same without waiting

/** What is written with `async`, and what without. Names come last, so that the words before are gone. */
const words: readonly (readonly [RegExp, string])[] = [
  [/\basync (def|for|with)\b/g, '$1'],
  [/\bawait /g, ''],
  [/\bAwaitable, /g, ''],
  [/\bAwaitable\[([^\]]+(?:\[[^\]]*\])?)\]/g, '$1'],
  [/\bAsync(Iterator|Iterable|Client)\b/g, '$1'],
  [/\b__a(enter|exit|iter|next)__\b/g, '__$1__'],
  [/\baclose\b/g, 'close'],
  [/\banyio\b/g, 'time'],
  [/\b_async\b/g, '_sync'],
  [/\bAsync([A-Z]\w*)/g, '$1'],
];

/** Writes a module of the async client as that of the other. */
export function syncOf(text: string): string {
  const [first = '', ...rest] = words.reduce((written, [from, to]) => written.replaceAll(from, to), text).split('\n');
  return [first, '# Written by `npm run openapi` from the module of this name in `_async`.', ...rest].join('\n');
}
