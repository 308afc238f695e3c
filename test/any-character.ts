import fc from 'fast-check';

/**
 * Any character, astral or control, but no half of one: `fc.string({ unit: anyCharacter })`.
 * The unit `binary` of fast-check gives the same, after it has listed a million of them, which takes a second in each file.
 */
export const anyCharacter = fc
  .nat({ max: 0x10_ffff - 0x800 })
  .map((place) => String.fromCodePoint(place < 0xd800 ? place : place + 0x800));
