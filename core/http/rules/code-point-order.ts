/** Whether a text comes after another in the order of code points, which is the order of its UTF-8 bytes, and so of DynamoDB. */
export function comesAfter(text: string, other: string): boolean {
  const [points, others] = [codePoints(text), codePoints(other)];
  const place = points.findIndex((point, index) => point !== others[index]);
  return place !== -1 && (points[place] ?? -1) > (others[place] ?? -1);
}

function codePoints(text: string): (number | undefined)[] {
  return Array.from(text, (character) => character.codePointAt(0));
}
