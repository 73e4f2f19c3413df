import { balanceRemittance } from '@medcode/core/claims/balance';
import { remittancesOf } from '@medcode/core/claims/x12/remittance-835';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { failing } from '../board.js';
import { namesIn, readShared } from '../reference/shared.js';

const SAMPLES = 'releases/local/x12-samples';

/** @type {import('../board.js').Board} */
export const board = {
  name: 'x12-835',
  measures: 'remittances of public sample collections: every sum the guide asks for, to the cent; what fails says by how much',
  needs: [SAMPLES],
  modes: ['embedded'],
  sampled: false,
  run() {
    /** @type {string[]} */
    const ids = [];
    /** @type {Record<string, { balanced: number, unbalanced: number, 'not-checked': number }>} */
    const strata = {};
    const counts = { transactions: 0, balanced: 0, tests: 0, balancedTests: 0 };
    for (const folder of namesIn(SAMPLES))
      for (const name of namesIn(`${SAMPLES}/${folder}`))
        for (const remittance of remittancesOf(segmentsOf(readShared(`${SAMPLES}/${folder}/${name}`)))) {
          const balances = balanceRemittance(remittance);
          counts.transactions++;
          if (balances.every(({ verdict }) => verdict === 'balanced')) counts.balanced++;
          for (const { test, verdict, segment, difference, unreadable } of balances) {
            const row = (strata[test] ??= { balanced: 0, unbalanced: 0, 'not-checked': 0 });
            row[verdict]++;
            counts.tests++;
            if (verdict === 'balanced') counts.balancedTests++;
            else ids.push(`${name} segment ${segment}: ${test} ${verdict} ${difference ?? unreadable}`);
          }
        }
    return {
      releases: [],
      figures: [
        { name: 'payments that balance', value: counts.balanced, n: counts.transactions, better: 'higher' },
        { name: 'tests that balance', value: counts.balancedTests, n: counts.tests, better: 'higher' },
      ],
      strata,
      failing: failing(ids),
    };
  },
};
