import { Catalog } from '@medcode/core/codesets/catalog';
import type { PackTable } from '@medcode/core/codesets/pack';
import type { CmrClaim, CmrDiagnosis, CmrResult } from '@medcode/core/groupers/cmr/claim';
import { CmrGrouper } from '@medcode/core/groupers/cmr/grouper';
import { cmrWhatIf } from '@medcode/core/groupers/cmr/what-if';
import { readDiagnosisChange } from '@medcode/core/groupers/diagnosis-change';
import { openCatalog } from '@medcode/releases/open-catalog';
import { encodePack, inMemory } from '@medcode/releases/pack-writer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const catalog = openCatalog(undefined);
const grouper = new CmrGrouper(catalog);
const date = '2026-05-15';
const group = (...sdx: CmrDiagnosis[]): CmrResult => grouper.group({ date, sdx });
const on = ({ flags }: CmrResult): string[] => Object.keys(flags).filter((flag) => flags[flag] === 1);
const unknown = ({ flags }: CmrResult): string[] => Object.keys(flags).filter((flag) => flags[flag] === null);

/** The packs at hand and a list of POA-exempt codes of FY2026, as an import would install it. */
function withExemptList(codes: readonly string[]): CmrGrouper {
  const pack = inMemory(
    encodePack({
      manifest: {
        table: 'icd10cm/poa-exempt',
        release: {
          id: 'icd10cm/poa-exempt/2025-10-01',
          title: 'Codes exempt from POA reporting FY2026',
          effectiveFrom: '2025-10-01',
          effectiveTo: '2026-09-30',
          carryForward: 'window-only',
        },
        sources: [],
        licence: 'local',
        importer: 'poa-exempt 1',
      },
      columns: { code: [...codes] },
    }),
  );
  return new CmrGrouper(new Catalog([...catalog.packs, pack]));
}

