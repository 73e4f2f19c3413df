import { Cents, formatCents, parseCents } from '@medcode/core/model/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('an amount of money', () => {
  it.each([
    ['0', 0],
    ['0.00', 0],
    ['-0', 0],
    ['-0.00', 0],
    ['12', 1200],
    ['12.5', 1250],
    ['12.50', 1250],
    ['12.05', 1205],
    ['-3.07', -307],
    ['007.10', 710],
    ['0.29', 29],
    ['1.15', 115],
    ['4.35', 435],
    ['1234567890123.45', 123456789012345],
  ])('%s is %d cents', (text, cents) => {
    expect(parseCents(text)).toBe(cents);
    expect(Cents.safeParse(parseCents(text)).success).toBe(true);
  });

  it.each(['', ' ', '.5', '12.', '1.234', '1,234.00', '$5', '5 ', ' 5', '+5', '--5', '1e3', 'NaN', '٣', '12345678901234', '5\n'])(
    'refuses %j',
    (text) => {
      expect(parseCents(text)).toBeUndefined();
    },
  );

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [100, '1.00'],
    [-307, '-3.07'],
    [123456789012345, '1234567890123.45'],
  ])('%d cents are written %s', (cents, text) => {
    expect(formatCents(cents)).toBe(text);
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (cents) => {
        expect(formatCents(cents)).toMatch(/^-?\d+\.\d{2}$/);
        expect(parseCents(formatCents(cents))).toBe(cents);
      }),
      { numRuns: 2000 },
    );
  });

  it('adds up: a sum of amounts is the amount of the sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 50 }), (amounts) => {
        const sum = amounts.reduce((total, cents) => total + (parseCents(formatCents(cents)) as number), 0);
        expect(sum).toBe(amounts.reduce((total, cents) => total + cents, 0));
      }),
    );
  });
});
