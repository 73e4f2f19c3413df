import { addDays, type Day, day, fiscalYear, fiscalYearWindow, formatDay, parseDay } from '@medcode/core/model/date';
import { IsoDate } from '@medcode/core/model/iso-date';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** First and last day of the Gregorian years that are written with four digits, counted from 1000. */
const FIRST = day('1000-01-01');
const LAST = day('9999-12-31');
const anyDay = fc.integer({ min: FIRST, max: LAST }).map((value) => value as Day);
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

describe('a calendar date', () => {
  it('is the number of days since 1970-01-01', () => {
    expect(['1970-01-01', '1970-01-02', '1969-12-31', '2000-03-01', '2026-10-01'].map(day)).toEqual([0, 1, -1, 11017, 20727]);
  });

  it('is written as it is read', () => {
    fc.assert(
      fc.property(anyDay, (value) => {
        const text = formatDay(value);
        expect(text).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(parseDay(text)).toBe(value);
        expect(day(text)).toBe(value);
        expect(formatDay(day(text))).toBe(text);
        expect(IsoDate.safeParse(text).success).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is followed by the next day, months and leap years included', () => {
    const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let expected = day('1899-12-31') as number;
    for (let year = 1900; year <= 2104; year++)
      for (let month = 1; month <= 12; month++)
        for (let date = 1; date <= (lengths[month - 1] ?? 0) + (month === 2 && leap(year) ? 1 : 0); date++) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
          expected++;
          expect([text, parseDay(text)]).toEqual([text, expected]);
        }
  });

  it('has a 29 February in leap years only', () => {
    for (const year of [1600, 1996, 2000, 2024, 2028, 2400]) expect(formatDay(addDays(day(`${year}-02-28`), 1))).toBe(`${year}-02-29`);
    for (const year of [1700, 1900, 2023, 2026, 2100]) {
      expect(parseDay(`${year}-02-29`)).toBeUndefined();
      expect(formatDay(addDays(day(`${year}-02-28`), 1))).toBe(`${year}-03-01`);
    }
  });

  it.each([
    '',
    '2026',
    '2026-11',
    '2026-1-2',
    '2026-11-2',
    '26-11-02',
    '2026-11-02 ',
    ' 2026-11-02',
    '2026-11-02\n',
    '2026-11-02T00:00:00Z',
    '2026/11/02',
    '11/02/2026',
    '02.11.2026',
    '20261102',
    '2026-00-10',
    '2026-13-01',
    '2026-04-31',
    '2026-06-00',
    '2026-01-32',
    '0000-01-01',
    '0099-01-01',
    '-2026-11-02',
    '+002026-11-02',
    '２０２６-11-02',
    '٢٠٢٦-١١-٠٢',
    'yesterday',
  ])('refuses %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
    expect(IsoDate.safeParse(text).success).toBe(false);
    expect(() => day(text)).toThrowError(
      expect.objectContaining({ name: 'MedcodeError', code: 'MC_DATE_INVALID', message: `"${text}" is not a date written YYYY-MM-DD` }),
    );
  });

  it('never reads other text as a date', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{0,5}-\d{0,3}-\d{0,3}$/)), (text) => {
        const read = parseDay(text);
        if (read !== undefined) expect(formatDay(read)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('quotes at most 40 characters of what it refuses', () => {
    expect(() => day('9'.repeat(500))).toThrowError(`"${'9'.repeat(40)}" is not a date written YYYY-MM-DD`);
  });
});

describe('the federal fiscal year', () => {
  it('begins on 1 October of the year before', () => {
    expect(
      ['2025-09-30', '2025-10-01', '2025-12-31', '2026-01-01', '2026-09-30', '2026-10-01'].map((text) => fiscalYear(day(text))),
    ).toEqual([2025, 2026, 2026, 2026, 2026, 2027]);
    expect(fiscalYearWindow(2026)).toEqual({ from: day('2025-10-01'), to: day('2026-09-30') });
  });

  it('holds each day in its window and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('1900-01-01'), max: day('2200-01-01') }), (value) => {
        const window = fiscalYearWindow(fiscalYear(value as Day));
        expect(window.from <= value && value <= window.to).toBe(true);
        expect([365, 366]).toContain(window.to - window.from + 1);
      }),
    );
  });
});
