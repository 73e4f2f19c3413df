import type { CodeIndex } from '@medcode/core/codesets/code-index';
import { InpatientGrouper } from '@medcode/core/groupers/inpatient';
import type { MsdrgClaim } from '@medcode/core/groupers/msdrg/claim';
import type { MsdrgVersion } from '@medcode/core/groupers/msdrg/tables';
import { MSDRG_EDITIONS } from '@medcode/core/groupers/msdrg/versions';
import { formatDay } from '@medcode/core/model/date';
import { openCatalog } from '@medcode/releases/open-catalog';
import fc from 'fast-check';

export const catalog = openCatalog(undefined);
export const inpatient = new InpatientGrouper(catalog);
export const tables = inpatient.msdrg.tables;

/** The codes of a table that a version has. */
function codesOf(table: string, index: CodeIndex, values: Uint16Array): string[] {
  const column = tables.column(table, 'code');
  const codes = new Set<string>();
  for (let row = 0; row < column.length; row++) {
    const code = column.at(row);
    if ((values[index.find(code)] ?? 0) > 0) codes.add(code);
  }
  return [...codes];
}

interface VersionCodes {
  readonly diagnoses: readonly string[];
  readonly severe: readonly string[];
  readonly procedures: readonly string[];
}
const known = new Map<string, VersionCodes>();

function versionCodes(version: string): VersionCodes {
  let codes = known.get(version);
  if (!codes) {
    const compiled: MsdrgVersion = tables.version(version);
    const { diagnoses: index } = tables.codes;
    const diagnoses = codesOf('msdrg/diagnosisAll', index, compiled.scheme);
    codes = {
      diagnoses,
      severe: diagnoses.filter((code) => (tables.schemeLevel.at(compiled.scheme.at(index.find(code)) ?? 0) ?? 0) > 0),
      procedures: codesOf('msdrg/procedureAttributes', tables.codes.procedures, compiled.pattern),
    };
    known.set(version, codes);
  }
  return codes;
}

const POA = ['Y', 'N', 'U', 'W', 'BLANK', 'ONE'];

/** Claims of any version: real codes of it, most secondary diagnoses CCs and MCCs, now and then a code that is none. */
export const anyClaim: fc.Arbitrary<MsdrgClaim & { version: string; dischargeDate: string }> = fc
  .constantFrom(...MSDRG_EDITIONS)
  .chain(({ version, from }) => {
    const { diagnoses, severe, procedures } = versionCodes(version);
    const poa = fc.constantFrom(...POA);
    const secondary = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...severe) },
      { weight: 3, arbitrary: fc.constantFrom(...diagnoses) },
      { weight: 1, arbitrary: fc.constantFrom('ZZZZ', '', '12345', 'A00') },
    );
    return fc.record({
      version: fc.constant(version),
      dischargeDate: fc.constant(formatDay(from)),
      age: fc.integer({ min: 0, max: 110 }),
      sex: fc.constantFrom('M' as const, 'F' as const, 'U' as const),
      dischargeStatus: fc.constantFrom('01', '02', '07', '20', '66', '99'),
      hospitalStatus: fc.constantFrom('NON_EXEMPT' as const, 'EXEMPT' as const, 'UNKNOWN' as const),
      los: fc.integer({ min: 0, max: 40 }),
      pdx: fc.record({ code: fc.constantFrom(...diagnoses), poa }),
      sdx: fc.array(fc.record({ code: secondary, poa }), { maxLength: 12 }),
      px: fc.array(fc.constantFrom(...procedures), { maxLength: 8 }),
    });
  });
