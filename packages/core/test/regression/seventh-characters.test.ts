import type { CodeId } from '@medcode/core/codesets/code-table';
import { day } from '@medcode/core/model/date';
import { describe, expect, it } from 'vitest';
import { catalog, icd } from '../coding/engine.js';

const DATE = day('2026-04-01');
const { table } = icd;
const tabular = icd.tabular(DATE);

/** Where the edition defines 7th characters, from the pack itself. */
const definitions = new Map<string, string[]>();
{
  const pack = catalog.one('icd10cm/sevenths').table();
  const owner = pack.text('owner');
  const char = pack.text('char');
  for (let row = 0; row < pack.rows; row++) {
    const list = definitions.get(owner.at(row));
    if (list) list.push(char.at(row));
    else definitions.set(owner.at(row), [char.at(row)]);
  }
}
const ancestorsOf = (code: string): string[] =>
  Array.from({ length: code.length - 3 }, (_, i) => code.slice(0, code.length - 1 - i)).filter((above) => definitions.has(above));

/** Codes that end where the Tabular List ends and go on with a 7th character: headers all of whose children have seven. */
const leaves: string[] = [];
/** Codes of seven characters made so, billable on the date. */
const expanded = new Set<string>();
for (let i = 0; i < table.size; i++) {
  const id = i as CodeId;
  if (table.statusOn(id, DATE) !== 0) continue;
  const code = table.code(id);
  if (code.length > 6 || !tabular.seventhCharacters(code)) continue;
  const children = table.children(id).filter((child) => table.statusOn(child, DATE) >= 0);
  if (children.length === 0 || children.some((child) => table.code(child).length !== 7)) continue;
  leaves.push(code);
  for (const child of children) if (table.billableOn(child, DATE)) expanded.add(table.code(child));
}
const expansion = (code: string): string[] =>
  (tabular.seventhCharacters(code)?.characters ?? []).map(({ char }) => code.padEnd(6, 'X') + char);

