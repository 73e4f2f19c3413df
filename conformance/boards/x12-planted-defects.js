import { readFileSync } from 'node:fs';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { failing } from '../board.js';
import { engineOf } from '../engine.js';
import { PLANTED_DEFECTS, positionOf } from '../reference/planted-defects.js';
import { findingsOf } from '../x12-findings.js';

const SOUND = new URL('../../examples/x12/two-patients.837', import.meta.url);

/** @type {import('../board.js').Board} */
export const board = {
  name: 'x12-planted-defects',
  measures: 'defects planted one at a time in a sound 837P of our own: found at the right place, and nothing else said',
  needs: [],
  modes: ['embedded'],
  sampled: false,
  run({ mode }) {
    const engine = engineOf(mode);
    const sound = readFileSync(SOUND, 'utf8')
      .split('~\n')
      .filter((segment) => segment !== '');
    let found = 0;
    let extra = 0;
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    for (const { name, edit, expect } of PLANTED_DEFECTS) {
      const segments = edit(sound);
      const findings = findingsOf(engine, segmentsOf(`${segments.join('~\n')}~\n`), '2026-11-05');
      const position = positionOf(segments, expect.at);
      const hits = findings.filter(
        ({ segment, tag, element, loop, snip }) =>
          segment === position && tag === expect.tag && element === expect.element && loop === expect.loop && snip === expect.snip,
      );
      const level = (strata[`SNIP ${expect.snip}`] ??= { n: 0, found: 0, extra: 0 });
      level['n'] = (level['n'] ?? 0) + 1;
      const isFound = hits.length > 0;
      const more = findings.length - (isFound ? 1 : 0);
      if (isFound) found++;
      level['found'] = (level['found'] ?? 0) + (isFound ? 1 : 0);
      extra += more;
      level['extra'] = (level['extra'] ?? 0) + more;
      if (!isFound || more > 0) ids.push(name);
    }
    const n = PLANTED_DEFECTS.length;
    return {
      releases: [],
      figures: [
        { name: 'found at the right place', value: found, n, better: 'higher', target: n },
        { name: 'other findings', value: extra, n, better: 'lower', target: 0 },
      ],
      strata,
      failing: failing(ids),
    };
  },
};
