import type { CodeId } from '@medcode/core/codesets/code-table';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { PcsIndex } from '@medcode/core/codesets/icd10pcs-index';
import { PcsSearch } from '@medcode/core/codesets/icd10pcs-search';
import { addDays, day } from '@medcode/core/model/date';
import { lexiconFrom, termIndexFrom } from '@medcode/releases/open-catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../coding/engine.js';

const pcs = new Icd10pcs(catalog);
const NOW = day('2026-11-02');
const codes = (prefix: string, date = NOW): string[] => pcs.values(prefix, date).codes.map(({ code }) => code);

describe('look-up', () => {
  it('gives title, axes, root operation, notes and life of a valid code', () => {
    const { releases, ...answer } = pcs.lookup('0dtj4zz', NOW);
    expect(releases.map(({ id, carried }) => [id, carried])).toEqual([
      ['icd10pcs/codes', undefined],
      ['icd10pcs/axes', true],
    ]);
    const resection = {
      code: 'T',
      value: 'Resection',
      definition: 'Cutting out or off, without replacement, all of a body part',
      explanation: '',
      examples: 'Total nephrectomy, total lobectomy of lung',
    };
    const axis = (position: number, name: string, value: string, label: string) => ({ position, name, value, label, source: 'code-book' });
    expect(answer).toEqual({
      code: '0DTJ4ZZ',
      system: 'icd10pcs',
      date: '2026-11-02',
      valid: true,
      billable: true,
      title: 'Resection of Appendix, Percutaneous Endoscopic Approach',
      parents: [
        { code: '0', title: 'Medical and Surgical' },
        { code: '0D', title: 'Gastrointestinal System' },
        { code: '0DT', title: 'Resection' },
      ],
      axes: [
        axis(1, 'Section', '0', 'Medical and Surgical'),
        axis(2, 'Body System', 'D', 'Gastrointestinal System'),
        axis(3, 'Root Operation', 'T', 'Resection'),
        axis(4, 'Body Part', 'J', 'Appendix'),
        axis(5, 'Approach', '4', 'Percutaneous Endoscopic'),
        axis(6, 'Device', 'Z', 'No Device'),
        axis(7, 'Qualifier', 'Z', 'No Qualifier'),
      ],
      rootOperation: resection,
      notes: [
        { kind: 'rootOperation', text: resection.definition, from: 'Resection' },
        { kind: 'examples', text: resection.examples, from: 'Resection' },
        { kind: 'bodyPartKey', text: 'Appendiceal orifice; Vermiform appendix', from: 'Appendix' },
        {
          kind: 'approach',
          text: 'Entry, by puncture or minor incision, of instrumentation through the skin or mucous membrane and any other body layers necessary to reach and visualize the site of the procedure',
          from: 'Percutaneous Endoscopic',
        },
      ],
      flags: [],
      lifecycle: [{ date: '2015-10-01', event: 'began' }],
    });
  });

  it.each([
    [
      '0DTJ4ZQ',
      'character 7 (Qualifier): "Q" is not a legal value after 0DTJ4Z; legal: G Hand-Assisted, Z No Qualifier',
      ['0DTJ4ZG', '0DTJ4ZZ'],
    ],
    [
      '0DTJXZZ',
      'character 5 (Approach): "X" is not a legal value after 0DTJ; legal: 0 Open, 4 Percutaneous Endoscopic, 7 Via Natural or Artificial Opening, 8 Via Natural or Artificial Opening Endoscopic',
      ['0DTJ0ZZ', '0DTJ4ZZ', '0DTJ7ZZ', '0DTJ8ZZ', '0DTJ4ZG'],
    ],
    ['0DTJOZZ', 'ICD-10-PCS has the digits 0 and 1, never the letters O and I (guideline A2)', ['0DTJ0ZZ']],
    ['0DTJ4', '0DTJ4 is incomplete: 2 more characters are needed, first the Device (medcode pcs 0DTJ4)', ['0DTJ4ZG', '0DTJ4ZZ']],
    ['0DTJ4ZZZ', 'too long: 0DTJ4ZZ is complete without "Z"', ['0DTJ4ZZ']],
    ['0DT/4ZZ', '"0DT/4ZZ" does not have the form of an ICD-10-PCS code: seven digits or letters, without a dot', undefined],
  ])('says why %s is not valid', (code, reason, nearest) => {
    const answer = pcs.lookup(code, NOW);
    expect([answer.valid, answer.billable, answer.reason, answer.nearest?.map((one) => one.code)]).toEqual([false, false, reason, nearest]);
  });

  it('says when a code begins, and when it ended', () => {
    expect(pcs.lookup('09XK0Z1', day('2025-09-30')).reason).toBe('09XK0Z1 did not exist yet: it begins on 2025-10-01');
    expect(pcs.lookup('037004Z', NOW).valid).toBe(true);
    expect([pcs.lookup('0370046', day('2019-09-30')).valid, pcs.lookup('0370046', day('2019-10-01')).reason]).toEqual([
      true,
      '0370046 ended on 2019-09-30; replaced by 037004Z',
    ]);
  });

  it('takes the label of the same table and says so, and makes none up', () => {
    const { title, axes } = pcs.lookup('00H033J', NOW);
    const like = (position: number, name: string, value: string, label: string) => ({
      position,
      name,
      value,
      label,
      source: 'same-table',
      from: '00H033Z',
    });
    expect([title, axes.slice(3)]).toEqual([
      '',
      [
        like(4, 'Body Part', '0', 'Brain'),
        like(5, 'Approach', '3', 'Percutaneous'),
        like(6, 'Device', '3', 'Infusion Device'),
        { position: 7, name: 'Qualifier', value: 'J', label: '', source: 'none' },
      ],
    ]);
    expect(pcs.lookup('5A1955Z', NOW).axes.map(({ name, label }) => [name, label])).toEqual([
      ['Section', 'Extracorporeal or Systemic Assistance and Performance'],
      ['Body System', ''],
      ['Root Operation', ''],
      ['Body System', ''],
      ['Duration', ''],
      ['Function', ''],
      ['Qualifier', ''],
    ]);
  });

  it('refuses a date no list covers', () => {
    expect(() => pcs.lookup('0DTJ4ZZ', day('2027-10-01'))).toThrow(expect.objectContaining({ code: 'MC_RELEASE_MISSING' }));
  });
});

