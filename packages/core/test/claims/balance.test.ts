import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceRemittance } from '../../src/claims/balance.js';
import { remittancesOf } from '../../src/claims/x12/remittance-835.js';
import { segmentsOf } from '../../src/claims/x12/tokenizer.js';
import { formatCents } from '../../src/model/money.js';
import { remittance } from './remittances.js';

/** A claim whose parts add up: cents of charge, adjustment and patient's share of each service, and an adjustment of the claim. */
const claims = fc.array(
  fc.record({
    services: fc.array(
      fc.record({
        charged: fc.integer({ min: 0, max: 9_999_999 }),
        cut: fc.integer({ min: 0, max: 99_999 }),
        share: fc.integer({ min: 0, max: 9_999 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    ownCut: fc.integer({ min: -5_000, max: 5_000 }),
    reversed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

interface Written {
  readonly text: string;
  readonly total: number;
}

interface Part {
  readonly services: readonly { readonly charged: number; readonly cut: number; readonly share: number }[];
  readonly ownCut: number;
  readonly reversed: boolean;
}

function written(parts: readonly Part[], recovered: number): Written {
  let total = -recovered;
  const segments: string[] = [];
  parts.forEach(({ services, ownCut, reversed }, i) => {
    const sign = reversed ? -1 : 1;
    const sum = (of: (service: { charged: number; cut: number; share: number }) => number) =>
      services.reduce((all, service) => all + of(service), 0);
    const paid = sum(({ charged, cut, share }) => charged - cut - share) - ownCut;
    total += sign * paid;
    const money = (cents: number) => formatCents(sign * cents);
    segments.push(
      `CLP*T${i}*${reversed ? 22 : 1}*${money(sum(({ charged }) => charged))}*${money(paid)}*${money(sum(({ share }) => share))}*12*P${i}`,
      `CAS*CO*45*${money(ownCut)}`,
      ...services.flatMap(({ charged, cut, share }) => [
        `SVC*HC:99213*${money(charged)}*${money(charged - cut - share)}**1`,
        `CAS*CO*45*${money(cut)}**59*0`,
        `CAS*PR*2*${money(share)}`,
      ]),
    );
  });
  segments.push(`PLB*1234567893*20261231*WO:OLD*${formatCents(recovered)}`);
  return { text: remittance(formatCents(total), 'CK1', segments), total };
}

const balancesOf = (text: string) => [...remittancesOf(segmentsOf(text))].flatMap(balanceRemittance);

describe('balances of a remittance', () => {
  it('calls balanced what adds up, and finds one cent anywhere', () => {
    fc.assert(
      fc.property(claims, fc.integer({ min: -50_000, max: 50_000 }), fc.nat(), (parts, recovered, pick) => {
        const { text, total } = written(parts, recovered);
        const balances = balancesOf(text);
        expect(balances.map(({ verdict }) => verdict)).toEqual(balances.map(() => 'balanced'));
        // A cent more in any amount of any CLP, CAS or SVC breaks a balance; so does one in the payment.
        const amounts = [
          ...text.matchAll(
            /(?<=(?:CLP\*[^*~]*\*\d+\*|CLP\*[^*~]*\*\d+\*[^*]*\*|CAS\*\w+\*\d+\*|SVC\*[^*]*\*|SVC\*[^*]*\*[^*]*\*))-?\d+\.\d\d/g,
          ),
        ];
        const chosen = amounts[pick % amounts.length];
        fc.pre(chosen !== undefined);
        const cents = Math.round(Number(chosen[0]) * 100) + 1;
        const broken = `${text.slice(0, chosen.index)}${formatCents(cents)}${text.slice(chosen.index + chosen[0].length)}`;
        expect(balancesOf(broken).some(({ verdict }) => verdict === 'unbalanced')).toBe(true);
        const payment = balancesOf(text.replace(`BPR*I*${formatCents(total)}*`, `BPR*I*${formatCents(total + 1)}*`)).at(-1);
        expect(payment).toEqual({
          test: 'payment',
          verdict: 'unbalanced',
          segment: 4,
          element: 'BPR02',
          expected: formatCents(total),
          stated: formatCents(total + 1),
          difference: '0.01',
        });
      }),
      { numRuns: 60 },
    );
  });

  it('reads a payment that the payer takes back as negative', () => {
    const text = remittance('50', 'CK1', ['CLP*A*22*-100*-50**12*P1', 'CAS*CO*45*-50']).replace('BPR*I*50*C*', 'BPR*I*50*D*');
    expect(balancesOf(text).map(({ test, verdict }) => `${test} ${verdict}`)).toEqual(['claim-payment balanced', 'payment balanced']);
  });

  it('carries a negative balance forward instead of paying less than nothing', () => {
    const claim = ['CLP*A*22*-100*-50**12*P1', 'CAS*CO*45*-50'];
    const verdicts = (more: readonly string[]) => balancesOf(remittance('0', 'CK1', [...claim, ...more])).map(({ verdict }) => verdict);
    expect(verdicts(['PLB*1234567893*20261231*FB:NEXT*-50'])).toEqual(['balanced', 'balanced']);
    expect(verdicts([])).toEqual(['balanced', 'unbalanced']);
  });

  it('says which amount cannot be read', () => {
    const text = remittance('50', 'CK1', ['CLP*A*1*1OO*50**12*P1', 'CAS*CO*45*50']);
    expect(balancesOf(text)[0]).toEqual({
      test: 'claim-payment',
      verdict: 'not-checked',
      segment: 14,
      element: 'CLP04',
      unreadable: 'CLP03',
    });
  });

  it('never throws, whatever the segments hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }), { maxLength: 20 }), (rubbish) => {
        const heads = ['CLP', 'SVC', 'CAS', 'PLB', 'NM1', 'MOA', 'LQ', 'DTM', 'N1', 'N4', 'BPR', 'TRN'];
        const text = remittance(
          '0',
          'CK1',
          rubbish.map((words, i) => `${heads[i % heads.length]}*${words.replace(/[~\r\n]/g, '')}`),
        );
        balancesOf(text);
      }),
      { numRuns: 100 },
    );
  });
});
