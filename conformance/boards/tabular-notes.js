import { noteReferences, refersTo } from '@medcode/core/codesets/note-references';
import { Checker } from '@medcode/core/edits/check';
import { EDITS } from '@medcode/core/edits/edits';
import { day } from '@medcode/core/model/date';
import { failing, rounded } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { randomNumbers } from '../random-numbers.js';
import { codeShaped, excludedAt, readTabularXml } from '../reference/tabular-xml.js';

const XML = 'releases/open/icd10cm/icd10c-tabular-April-1-2026.xml.gz';
const ON = day('2026-04-01');
const KINDS = ['excludes1', 'excludes2', 'codeFirst', 'useAdditionalCode', 'codeAlso', 'includes'];
/** Pairs of codes taken by chance, beside those the notes themselves suggest. */
const BY_CHANCE = 100_000;

/** @type {import('../board.js').Board} */
export const board = {
  name: 'tabular-notes',
  measures:
    'every code written in a note of the Tabular List: read, and valid on the date; and the edit excludes1 against a second reading of the XML',
  needs: [XML],
  modes: ['embedded'],
  sampled: false,
  run({ mode }) {
    const engine = engineOf(mode);
    const { icd } = engine;
    const reference = readTabularXml(XML);
    /** @type {string[]} */
    const ids = [];
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    const titleOf = (/** @type {string} */ code) => {
      const id = icd.table.find(code);
      return id === -1 ? '' : icd.table.title(id, ON);
    };
    const billable = billableCodes();

    // What the engine reads in its own notes.
    const notes = engine.catalog.one('icd10cm/notes').table();
    const owner = notes.text('owner');
    const kindOf = notes.text('kind');
    const text = notes.text('text');
    /** Codes written in references, by place, kind and code: what the second reading must find again. @type {Map<string, number>} */
    const read = new Map();
    let mentions = 0;
    let resolved = 0;
    let empty = 0;
    for (let row = 0; row < notes.rows; row++) {
      const kind = kindOf.at(row);
      if (!KINDS.includes(kind)) continue;
      const counts = (strata[kind] ??= {
        notes: 0,
        'with references': 0,
        references: 0,
        'with characters or words': 0,
        codes: 0,
        resolved: 0,
      });
      const references = noteReferences(text.at(row));
      counts.notes++;
      if (references.length > 0) counts['with references']++;
      for (const found of references) {
        counts.references++;
        if (found.characters || found.word !== undefined) counts['with characters or words']++;
        for (const { first, last } of found.spans)
          for (const code of first === last ? [first] : [first, last]) {
            mentions++;
            counts.codes++;
            count(read, `${owner.at(row)} ${kind} ${code}`, 1);
            if (icd.livesOn(code, ON)) {
              resolved++;
              counts.resolved++;
            } else ids.push(`${owner.at(row)} ${kind} ${found.text}: ${code}`);
          }
        if (found.role === 'named' && !namesSome(found)) {
          empty++;
          ids.push(`${owner.at(row)} ${kind} ${found.text}: names no billable code`);
        }
      }
    }

    // What stands in the XML in the shape of a code, and in no reference.
    let shaped = 0;
    let dropped = 0;
    for (const note of reference.notes)
      for (const found of codeShaped(note.text)) {
        const code = found.replace('.', '');
        // B12 is a vitamin: no release has a code of that shape.
        if (!icd.livesOn(code, ON) && !read.has(`${note.at} ${note.kind} ${code}`)) continue;
        shaped++;
        if (count(read, `${note.at} ${note.kind} ${code}`, -1) >= 0) continue;
        dropped++;
        ids.push(`${note.at} ${note.kind} ${found}: in no reference`);
      }
    strata['second reading'] = { notes: reference.notes.length, codes: shaped, 'in no reference': dropped };

    const pairs = [...suggestedPairs(), ...pairsByChance()];
    const checker = new Checker(engine.catalog, { icd, edits: EDITS.filter(({ id }) => id === 'excludes1') });
    let differ = 0;
    let excluded = 0;
    for (const [a, b] of pairs) {
      const diagnoses = [{ code: a }, { code: b }];
      const ours = checker.check({ id: 1, setting: 'office', diagnoses, procedures: [], services: [] }, ON).findings.length > 0;
      const theirs = excludedAt(reference.places, a, b, titleOf) || excludedAt(reference.places, b, a, titleOf);
      if (theirs) excluded++;
      if (ours === theirs) continue;
      differ++;
      ids.push(`excludes1 ${a} ${b}: ${ours ? 'only ours' : 'only the second reading'}`);
    }
    strata['excludes1 pairs'] = { pairs: pairs.length, excluded, differ };
    return {
      releases: releasesOf(engine, ['icd10cm/notes', 'icd10cm/codes']),
      figures: [
        { name: 'codes in references that are valid', value: rounded(resolved / mentions), n: mentions, better: 'higher', target: 0.98 },
        { name: 'references that name no billable code', value: empty, n: sum(strata, 'references'), better: 'lower' },
        { name: 'codes of the XML in no reference', value: dropped, n: shaped, better: 'lower', target: 0 },
        { name: 'Excludes1 pairs that differ', value: differ, n: pairs.length, better: 'lower', target: 0 },
      ],
      strata,
      failing: failing(ids),
    };

    function billableCodes() {
      /** @type {string[]} */
      const out = [];
      for (let i = 0; i < icd.table.size; i++) {
        const id = /** @type {import('@medcode/core/codesets/code-table').CodeId} */ (i);
        if (icd.table.billableOn(id, ON)) out.push(icd.table.code(id));
      }
      return out;
    }

    /** @param {import('@medcode/core/codesets/note-references').CodeReference} found */
    function namesSome(found) {
      return found.ranges.some((range) => {
        const { first, last } = icd.table.range(range);
        for (let i = first; i < last; i++) {
          const id = /** @type {import('@medcode/core/codesets/code-table').CodeId} */ (i);
          if (icd.table.billableOn(id, ON) && refersTo(found, icd.table.code(id), titleOf)) return true;
        }
        return false;
      });
    }

    /** Of every Excludes1 note: codes at its place, against codes at, in and beside the spans it is written with. */
    function* suggestedPairs() {
      for (const note of reference.notes) {
        if (note.kind !== 'excludes1') continue;
        const owners = below(note.at);
        for (const found of codeShaped(note.text)) {
          const named = below(found.replace('.', ''));
          for (const a of [owners[0], owners.at(-1)])
            for (const b of [named[0], named[Math.floor(named.length / 2)], named.at(-1), neighbour(named.at(-1))])
              if (a !== undefined && b !== undefined && a !== b) yield/** @type {const} */ ([a, b]);
        }
      }
    }

    function* pairsByChance() {
      const next = randomNumbers(20260401);
      for (let i = 0; i < BY_CHANCE; i++) {
        const at = Math.floor(next() * billable.length);
        // Half of them near each other, where notes are dense.
        const near = i % 2 === 0 ? at + 1 + Math.floor(next() * 400) : Math.floor(next() * billable.length);
        const a = billable[at];
        const b = billable[near % billable.length];
        if (a !== b) yield/** @type {const} */ ([a, b]);
      }
    }

    /** Billable codes below a code, section or chapter. @param {string} place */
    function below(place) {
      const tabular = icd.tabular(ON);
      const division = [...tabular.chapters, ...tabular.sections].find(({ id }) => id === place);
      const inside = division ? icd.table.range(division.range) : { first: lowerIndex(place), last: lowerIndex(`${place}\u{ffff}`) };
      if (division) {
        const codes = [];
        for (let i = inside.first; i < inside.last; i++) {
          const id = /** @type {import('@medcode/core/codesets/code-table').CodeId} */ (i);
          if (icd.table.billableOn(id, ON)) codes.push(icd.table.code(id));
        }
        return codes;
      }
      return billable.slice(inside.first, inside.last);
    }

    /** @param {string | undefined} code */
    function neighbour(code) {
      return code === undefined ? undefined : billable[lowerIndex(code) + 1];
    }

    /** @param {string} code */
    function lowerIndex(code) {
      let low = 0;
      let high = billable.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (billable[middle] < code) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  },
};

/** @param {Map<string, number>} counts @param {string} key @param {number} by */
function count(counts, key, by) {
  const now = (counts.get(key) ?? 0) + by;
  counts.set(key, now);
  return now;
}

/** @param {Record<string, Record<string, number>>} strata @param {string} name */
function sum(strata, name) {
  return Object.values(strata).reduce((total, counts) => total + (counts[name] ?? 0), 0);
}