describe('values', () => {
  it('lists the legal values of the next axis, the rows of the table, and the codes', () => {
    const { releases: _, axes: __, rootOperation: ___, ...answer } = pcs.values('0DTJ', NOW);
    const label = (value: string, text: string) => ({ value, label: text, source: 'code-book' });
    expect(answer).toEqual({
      prefix: '0DTJ',
      system: 'icd10pcs',
      date: '2026-11-02',
      next: {
        position: 5,
        name: 'Approach',
        values: [
          { ...label('0', 'Open'), codes: 1 },
          { ...label('4', 'Percutaneous Endoscopic'), codes: 2 },
          { ...label('7', 'Via Natural or Artificial Opening'), codes: 1 },
          { ...label('8', 'Via Natural or Artificial Opening Endoscopic'), codes: 1 },
        ],
      },
      rows: [
        [
          {
            position: 5,
            name: 'Approach',
            values: [
              label('0', 'Open'),
              label('7', 'Via Natural or Artificial Opening'),
              label('8', 'Via Natural or Artificial Opening Endoscopic'),
            ],
          },
          { position: 6, name: 'Device', values: [label('Z', 'No Device')] },
          { position: 7, name: 'Qualifier', values: [label('Z', 'No Qualifier')] },
        ],
        [
          { position: 5, name: 'Approach', values: [label('4', 'Percutaneous Endoscopic')] },
          { position: 6, name: 'Device', values: [label('Z', 'No Device')] },
          { position: 7, name: 'Qualifier', values: [label('G', 'Hand-Assisted'), label('Z', 'No Qualifier')] },
        ],
      ],
      total: 5,
      codes: [
        { code: '0DTJ0ZZ', title: 'Resection of Appendix, Open Approach' },
        { code: '0DTJ4ZG', title: 'Resection of Appendix, Percutaneous Endoscopic Approach, Hand-Assisted' },
        { code: '0DTJ4ZZ', title: 'Resection of Appendix, Percutaneous Endoscopic Approach' },
        { code: '0DTJ7ZZ', title: 'Resection of Appendix, Via Natural or Artificial Opening' },
        { code: '0DTJ8ZZ', title: 'Resection of Appendix, Via Natural or Artificial Opening Endoscopic' },
      ],
    });
  });

  it('gives the seventeen sections without a prefix, and no code where nothing begins so', () => {
    expect(
      pcs
        .values('', NOW)
        .next?.values.map(({ value }) => value)
        .join(''),
    ).toBe('0123456789BCDFGHX');
    const none = pcs.values('0DTJX', NOW);
    expect([none.total, none.codes, none.rows, none.reason?.slice(0, 29)]).toEqual([0, [], [], 'character 5 (Approach): "X" i']);
  });

  const anyId = fc.integer({ min: 0, max: pcs.table.size - 1 }).map((n) => n as CodeId);
  const anyDay = fc.integer({ min: day('2015-10-01'), max: day('2027-09-30') }).map((n) => addDays(day('1970-01-01'), n));

  it('completes only codes that are valid on the date, and all of them', () => {
    fc.assert(
      fc.property(anyId, anyDay, fc.integer({ min: 4, max: 7 }), (id, date, length) => {
        const prefix = pcs.table.code(id).slice(0, length);
        const answer = pcs.values(prefix, date);
        const wrong = answer.codes.filter(({ code }) => !code.startsWith(prefix) || !pcs.lookup(code, date).valid);
        expect(wrong).toEqual([]);
        expect(answer.codes.some(({ code }) => code === pcs.table.code(id))).toBe(pcs.table.billableOn(id, date) && answer.total <= 200);
        expect(answer.next?.values.reduce((sum, value) => sum + value.codes, 0) ?? answer.total).toBe(answer.total);
      }),
      { numRuns: 150 },
    );
  });

  it('prints rows that multiply out to exactly the codes', () => {
    fc.assert(
      fc.property(anyId, anyDay, (id, date) => {
        const prefix = pcs.table.code(id).slice(0, 4);
        const answer = pcs.values(prefix, date);
        const out = answer.rows.flatMap((row) =>
          row.reduce<string[]>((stems, { values }) => stems.flatMap((stem) => values.map(({ value }) => stem + value)), [prefix]),
        );
        expect([...out].sort()).toEqual(pcs.codesBelow(prefix, date).map((one) => pcs.table.code(one)));
      }),
      { numRuns: 100 },
    );
  });
});