describe('7th characters of the April 2026 edition', () => {
  it('are defined at 508 places, 24 of them below another', () => {
    expect(definitions.size).toBe(508);
    const nested = [...definitions]
      .filter(([owner]) => ancestorsOf(owner).length > 0)
      .map(([owner, chars]) => `${owner} ${chars.join('')}`);
    expect(nested).toEqual([
      'S128 ADS',
      'S129 ADS',
      'S4227 ADGKPS',
      'S4231 ADGKPS',
      'S4248 ADGKPS',
      'S498 ADS',
      'S499 ADS',
      'S5201 ADGKPS',
      'S5211 ADGKPS',
      'S5221 ADGKPS',
      'S5231 ADGKPS',
      'S5252 ADGKPS',
      'S5262 ADGKPS',
      'S598 ADS',
      'S599 ADS',
      'S7247 ADGKPS',
      'S798 ADS',
      'S799 ADS',
      'S8216 ADGKPS',
      'S8231 ADGKPS',
      'S8281 ADGKPS',
      'S8282 ADGKPS',
      'S898 ADS',
      'S899 ADS',
    ]);
  });

  it('make exactly the codes the dated validity list has, but for S06 with a 6th character 7 or 8', () => {
    const made = new Set(leaves.flatMap(expansion));
    const extra = [...made].filter((code) => !expanded.has(code));
    const missing = [...expanded].filter((code) => !made.has(code));
    expect(missing).toEqual([]);
    expect(extra.filter((code) => !/^S06..[78][DS]$/.test(code))).toEqual([]);
    expect(extra.length).toBe(76);
    expect(expanded.size).toBe(51_305);
  });

  it.each([0, 1, 2, 3])(
    'inherited over %i levels are those of the nearest definition, and every code made with them is valid',
    (levels) => {
      const at = leaves.filter((code) => {
        const from = tabular.seventhCharacters(code)?.from as string;
        return code.length - from.length === levels;
      });
      expect(at.length).toBeGreaterThan(levels === 0 ? 70 : 500);
      for (const code of at) {
        const owners = [code, ...ancestorsOf(code)].filter((owner) => definitions.has(owner));
        const nearest = owners.at(0) ?? '';
        expect([code, tabular.seventhCharacters(code)?.from]).toEqual([code, nearest]);
        expect([code, tabular.seventhCharacters(code)?.characters.map(({ char }) => char)]).toEqual([code, definitions.get(nearest)]);
        if (/^S06..[78]/.test(code)) continue;
        expect(expansion(code).filter((one) => table.find(one) === -1 || !table.billableOn(table.find(one) as CodeId, DATE))).toEqual([]);
      }
    },
  );

  it.each([...definitions.keys()].filter((owner) => ancestorsOf(owner).length > 0))(
    '%s overrides what stands above it, for every code below',
    (owner) => {
      const below = leaves.filter((code) => code.startsWith(owner));
      expect(below.length).toBeGreaterThan(0);
      for (const code of below) {
        const billable = table
          .children(table.find(code) as CodeId)
          .filter((child) => table.billableOn(child, DATE))
          .map((child) => table.code(child));
        expect([code, billable]).toEqual([code, (definitions.get(owner) as string[]).map((char) => code.padEnd(6, 'X') + char)]);
      }
    },
  );

  it('of a torus fracture have no open fracture, those of its category have', () => {
    expect(tabular.seventhCharacters('S52012')).toEqual({
      from: 'S5201',
      characters: [
        { char: 'A', text: 'initial encounter for closed fracture' },
        { char: 'D', text: 'subsequent encounter for fracture with routine healing' },
        { char: 'G', text: 'subsequent encounter for fracture with delayed healing' },
        { char: 'K', text: 'subsequent encounter for fracture with nonunion' },
        { char: 'P', text: 'subsequent encounter for fracture with malunion' },
        { char: 'S', text: 'sequela' },
      ],
    });
    expect(
      tabular
        .seventhCharacters('S52022')
        ?.characters.map(({ char }) => char)
        .join(''),
    ).toBe('ABCDEFGHJKMNPQRS');
  });

  it('are none for a code that takes none', () => {
    expect([tabular.seventhCharacters('E1122'), tabular.seventhCharacters('I10'), tabular.seventhCharacters('C441021')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('S06 with a 6th character 7 or 8 (death before regaining consciousness)', () => {
  const codes: string[] = [];
  for (let i = 0; i < table.size; i++) {
    const code = table.code(i as CodeId);
    if (/^S06..[78].$/.test(code) && table.statusOn(i as CodeId, DATE) >= 0) codes.push(code);
  }

  it('allows only A on 2026-04-01', () => {
    expect(codes.length).toBe(38);
    expect(codes.filter((code) => !code.endsWith('A'))).toEqual([]);
  });

  it('no longer has S06.0X7 and S06.0X8', () => {
    expect(['S060X7', 'S060X7A', 'S060X8', 'S060X8A'].map((code) => table.statusOn(table.find(code) as CodeId, DATE))).toEqual([
      -1, -1, -1, -1,
    ]);
  });

  it('says A alone when asked what S06.9X7 needs', () => {
    const answer = icd.lookup('S06.9X7', DATE);
    expect(answer.seventhCharacters).toEqual({ from: 'S06', characters: [{ char: 'A', text: 'initial encounter' }] });
    expect(answer.reason).toBe('S06.9X7 is too short: it needs a 7th character: A initial encounter');
  });

  it('still says A, D and S for the other codes of the category', () => {
    expect(icd.lookup('S06.9X6', DATE).reason).toBe(
      'S06.9X6 is too short: it needs a 7th character: A initial encounter, D subsequent encounter, S sequela',
    );
  });

  it('tells when a D ended', () => {
    const { reason, valid, billable, lifecycle } = icd.lookup('S06.9X7D', DATE);
    expect({ reason, valid, billable, lifecycle }).toEqual({
      reason: 'S06.9X7D ended on 2017-09-30',
      valid: false,
      billable: false,
      lifecycle: [
        { date: '2015-10-01', event: 'began' },
        { date: '2017-09-30', event: 'ended' },
      ],
    });
  });
});
