import { openCatalog } from '@medcode/releases/open-catalog';
import { describe, expect, it } from 'vitest';
import type { X12Finding } from '../../../../src/claims/x12/finding.js';
import type { UncheckedRule } from '../../../../src/claims/x12/rules/claim-rule.js';
import { CLAIM_RULES, ClaimChecker } from '../../../../src/claims/x12/rules/rules.js';
import { segmentsOf } from '../../../../src/claims/x12/tokenizer.js';
import { X12Validator } from '../../../../src/claims/x12/validate.js';
import { Catalog, type CataloguedPack } from '../../../../src/codesets/catalog.js';
import { Icd10cm } from '../../../../src/codesets/icd10cm.js';
import { PackTable, TextColumn } from '../../../../src/codesets/pack.js';
import { type Day, day } from '../../../../src/model/date.js';
import type { PackManifest } from '../../../../src/model/pack-manifest.js';
import { PLANTED_DEFECTS, type PlantedDefect } from './planted-defects-claims.js';
import {
  AMBULANCE,
  DEPENDENT_ACCIDENT,
  EMERGENCY,
  interchange,
  OFFICE_VISIT,
  SECOND_PAYER,
  SECOND_PAYER_WHOLE,
  STAY,
} from './sound-claims.js';

const catalog = openCatalog(undefined);
const icd = new Icd10cm(catalog);
const SOUND = { OFFICE_VISIT, DEPENDENT_ACCIDENT, SECOND_PAYER, SECOND_PAYER_WHOLE, AMBULANCE, STAY, EMERGENCY };

/** Findings of a whole file, structure included, and what could not be checked. */
function validate(text: string, receivedOn?: Day, from = catalog): { findings: X12Finding[]; notChecked: UncheckedRule[]; raw: string[] } {
  const findings: X12Finding[] = [];
  const notChecked: UncheckedRule[] = [];
  const raw: string[] = [];
  const checker = new ClaimChecker({
    catalog: from,
    icd: from === catalog ? icd : new Icd10cm(from),
    ...(receivedOn === undefined ? {} : { receivedOn }),
    notChecked: (one) => notChecked.push(one),
  });
  const validator = new X12Validator({
    onFinding: (finding) => findings.push(finding),
    checkClaim: (scope, report) => checker.check(scope, report),
  });
  for (const segment of segmentsOf(text)) {
    raw.push(segment.raw);
    validator.read(segment);
  }
  validator.end();
  return { findings, notChecked, raw };
}

function shown({ rule, segment, tag, element, loop, severity }: X12Finding, raw: readonly string[]): string {
  return [severity, rule, element ?? tag, loop, raw[segment - 1]].join(' | ');
}

function expected({ rule, at, where, loop, severity }: PlantedDefect, raw: readonly string[]): string {
  return [severity, rule, where, loop, at ?? raw.find((segment) => segment.startsWith('SE*'))].join(' | ');
}

