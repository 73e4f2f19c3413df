import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Engine } from '@medcode/cli/engine';
import { Checker } from '@medcode/core/edits/check';
import { rule as addOnEdit } from '@medcode/core/edits/ncci-add-on/rule';
import { rule as mueEdit } from '@medcode/core/edits/ncci-mue/rule';
import { rule as ptpEdit } from '@medcode/core/edits/ncci-ptp/rule';
import { importSources } from '@medcode/releases/import/import';
import { CAP } from '../board.js';
import { releasesOf } from '../engine.js';
import { randomNumbers } from '../random-numbers.js';
import { addOnsOf, NCCI, pairsOf, unitsOf } from '../reference/ncci-tables.js';
import { sharedPath } from '../reference/shared.js';

/** @typedef {import('../reference/ncci-tables.js').Side} Side */
/** @typedef {{ code: string, modifiers?: string[], date?: string, dateTo?: string, provider?: string, units?: number }} Line */
/** What was said: message and line, joined; `not checked` where that was the answer. @typedef {string} Said */

/** The sample takes every so many rows. */
const STEP = 97;
const SEED = 30_2;
const DAY = '2024-08-15';
const NEXT_DAY = '2024-08-16';
const OUTSIDE = '2024-10-01';
const SIDES = /** @type {const} */ (['practitioner', 'hospital']);

