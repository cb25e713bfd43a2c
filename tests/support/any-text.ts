import fc from 'fast-check'

/** Text of any characters: control characters, other scripts, and halves of characters too. */
export const anyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0x10ffff })), { maxLength: 40 })
  .map(codes => String.fromCodePoint(...codes))