/** Parameters that the words of a rule ask for and a finding lacks. */
function missingParams({ rule, params }: X12Finding): string[] {
  const words = CLAIM_RULES.find(({ id }) => id === rule);
  const said = words ? [words.what, words.why, words.todo].join(' ') : '{words}';
  const wanted = [...said.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return wanted.filter((name) => !Object.hasOwn(params, name));
}

describe('claims at SNIP levels 3, 4, 5 and 7', () => {
  it.each(Object.entries(SOUND))('%s is without a finding', (_, body) => {
    const { findings, raw } = validate(interchange(body));
    expect(findings.map((finding) => shown(finding, raw))).toEqual([]);
  });

  it.each(PLANTED_DEFECTS.map((defect, i) => [`${i + 1} ${defect.rule} at ${defect.where}`, defect] as const))('%s', (_, defect) => {
    const late = ['837-medicare-timely-filing', '837-made-after-receipt'].includes(defect.rule) ? day('2026-11-20') : undefined;
    const { findings, raw } = validate(interchange(defect.body), late);
    expect(findings.map((finding) => shown(finding, raw))).toEqual([expected(defect, raw)]);
    expect(findings.map(missingParams)).toEqual([[]]);
  });

  it('has rules with ids of their own, and a status for each', () => {
    expect(new Set(CLAIM_RULES.map(({ id }) => id)).size).toBe(CLAIM_RULES.length);
    expect(CLAIM_RULES.filter(({ status }) => !/^A[378]:\d{1,3}$/.test(status))).toEqual([]);
  });

  it('lets lines for drugs go without a date, or with one outside the statement', () => {
    const drugs = EMERGENCY.replace(
      'SV2*0730*HC:93005*200*UN*1\nDTP*472*D8*20251014',
      'SV2*0250**100*UN*1\nLX*3\nSV2*0636*HC:J1885*100*UN*1\nDTP*472*D8*20251001',
    );
    expect(validate(interchange(drugs)).findings).toEqual([]);
  });

  it('tells a claim number that comes again', () => {
    const other = OFFICE_VISIT.slice(OFFICE_VISIT.indexOf('CLM*')).replace('1001*185', '1001*186').replace('150*UN', '151*UN');
    const { findings } = validate(interchange(`${OFFICE_VISIT}\n${other}`));
    expect(findings.map(({ rule, element, severity }) => ({ rule, element, severity }))).toEqual([
      { rule: '837-claim-number-repeated', element: 'CLM01', severity: 'warning' },
    ]);
  });

  it('plants a defect for every rule', () => {
    const planted = new Set(PLANTED_DEFECTS.map(({ rule }) => rule));
    expect(CLAIM_RULES.map(({ id }) => id).filter((id) => !planted.has(id))).toEqual([
      // Needs two claims: see above.
      '837-claim-number-repeated',
      // These need a release that is not embedded.
      '837-poa-missing',
      '837-procedure-code',
      '837-procedure-code-doubtful',
    ]);
  });

  it('says once a file what no release at hand can answer', () => {
    const { notChecked } = validate(interchange(AMBULANCE));
    expect(notChecked).toEqual([
      {
        rule: '837-procedure-code',
        reason: 'no list of HCPCS level II codes is installed for the date: they are checked by form',
        needs: ['hcpcs/codes 2025-11-03'],
      },
    ]);
    const later = OFFICE_VISIT.replaceAll('20251103', '20290103').replace('20251110', '20290110');
    expect(validate(interchange(later)).notChecked).toEqual([
      { rule: '837-diagnosis-code', reason: 'no list of icd10cm codes at hand covers the date', needs: ['icd10cm/codes 2029-01-03'] },
      {
        rule: '837-procedure-code',
        reason: 'no list of CPT codes is installed for the date: they are checked by form',
        needs: ['pfs/indicators 2029-01-03', 'opps/addendum-b 2029-01-03'],
      },
    ]);
  });

  it('looks HCPCS codes up in the release of the date', () => {
    const from = new Catalog([...catalog.packs, listOf('hcpcs/codes', ['A0425', 'A0429'])]);
    const sound = validate(interchange(AMBULANCE), undefined, from);
    expect([sound.findings, sound.notChecked]).toEqual([[], []]);
    const { findings, raw } = validate(interchange(AMBULANCE.replace('HC:A0429', 'HC:A0430')), undefined, from);
    expect(findings.map((finding) => shown(finding, raw))).toEqual([
      'error | 837-procedure-code | SV101-2 | 2400 | SV1*HC:A0430:RH*500*UN*1***1',
    ]);
    expect(findings[0]?.params).toEqual({ code: 'A0430', date: '2025-11-03' });
  });

  it('misses present on admission where others have it and the code is not exempt', () => {
    const from = new Catalog([...catalog.packs, listOf('icd10cm/poa-exempt', ['Z7984'])]);
    const unmarked = interchange(STAY.replace('ABF:I10:::::::Y', 'ABF:I10*ABF:Z7984'));
    const { findings, raw } = validate(unmarked, undefined, from);
    expect(findings.map((finding) => shown(finding, raw))).toEqual([
      'error | 837-poa-missing | HI02-9 | 2300 | HI*ABF:E119:::::::Y*ABF:I10*ABF:Z7984',
    ]);
    expect(validate(unmarked).findings).toEqual([]);
  });

  it('looks at what stands above several claims once', () => {
    const second = OFFICE_VISIT.slice(OFFICE_VISIT.indexOf('CLM*')).replace('RFC-1001', 'RFC-1005');
    const first = OFFICE_VISIT.replace('XX*1234567893', 'XX*1234567890').replace('D8*19610402', 'D8*20610402');
    const { findings, raw } = validate(interchange(`${first}\n${second}`));
    expect(findings.map((finding) => shown(finding, raw))).toEqual([
      'error | 837-npi | NM109 | 2010AA | NM1*85*2*RIVERSIDE FAMILY CLINIC*****XX*1234567890',
      'error | 837-birth-date | DMG02 | 2010BA | DMG*D8*20610402*F',
    ]);
  });
});

/** A release with some codes, from October 2025 to the end of the year. */
function listOf(table: string, codes: readonly string[]): CataloguedPack {
  const offsets = Int32Array.from({ length: codes.length + 1 }, (_, i) => codes.slice(0, i).join('').length);
  const manifest = {
    table,
    file: table,
    rows: codes.length,
    release: {
      id: `${table}/2025-10-01`,
      title: 'a list of some codes',
      effectiveFrom: '2025-10-01',
      effectiveTo: '2025-12-31',
      carryForward: 'window-only',
    },
  } as unknown as PackManifest;
  const columns = new Map<string, TextColumn | Int32Array | Uint8Array>([
    ['code', new TextColumn(offsets, new TextEncoder().encode(codes.join('')))],
    ['from', Int32Array.from(codes, () => day('2025-10-01'))],
    ['to', Int32Array.from(codes, () => day('2025-12-31'))],
    ['billable', Uint8Array.from(codes, () => 1)],
  ]);
  const pack = new PackTable(manifest, columns);
  return { manifest, origin: 'installed', table: () => pack };
}
