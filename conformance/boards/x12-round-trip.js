import { readdirSync, readFileSync } from 'node:fs';
import { InterchangeReader } from '@medcode/core/claims/x12/interchange';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { failing } from '../board.js';
import { sharedPath } from '../reference/shared.js';
import { linesOfFile, writeLines } from '../x12-round-trip.js';

const SAMPLES = 'releases/local/x12-samples';
/** Bytes of a piece: the whole file, what the command reads at once, and a length that cuts everything. */
const PIECES = [Number.POSITIVE_INFINITY, 1 << 16, 7];

/** @type {import('../board.js').Board} */
export const board = {
  name: 'x12-round-trip',
  measures: 'X12 sample files read as lines of JSON and written again from them alone: files that are not the same, byte for byte',
  needs: [SAMPLES],
  modes: ['embedded'],
  sampled: false,
  run() {
    const totals = { files: 0, different: 0 };
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    for (const folder of readdirSync(sharedPath(SAMPLES)).sort()) {
      const counts = { files: 0, different: 0, bytes: 0, segments: 0, interchanges: 0, transactions: 0, unsoundTransactions: 0 };
      for (const name of readdirSync(sharedPath(`${SAMPLES}/${folder}`)).sort()) {
        const bytes = readFileSync(sharedPath(`${SAMPLES}/${folder}/${name}`));
        counts.files++;
        counts.bytes += bytes.length;
        if (PIECES.some((length) => Buffer.compare(writeLines(linesOfFile(bytes, length)), bytes) !== 0)) {
          counts.different++;
          ids.push(`${folder}/${name}`);
        }
        count(bytes, counts);
      }
      strata[folder] = counts;
      totals.files += counts.files;
      totals.different += counts.different;
    }
    return {
      releases: [],
      figures: [{ name: 'files that differ', value: totals.different, n: totals.files, better: 'lower', target: 0 }],
      strata,
      failing: failing(ids),
    };
  },
};

/** @param {Uint8Array} bytes @param {{ segments: number, interchanges: number, transactions: number, unsoundTransactions: number }} counts */
function count(bytes, counts) {
  const envelopes = new InterchangeReader({
    interchangeStart: () => {
      counts.interchanges++;
    },
    transactionEnd: ({ faults }) => {
      counts.transactions++;
      if (faults.length > 0) counts.unsoundTransactions++;
    },
  });
  const reader = new SegmentReader();
  for (const segment of [...reader.push(bytes), ...reader.end()]) {
    counts.segments++;
    envelopes.read(segment);
  }
  envelopes.end();
}
