/** What JavaScript writes where a value is missing or is none that reads as text. */
const signs = /\bundefined\b|\bNaN\b|\[object Object\]|Invalid Date/;

/**
 * What in a rendered text only a slip can have written, as a misspelt field of the payload does, which types alone would tell; nothing
 * when the example itself says so.
 */
export function misrendered(text: string, example: unknown): string | undefined {
  const sign = signs.exec(text)?.[0];
  return sign === undefined || JSON.stringify(example).includes(sign) ? undefined : sign;
}

/** Says it in words. */
export function explainMisrendered(sign: string): string {
  return `says "${sign}": does the payload have every field that it takes?`;
}