/** @type {import('../board.js').Board} */
export const board = {
  name: 'ncci',
  measures:
    'claims made of every NCCI row of 2024 Q3 in force (pairs in both orders, with and without modifiers, on other days and by other providers, in both settings; units at and above each limit; add-on codes with and without a primary) and of as many pairs that are no rows, against the table read row by row',
  needs: [NCCI],
  modes: ['embedded'],
  sampled: true,
  async run({ sample }) {
    const folder = mkdtempSync(join(tmpdir(), 'medcode-ncci-'));
    try {
      // From the folder above: the name of the folder tells the quarter of the add-on codes.
      await importSources(sharedPath(dirname(NCCI)), folder);
      const engine = new Engine({ MEDCODE_DATA: folder });
      const tally = new Tally();
      const step = sample ? STEP : 1;
      pairs(new Checker(engine.catalog, { edits: [ptpEdit] }), tally, step);
      units(new Checker(engine.catalog, { edits: [mueEdit] }), tally, step);
      addOns(new Checker(engine.catalog, { edits: [addOnEdit] }), tally, step);
      return { releases: releasesOf(engine, ['ncci/']), ...tally.answer() };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Counts claims by what they are made of. */
class Tally {
  /** @type {Record<string, { n: number, rows: number, unequal: number }>} */
  strata = {};
  /** @type {string[]} */
  ids = [];
  count = 0;

  /** A row of a table from which claims are made. @param {string} stratum */
  row(stratum) {
    (this.strata[stratum] ??= { n: 0, rows: 0, unequal: 0 }).rows++;
  }

  /**
   * @param {string} stratum
   * @param {string} id what the claim is
   * @param {readonly Said[]} expected
   * @param {readonly Said[]} said
   */
  claim(stratum, id, expected, said) {
    const counts = (this.strata[stratum] ??= { n: 0, rows: 0, unequal: 0 });
    counts.n++;
    if (expected.length === said.length && expected.every((one) => said.includes(one))) return;
    counts.unequal++;
    this.count++;
    if (this.ids.length < CAP) this.ids.push(id);
  }

  answer() {
    /** @type {import('../board.js').Figure[]} */
    const figures = [];
    for (const [name, { n, unequal }] of Object.entries(this.strata))
      figures.push({ name: `${name} unequal`, value: unequal, n, better: 'lower', target: 0 });
    return { figures, strata: this.strata, failing: { count: this.count, ids: this.ids } };
  }
}

/**
 * @param {Checker} checker
 * @param {Side} side
 * @param {Line[]} services
 * @param {string} [date]
 * @param {object} [more]
 * @returns {Said[]}
 */
function told(checker, side, services, date = DAY, more = {}) {
  const form =
    side === 'hospital'
      ? { form: /** @type {const} */ ('institutional'), billType: '13' }
      : { form: /** @type {const} */ ('professional') };
  const { findings, notChecked } = checker.check({
    id: 1,
    ...form,
    date,
    diagnoses: [],
    procedures: [],
    services,
    ...more,
  });
  const said = findings.map(({ message, at }) => `${message} ${at.slice('/services/'.length)}`);
  if (notChecked.length > 0) said.push('not checked');
  return said;
}

/**
 * Every pair in force, and as many that are none.
 * @param {Checker} checker
 * @param {Tally} tally
 * @param {number} step
 */
function pairs(checker, tally, step) {
  const tables = { practitioner: pairsOf('practitioner'), hospital: pairsOf('hospital') };
  for (const side of SIDES) {
    const table = tables[side];
    const other = side === 'practitioner' ? 'hospital' : 'practitioner';
    const random = randomNumbers(SEED);
    /**
     * What two lines of one day and provider are told, by the table of the setting.
     * @param {Side} where
     * @param {string} a
     * @param {string} b
     * @param {boolean} separate an NCCI modifier stands on one of the lines
     * @returns {Said[]}
     */
    const expected = (where, a, b, separate) =>
      [/** @type {const} */ ([a, b, 1]), /** @type {const} */ ([b, a, 0])].flatMap(([column1, column2, at]) => {
        const indicator = tables[where].indicator(column1, column2);
        if (indicator === '0') return [`never ${at}`];
        return indicator === '1' && !separate ? [`modifier ${at}`] : [];
      });
    for (let i = 0; i < table.rows.length; i += step) {
      const key = table.rows[i];
      const a = table.codes[Math.floor(key / 65_536)];
      const b = table.codes[key % 65_536];
      const stratum = `PTP ${side}, indicator ${table.indicator(a, b)}`;
      tally.row(stratum);
      /** @param {string} what @param {readonly Said[]} due @param {readonly Said[]} said */
      const claim = (what, due, said) => tally.claim(stratum, `${side} ${a} ${b} ${what}`, due, said);
      claim('plain', expected(side, a, b, false), told(checker, side, [{ code: a }, { code: b }]));
      claim(
        'other order',
        expected(side, b, a, false),
        told(checker, side, [
          { code: b, modifiers: ['76'] },
          { code: a, modifiers: ['GA'] },
        ]),
      );
      claim('modifier on column 2', expected(side, a, b, true), told(checker, side, [{ code: a }, { code: b, modifiers: ['59'] }]));
      claim('modifier on column 1', expected(side, a, b, true), told(checker, side, [{ code: a, modifiers: ['XS'] }, { code: b }]));
      claim('other day', [], told(checker, side, [{ code: a }, { code: b, date: NEXT_DAY }]));
      const providers = [
        { code: a, provider: 'A' },
        { code: b, provider: 'B' },
      ];
      claim('other provider', side === 'hospital' ? expected(side, a, b, false) : [], told(checker, side, providers));
      claim('other setting', expected(other, a, b, false), told(checker, other, [{ code: a }, { code: b }]));
      claim('outside the quarter', ['not checked'], told(checker, side, [{ code: a }, { code: b }], OUTSIDE));
      let c = a;
      let d = a;
      while (c === d || table.indicator(c, d) !== undefined || table.indicator(d, c) !== undefined) {
        c = table.codes[Math.floor(random() * table.codes.length)];
        d = table.codes[Math.floor(random() * table.codes.length)];
      }
      const none = `PTP ${side}, no rows`;
      tally.row(none);
      tally.claim(none, `${side} ${c} ${d} no row`, [], told(checker, side, [{ code: c }, { code: d }]));
    }
  }
}

/**
 * Units at the limit and one above it: on one line, on two lines of a day, on two days, on a line of two days.
 * @param {Checker} checker
 * @param {Tally} tally
 * @param {number} step
 */
function units(checker, tally, step) {
  const services = /** @type {const} */ ([
    ['practitioner', 'practitioner', {}],
    ['outpatient_hospital', 'hospital', {}],
    ['dme', 'practitioner', { billing: { type: 'organization', taxonomy: '332B00000X' } }],
  ]);
  const messages = /** @type {Record<string, string>} */ ({ 1: 'line', 2: 'policy', 3: 'clinical' });
  for (const [service, side, more] of services) {
    const rows = unitsOf(service);
    for (let i = 0; i < rows.length; i += step) {
      const { code, units: limit, indicator } = rows[i];
      const stratum = `MUE ${service}, indicator ${indicator}`;
      const message = messages[indicator];
      const ofDay = indicator !== '1';
      tally.row(stratum);
      /** @param {string} what @param {readonly Said[]} due @param {Line[]} lines @param {string} [date] */
      const claim = (what, due, lines, date) =>
        tally.claim(stratum, `${service} ${code} ${what}`, due, told(checker, side, lines, date, more));
      if (limit > 0) {
        claim('at the limit', [], [{ code, units: limit }]);
        claim('two lines', ofDay ? [`${message} 1`] : [], [
          { code, units: limit },
          { code, units: 1, modifiers: ['76'] },
        ]);
        claim(
          'two days',
          [],
          [
            { code, units: limit },
            { code, units: limit, date: NEXT_DAY },
          ],
        );
        claim('a line of two days', [], [{ code, units: 2 * limit, date: DAY, dateTo: NEXT_DAY }]);
      }
      claim('above the limit', [`${message} 0`], [{ code, units: limit + 1, modifiers: ['59'] }]);
      claim('a line of two days above the limit', [`${message} 0`], [{ code, units: 2 * (limit + 1), date: DAY, dateTo: NEXT_DAY }]);
      claim('outside the quarter', ['not checked'], [{ code, units: limit + 1 }], OUTSIDE);
    }
  }
}

/**
 * Every add-on code beside its primary, and beside another procedure.
 * @param {Checker} checker
 * @param {Tally} tally
 * @param {number} step
 */
function addOns(checker, tally, step) {
  const rows = addOnsOf();
  /** @type {Map<string, Set<string>>} */
  const primaries = new Map();
  for (const { addOn, primary } of rows) primaries.set(addOn, (primaries.get(addOn) ?? new Set()).add(primary));
  const types = new Map(rows.map(({ addOn, type }) => [addOn, type]));
  const strangers = [...new Set(rows.map(({ primary }) => primary))].filter((code) => code !== 'CCCCC' && !types.has(code)).sort();
  const random = randomNumbers(SEED);
  /** What an add-on code on line 1 is told without a listed primary. @param {string} type @param {boolean} beside another procedure @returns {Said[]} */
  const without = (type, beside) =>
    type === '1' ? ['missing 1'] : beside ? (type === '3' ? ['unlisted 1'] : ['not checked']) : ['alone 1'];
  for (const side of SIDES)
    for (let i = 0; i < rows.length; i += step) {
      const { primary, addOn } = rows[i];
      const type = types.get(addOn) ?? '';
      const stratum = `add-on ${side}, type ${type}`;
      tally.row(stratum);
      /** @param {string} what @param {readonly Said[]} due @param {Line[]} lines @param {string} [date] */
      const claim = (what, due, lines, date) =>
        tally.claim(stratum, `${side} ${primary} ${addOn} ${what}`, due, told(checker, side, lines, date));
      const stranger = strangers[Math.floor(random() * strangers.length)];
      if (!primaries.get(addOn)?.has(stranger)) claim('no primary', without(type, true), [{ code: stranger }, { code: addOn }]);
      if (primary === 'CCCCC') continue;
      // A primary that is itself an add-on code is told of its own primary, which is not there unless the two list each other.
      const own = types.get(primary);
      const also =
        own === undefined || primaries.get(primary)?.has(addOn) ? [] : without(own, false).map((said) => said.replace(' 1', ' 0'));
      claim('with its primary', also, [{ code: primary }, { code: addOn }]);
      if (own !== undefined) continue;
      claim('before its primary', [], [{ code: addOn }, { code: primary }]);
      claim('primary on another day', without(type, false), [{ code: primary, date: NEXT_DAY }, { code: addOn }]);
      const shared = side === 'hospital' || addOn === '99292';
      claim('primary of another provider', shared ? [] : without(type, false), [
        { code: primary, provider: 'A' },
        { code: addOn, provider: 'B' },
      ]);
      claim('outside the quarter', ['not checked'], [{ code: primary }, { code: addOn }], OUTSIDE);
    }
}
