import type { X12Finding } from '../finding.js';
import { structureRule } from '../structure-rules.js';

/** Why a claim is returned, as STC01 says it: category (external code source 507), status (508), entity. */
export interface ClaimReturnCode {
  readonly category: 'A3' | 'A6' | 'A7' | 'A8';
  readonly status: string;
  readonly entity: string | undefined;
}

/** Missing or wrong information that no status number names more exactly. */
const UNSPECIFIC = '21';

/** Status numbers by element; a segment's own entry holds for its other elements and for the segment when it is missing. */
const STATUS: Readonly<Record<string, string>> = {
  CLM: '21',
  CLM01: '478',
  CLM02: '178',
  'CLM05-1': '249',
  'CLM05-3': '535',
  CL1: '21',
  CL101: '231',
  CL102: '229',
  CL103: '234',
  DMG: '158',
  DMG02: '158',
  DMG03: '157',
  HI: '255',
  HI01: '254',
  LX: '121',
  N3: '126',
  N4: '126',
  N403: '500',
  NM103: '125',
  NM104: '125',
  PRV03: '145',
  SV101: '454',
  'SV101-3': '453',
  'SV101-4': '453',
  'SV101-5': '453',
  'SV101-6': '453',
  SV102: '583',
  SV104: '476',
  SV105: '249',
  SV107: '477',
  SV201: '455',
  SV202: '454',
  'SV202-3': '453',
  'SV202-4': '453',
  SV203: '583',
  SV205: '476',
};

/** Dates by their qualifier (DTP01), HI by the qualifier of its list, numbers by REF01. */
const QUALIFIED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DTP: { '434': '188', '435': '189', '439': '248', '472': '187', '096': '190' },
  HI: { BG: '460', BH: '461', BI: '462', BE: '463', BR: '465', BBR: '465', DR: '256', ABJ: '232', BJ: '232' },
  REF: { EI: '128', SY: '128', G1: '252' },
};

/** A segment that is missing has no qualifier: what it would be in its loop. */
const MISSING: Readonly<Record<string, string>> = { 'DTP 2300': '188', 'DTP 2400': '187', 'REF 2010AA': '128', 'NM1 2010BB': '153' };

/** Entities by the loop that names them (STC01-3). */
const ENTITIES: Readonly<Record<string, string>> = {
  '1000A': '41',
  '1000B': '40',
  '2000A': '85',
  '2010AA': '85',
  '2010AB': '87',
  '2010AC': 'PE',
  '2000B': 'IL',
  '2010BA': 'IL',
  '2010BB': 'PR',
  '2000C': 'QC',
  '2010CA': 'QC',
};
const PROFESSIONAL_ENTITIES: Readonly<Record<string, string>> = { '2310A': 'DN', '2310B': '82', '2310C': '77', '2310D': 'DQ' };
const INSTITUTIONAL_ENTITIES: Readonly<Record<string, string>> = {
  '2310A': '71',
  '2310B': '72',
  '2310C': 'ZZ',
  '2310D': '82',
  '2310E': '77',
  '2310F': 'DN',
};

/**
 * What a finding says to the provider. Missing information is A6, wrong information A7, information that does not go together A8.
 * @param qualifier first element of the segment in question (DTP01, REF01, HI01-1, NM108)
 */
export function claimReturnCode(finding: X12Finding, isInstitutional: boolean, qualifier = ''): ClaimReturnCode {
  const { tag, element, loop, snip, rule } = finding;
  const entity = loop === null ? undefined : (ENTITIES[loop] ?? (isInstitutional ? INSTITUTIONAL_ENTITIES : PROFESSIONAL_ENTITIES)[loop]);
  const category = categoryOf(finding);
  if (snip === 3) return { category: 'A8', status: '400', entity: undefined };
  if (rule === 'loop-repeated' && tag === 'LX') return { category: 'A7', status: '121', entity: undefined };
  const isIdentifier = tag === 'NM1' && (element === 'NM109' || element === 'NM108');
  const status = isIdentifier
    ? identifierStatus(entity, qualifier)
    : (QUALIFIED[tag]?.[qualifier] ??
      MISSING[element === null ? `${tag} ${loop ?? ''}` : ''] ??
      STATUS[element ?? ''] ??
      STATUS[element?.slice(0, 5) ?? ''] ??
      STATUS[tag] ??
      UNSPECIFIC);
  return { category, status, entity: ENTITY_STATUSES.has(status) ? entity : undefined };
}

/** Members have a contract number, providers an NPI, payers and others an identifier. */
function identifierStatus(entity: string | undefined, qualifier: string): string {
  if (entity === 'IL' || entity === 'QC') return '164';
  return qualifier === 'XX' || (entity !== undefined && /^(?:7|8|D)/.test(entity)) ? '562' : '153';
}

/** Status numbers that speak of an entity and need one. */
const ENTITY_STATUSES: ReadonlySet<string> = new Set(['125', '126', '128', '145', '153', '157', '158', '164', '500', '562']);

function categoryOf({ rule, element, snip, params }: X12Finding): ClaimReturnCode['category'] {
  const known = structureRule(rule);
  if (known) {
    if (known.ik304 === '3' || known.ik304 === 'I7') return 'A6';
    if (known.ik403 === '1' || known.ik403 === '2' || known.ik403 === 'I9') return 'A6';
    return 'A7';
  }
  if (snip === 4) return element === null || params['value'] === undefined ? 'A6' : 'A8';
  return 'A7';
}
