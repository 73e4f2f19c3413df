import { MedcodeError } from '../../errors.js';
import { type Day, day } from '../../model/date.js';

/** A version of the MS-DRG grouper: its number times ten (`431` is v43.1) and the discharges it groups. */
export interface MsdrgEdition {
  readonly version: string;
  readonly from: Day;
  readonly to: Day;
}

/** CMS issues a version with each fiscal year and one with the codes of April. */
export const MSDRG_EDITIONS: readonly MsdrgEdition[] = [
  edition('400', '2022-10-01', '2023-03-31'),
  edition('401', '2023-04-01', '2023-09-30'),
  edition('410', '2023-10-01', '2024-03-31'),
  edition('411', '2024-04-01', '2024-09-30'),
  edition('420', '2024-10-01', '2025-03-31'),
  edition('421', '2025-04-01', '2025-09-30'),
  edition('430', '2025-10-01', '2026-03-31'),
  edition('431', '2026-04-01', '2026-09-30'),
  edition('440', '2026-10-01', '2027-09-30'),
];

function edition(version: string, from: string, to: string): MsdrgEdition {
  return { version, from: day(from), to: day(to) };
}

/** The version that groups a discharge. @throws MedcodeError MC_RELEASE_MISSING outside the discharges of all versions */
export function msdrgVersionOn(discharge: Day): string {
  for (const { version, from, to } of MSDRG_EDITIONS) if (from <= discharge && discharge <= to) return version;
  throw new MedcodeError(
    'MC_RELEASE_MISSING',
    'no MS-DRG version at hand groups discharges of this date; v40.0 to v44.0 group 2022-10-01 to 2027-09-30',
  );
}