describe('words', () => {
  const index = new PcsIndex(catalog);

  it('finds an operation in the Index', () => {
    expect(index.find('appendectomy')).toEqual([
      { term: 'Appendectomy', path: [], kind: 'see', target: 'Excision, Appendix', code: '0DBJ' },
      { term: 'Appendectomy', path: [], kind: 'see', target: 'Resection, Appendix', code: '0DTJ' },
    ]);
  });

  it('finds codes by title and by the name of the operation, all valid on the date', () => {
    const search = new PcsSearch(pcs, index, termIndexFrom(catalog, 'icd10pcs'), lexiconFrom(catalog.packs));
    expect(search.search('laparoscopic appendectomy', NOW, 1)).toEqual([
      {
        code: '0DTJ4ZZ',
        title: 'Resection of Appendix, Percutaneous Endoscopic Approach',
        score: expect.any(Number),
        path: ['Appendectomy, see Resection, Appendix'],
        billable: true,
      },
    ]);
    for (const words of ['bypass coronary artery two arteries', 'hip replacement ceramic right', 'appendix'])
      for (const { code } of search.search(words, NOW, 30)) expect(pcs.lookup(code, NOW).valid).toBe(true);
    expect(codes('0DTJ4')).toEqual(['0DTJ4ZG', '0DTJ4ZZ']);
  });
});
