import fc from 'fast-check';

const printable = fc.integer({ min: 0x20, max: 0x7e });
const early = fc.integer({ min: 0, max: 0x2ff });
const any = fc.integer({ min: 0, max: 0x10_ffff }).filter((point) => point < 0xd800 || point > 0xdfff);

/**
 * Text of any characters, also of those nobody types, up to `maxLength` of them. fast-check's own strings of all of
 * Unicode build a table of every character whenever one is made: a second of a core each.
 */
export const anyText = (maxLength: number, minLength = 0): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(printable, early, any), { minLength, maxLength })
    .map((points) => points.map((point) => String.fromCodePoint(point)).join(''));