describe('comorbidity measures', () => {
  it('gives every measure, both indices, the codes and the release', () => {
    const result = group({ code: 'I50.22', poa: 'Y' }, { code: 'e11.22' }, { code: 'I5022', poa: 'W' });
    expect(Object.keys(result.flags)).toHaveLength(38);
    expect({ ...result, flags: on(result) }).toEqual({
      version: 'v2026.1',
      flags: ['CMR_DIAB_CX', 'CMR_HF'],
      scores: { readmission: 11, mortality: 12 },
      codes: { CMR_DIAB_CX: ['E1122'], CMR_HF: ['I5022'] },
      notCounted: [],
      notChecked: [],
      releases: [
        {
          id: 'cmr/v2026.1',
          title: 'Elixhauser Comorbidity Software Refined v2026.1',
          effectiveFrom: '2015-10-01',
          effectiveTo: '2026-09-30',
          carryForward: 'carries-forward',
          origin: 'embedded',
        },
      ],
    });
  });

  it('never takes the principal diagnosis for a comorbidity', () => {
    expect(on(grouper.group({ date, pdx: 'I50.22', sdx: [] }))).toEqual([]);
    expect(on(grouper.group({ date, pdx: { code: 'I50.22', poa: 'Y' }, sdx: [] }))).toEqual([]);
  });

  it('counts a code in every measure it belongs to', () => {
    expect(on(group({ code: 'I13.2', poa: 'Y' }))).toEqual(['CMR_HF', 'CMR_HTN_CX', 'CMR_RENLFL_SEV']);
    // Of a code that was not present on admission the measure that does not ask remains.
    expect(on(group({ code: 'I13.2', poa: 'N' }))).toEqual(['CMR_HTN_CX']);
  });

  it('lets the severe form take the mild one away, and says so', () => {
    const result = group({ code: 'E11.9' }, { code: 'E11.22' }, { code: 'K74.60', poa: 'Y' }, { code: 'K72.10', poa: 'Y' });
    expect(on(result)).toEqual(['CMR_DIAB_CX', 'CMR_LIVER_SEV']);
    expect(result.notCounted).toEqual([
      { flag: 'CMR_DIAB_UNCX', reason: 'severe-form-counts', by: 'CMR_DIAB_CX', codes: ['E119'] },
      { flag: 'CMR_LIVER_MLD', reason: 'severe-form-counts', by: 'CMR_LIVER_SEV', codes: ['K7460'] },
    ]);
    // A severe form acquired in hospital takes nothing away.
    expect(on(group({ code: 'K74.60', poa: 'Y' }, { code: 'K72.10', poa: 'N' }))).toEqual(['CMR_LIVER_MLD']);
  });

  it('lets metastatic cancer take solid tumours and cancer in situ away, never leukaemia or lymphoma', () => {
    const result = group({ code: 'C78.7' }, { code: 'C34.90' }, { code: 'D05.90' }, { code: 'C91.00' }, { code: 'C83.30' });
    expect(on(result)).toEqual(['CMR_CANCER_LEUK', 'CMR_CANCER_LYMPH', 'CMR_CANCER_METS']);
    expect(result.notCounted.map(({ flag, by }) => [flag, by])).toEqual([
      ['CMR_CANCER_SOLID', 'CMR_CANCER_METS'],
      ['CMR_CANCER_NSITU', 'CMR_CANCER_METS'],
    ]);
    expect(on(group({ code: 'C34.90' }, { code: 'D05.90' }))).toEqual(['CMR_CANCER_SOLID']);
  });

  it('counts the sequela of a stroke unless a stroke happened during the stay', () => {
    const sequela = { code: 'I69.354', poa: 'Y' };
    expect(on(group(sequela))).toEqual(['CMR_CBVD', 'CMR_PARALYSIS']);
    expect(on(group(sequela, { code: 'I63.9', poa: 'N' }))).toEqual(['CMR_PARALYSIS']);
    expect(group(sequela, { code: 'I63.9', poa: 'N' }).notCounted[0]).toEqual({
      flag: 'CMR_CBVD',
      reason: 'stroke-during-the-stay',
      codes: ['I69354'],
    });
    expect(group(sequela, { code: 'I63.9', poa: 'N' }, { code: 'I61.9', poa: 'Y' }).codes['CMR_CBVD']).toEqual(['I69354', 'I619']);
  });

  it('does not know a measure whose only code has no indicator, and says what is missing', () => {
    const result = group({ code: 'I50.22' }, { code: 'E11.22' });
    expect([on(result), unknown(result), result.scores]).toEqual([['CMR_DIAB_CX'], ['CMR_HF'], { readmission: 4, mortality: -2 }]);
    expect(result.notChecked).toEqual([
      {
        what: 'CMR_HF (I5022)',
        reason:
          'the measure needs to know whether the diagnosis was present on admission, and the claim does not say; the list of POA-exempt codes of FY2026 is not installed',
        remedy: 'give "poa" with the diagnosis; install the list with medcode data import',
      },
    ]);
    expect(unknown(group({ code: 'I50.22' }, { code: 'I50.32', poa: 'Y' }))).toEqual([]);
  });

  it('lets the list of exempt codes decide where it is installed', () => {
    const listed = withExemptList(['I69354']);
    const sdx = [{ code: 'I69.354' }];
    expect(on(listed.group({ date, sdx }))).toEqual(['CMR_CBVD', 'CMR_PARALYSIS']);
    expect(listed.group({ date, sdx }).releases.map(({ id }) => id)).toEqual(['cmr/v2026.1', 'icd10cm/poa-exempt/2025-10-01']);
    // A claim that calls a code exempt is believed only where there is no list.
    expect(on(group({ code: 'I50.22', poa: '1' }))).toEqual(['CMR_HF']);
    expect(unknown(listed.group({ date, sdx: [{ code: 'I50.22', poa: '1' }] }))).toEqual(['CMR_HF']);
    // The list of another year says nothing.
    expect(unknown(listed.group({ date: '2025-05-15', sdx }))).toEqual(['CMR_CBVD', 'CMR_PARALYSIS']);
  });

  it('needs a date within ICD-10-CM, and says when the version is carried forward', () => {
    expect(() => grouper.group({ sdx: [] })).toThrowError(expect.objectContaining({ code: 'MC_DATE_MISSING' }));
    expect(() => grouper.group({ date: 'May', sdx: [] })).toThrowError(expect.objectContaining({ code: 'MC_DATE_INVALID' }));
    expect(() => grouper.group({ date: '2015-09-30', sdx: [] })).toThrowError(expect.objectContaining({ code: 'MC_RELEASE_MISSING' }));
    expect(grouper.group({ date: '2027-01-02', sdx: [] }).releases).toMatchObject([{ id: 'cmr/v2026.1', carried: true }]);
  });

  it('answers what would be with a diagnosis more or less', () => {
    const claim: CmrClaim = { date, sdx: [{ code: 'I50.22', poa: 'Y' }] };
    const base = grouper.group(claim);
    expect(cmrWhatIf(grouper, claim, base, ['add:e43', 'drop:I50.22'].map(readDiagnosisChange)).difference).toEqual({
      gained: ['CMR_WGHTLOSS'],
      lost: ['CMR_HF'],
      readmission: -1,
      mortality: -1,
    });
    expect(cmrWhatIf(grouper, claim, base, []).changed).toEqual(base);
    expect(() => cmrWhatIf(grouper, claim, base, [readDiagnosisChange('drop:E43')])).toThrowError(
      expect.objectContaining({ code: 'MC_CODE_UNKNOWN' }),
    );
    for (const [text, code] of [
      ['principal:E43', 'MC_USAGE'],
      ['add:??', 'MC_CODE_MALFORMED'],
    ] as const)
      expect(() => readDiagnosisChange(text)).toThrowError(expect.objectContaining({ code }));
  });
});

