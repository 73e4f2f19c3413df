import { readFileSync } from 'node:fs';
import { ClaimReader } from '@medcode/core/claims/x12/read-837';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { writeClaims } from '@medcode/core/claims/x12/write-837';
import { failing } from '../board.js';
import { namesIn, sharedPath } from '../reference/shared.js';
import { dataElements } from '../reference/x12-data-elements.js';

const SAMPLES = 'releases/local/x12-samples';

/** @type {import('../board.js').Board} */
export const board = {
  name: 'x12-claims-round-trip',
  measures:
    'files of 837 claims (005010X222, 005010X223) read as typed claims and written again: every data element of each claim and of the levels above it, ISA to the last line. Counts and level numbers, which a writer states anew, do not count; codes of HI and adjustments of CAS count one by one',
  needs: [SAMPLES],
  modes: ['embedded'],
  sampled: false,
  run() {
    const totals = { files: 0, claims: 0, elements: 0, elementsInNoField: 0 };
    const without = { interchange: 0, claims: 0 };
    /** @type {string[]} */
    const wrong = [];
    let differing = 0;
    for (const folder of namesIn(SAMPLES))
      for (const name of namesIn(`${SAMPLES}/${folder}`)) {
        const segments = [...segmentsOf(readFileSync(sharedPath(`${SAMPLES}/${folder}/${name}`), 'utf8'))];
        const before = dataElements(segments);
        if (before.claims === 0) {
          if (segments.some(({ raw }) => /^ST.837/.test(raw))) without.claims++;
          continue;
        }
        if (!segments.some(({ tag }) => tag === 'ISA')) {
          without.interchange++;
          continue;
        }
        const reader = new ClaimReader();
        const claims = [...segments.map((segment) => reader.read(segment)), reader.end()].filter((claim) => claim !== undefined);
        // Through JSON, as `medcode x12 claims` hands claims on: nothing may depend on what claims share in memory.
        const handedOn = claims.map((claim) => JSON.parse(JSON.stringify(claim)));
        const after = dataElements(segmentsOf(writeClaims(handedOn)));
        const different = differences(before.elements, after.elements);
        totals.files++;
        totals.claims += before.claims;
        totals.elements += before.elements.length;
        totals.elementsInNoField += claims
          .flatMap(({ kept = [] }) => kept)
          .reduce((sum, { elements }) => sum + elements.slice(1).filter((text) => text !== '').length, 0);
        differing += different;
        if (different > 0 || claims.length !== before.claims) wrong.push(`${folder}/${name}`);
      }
    return {
      releases: [],
      figures: [
        { name: 'files that differ', value: wrong.length, n: totals.files, better: 'lower', target: 0 },
        { name: 'data elements that differ', value: differing, n: totals.elements, better: 'lower', target: 0 },
      ],
      strata: { read: totals, 'files of 837 left out: without a claim of these versions, without an ISA': without },
      failing: failing(wrong),
    };
  },
};

/** How many members two multisets do not have in common. @param {readonly string[]} before @param {readonly string[]} after */
function differences(before, after) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const one of before) counts.set(one, (counts.get(one) ?? 0) + 1);
  for (const one of after) counts.set(one, (counts.get(one) ?? 0) - 1);
  return [...counts.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}