describe('comorbidity measures of any stay', () => {
  const mapped = columnOf(catalog.one('cmr/dx-to-measures').table(), 'code');
  const diagnosis = fc.record(
    {
      code: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...mapped) }, fc.string({ maxLength: 9 })),
      poa: fc.constantFrom('Y', 'N', 'U', 'W', '1', ''),
    },
    { requiredKeys: ['code'] },
  );
  const stay = fc.array(diagnosis, { maxLength: 14 });
  const sorted = ({ codes, ...rest }: CmrResult): object => ({
    ...rest,
    codes: Object.fromEntries(Object.entries(codes).map(([flag, list]) => [flag, [...list].sort()])),
    notCounted: rest.notCounted.map((one) => ({ ...one, codes: [...one.codes].sort() })),
    notChecked: rest.notChecked.length,
  });

  it('is the same in any order and with a copy of a diagnosis', () => {
    fc.assert(
      fc.property(stay, fc.nat(), (sdx, at) => {
        const base = sorted(group(...sdx));
        expect(sorted(group(...sdx.toReversed()))).toEqual(base);
        if (sdx.length > 0) expect(sorted(group(...sdx, sdx[at % sdx.length] as CmrDiagnosis))).toEqual(base);
      }),
    );
  });

  it('sums the weights of the measures that are set, names codes for those alone, and never sets both degrees', () => {
    fc.assert(
      fc.property(stay, (sdx) => {
        const result = group(...sdx);
        const set = on(result);
        const weights = set.map((flag) => grouper.measure(flag, date));
        expect(result.scores).toEqual({
          readmission: weights.reduce((sum, weight) => sum + (weight?.readmission ?? 0), 0),
          mortality: weights.reduce((sum, weight) => sum + (weight?.mortality ?? 0), 0),
        });
        expect(Object.keys(result.codes).sort()).toEqual([...set].sort());
        for (const [severe, mild] of [
          ['DIAB_CX', 'DIAB_UNCX'],
          ['HTN_CX', 'HTN_UNCX'],
          ['CANCER_METS', 'CANCER_SOLID'],
          ['CANCER_METS', 'CANCER_NSITU'],
          ['CANCER_SOLID', 'CANCER_NSITU'],
          ['LIVER_SEV', 'LIVER_MLD'],
          ['RENLFL_SEV', 'RENLFL_MOD'],
        ])
          expect(result.flags[`CMR_${severe}`] === 1 && result.flags[`CMR_${mild}`] !== 0).toBe(false);
        expect(result.notChecked.length > 0).toBe(unknown(result).length > 0);
      }),
    );
  });
});

function columnOf(table: PackTable, name: string): string[] {
  const text = table.text(name);
  return Array.from({ length: table.rows }, (_, row) => text.at(row));
}
