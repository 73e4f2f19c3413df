import type { ModelVersion } from './model-versions.js';
import { type DualStatus, OLDEST } from './person.js';

/** What the variables that are no disease depend on, as bits. */
export const FACT = {
  FEMALE: 1,
  MALE: 2,
  AGED: 4,
  NON_AGED: 8,
  /** Aged, and first entitled by disability. */
  ORIGINALLY_DISABLED: 16,
  /** Aged, and first entitled by end-stage renal disease, alone or beside disability. */
  ORIGINALLY_ESRD: 32,
  MEDICAID: 64,
  FULL_DUAL: 128,
  PARTIAL_DUAL: 256,
  NOT_FULL_DUAL: 512,
  LTI: 1024,
  GRAFT_4_9: 2048,
  GRAFT_10_PLUS: 4096,
  GRAFT: 8192,
} as const;

/** A variable of a segment beside the age-sex cell: counted when all its facts hold. */
export interface Flag {
  readonly variable: string;
  readonly facts: number;
  /** Its coefficient's name has no segment prefix. */
  readonly bare?: boolean;
}

/** One scored population of a model. */
export interface SegmentDefinition {
  readonly name: string;
  /** What its coefficients' names begin with. */
  readonly prefix: string;
  readonly words: string;
  /** `new-enrollee` and `transplant` take no disease. */
  readonly kind: 'continuing' | 'new-enrollee' | 'transplant';
  readonly institutional: boolean;
  readonly flags: readonly Flag[];
  /** New enrollees: how the cell is named, from whether Medicaid (or full dual, or ESRD) and originally disabled apply. */
  readonly cell?: { readonly bands: readonly string[]; readonly by: 'medicaid' | 'full-dual' | 'esrd'; readonly name: CellName };
  /** A functioning graft: months since the transplant are part of the score. */
  readonly graft?: boolean;
}

type CellName = (first: boolean, originallyDisabled: boolean, sex: 'F' | 'M', band: string) => string;

/** Age bands of continuing enrollees, by age. */
export const CONTINUING_BANDS = bands([
  '0_34',
  '35_44',
  '45_54',
  '55_59',
  '60_64',
  '65_69',
  '70_74',
  '75_79',
  '80_84',
  '85_89',
  '90_94',
  '95_GT',
]);
const NEW_BANDS = bands([
  '0_34',
  '35_44',
  '45_54',
  '55_59',
  '60_64',
  '65',
  '66',
  '67',
  '68',
  '69',
  '70_74',
  '75_79',
  '80_84',
  '85_89',
  '90_94',
  '95_GT',
]);
const DIALYSIS_NEW_BANDS = bands(['0_34', '35_44', '45_54', '55_59', '60_64', '65_69', '70_74', '75_79', '80_84', '85_GT']);
/** The band of every age. */
function bands(names: readonly string[]): readonly string[] {
  return Array.from({ length: OLDEST + 1 }, (_, age) => {
    const name = names.find((one) => {
      const [from, to] = one.split('_');
      return age >= Number(from) && (to === 'GT' || age <= Number(to ?? from));
    });
    return name ?? '';
  });
}

const ORIGINALLY_DISABLED: readonly Flag[] = [
  { variable: 'OriginallyDisabled_Female', facts: FACT.ORIGINALLY_DISABLED | FACT.FEMALE },
  { variable: 'OriginallyDisabled_Male', facts: FACT.ORIGINALLY_DISABLED | FACT.MALE },
];
const ORIGINALLY_ESRD: readonly Flag[] = [
  { variable: 'Originally_ESRD_Female', facts: FACT.ORIGINALLY_ESRD | FACT.FEMALE },
  { variable: 'Originally_ESRD_Male', facts: FACT.ORIGINALLY_ESRD | FACT.MALE },
];

function bySexAndAge(stem: string, fact: number): Flag[] {
  return [
    { variable: `${stem}_Female_Aged`, facts: fact | FACT.FEMALE | FACT.AGED },
    { variable: `${stem}_Female_NonAged`, facts: fact | FACT.FEMALE | FACT.NON_AGED },
    { variable: `${stem}_Male_Aged`, facts: fact | FACT.MALE | FACT.AGED },
    { variable: `${stem}_Male_NonAged`, facts: fact | FACT.MALE | FACT.NON_AGED },
  ];
}

const LTI: readonly Flag[] = [
  { variable: 'LTI_Aged', facts: FACT.LTI | FACT.AGED },
  { variable: 'LTI_NonAged', facts: FACT.LTI | FACT.NON_AGED },
];
const GRAFT_V21: readonly Flag[] = [
  { variable: 'GE65_DUR4_9', facts: FACT.GRAFT_4_9 | FACT.AGED, bare: true },
  { variable: 'LT65_DUR4_9', facts: FACT.GRAFT_4_9 | FACT.NON_AGED, bare: true },
  { variable: 'GE65_DUR10PL', facts: FACT.GRAFT_10_PLUS | FACT.AGED, bare: true },
  { variable: 'LT65_DUR10PL', facts: FACT.GRAFT_10_PLUS | FACT.NON_AGED, bare: true },
];

function graftDuration(stem: 'FGC' | 'FGI'): Flag[] {
  return [['GE65', FACT.AGED] as const, ['LT65', FACT.NON_AGED] as const].flatMap(([age, aged]) => [
    { variable: `${stem}_${age}_DUR4_9_ND_PBD`, facts: FACT.GRAFT_4_9 | aged | FACT.NOT_FULL_DUAL, bare: true },
    { variable: `${stem}_${age}_DUR4_9_FBD`, facts: FACT.GRAFT_4_9 | aged | FACT.FULL_DUAL, bare: true },
    { variable: `${stem}_${age}_DUR10PL_ND_PBD`, facts: FACT.GRAFT_10_PLUS | aged | FACT.NOT_FULL_DUAL, bare: true },
    { variable: `${stem}_${age}_DUR10PL_FBD`, facts: FACT.GRAFT_10_PLUS | aged | FACT.FULL_DUAL, bare: true },
  ]);
}

function partialDual(stem: 'FGC' | 'FGI'): Flag[] {
  return [
    { variable: `${stem}_PBD_GE65_flag`, facts: FACT.PARTIAL_DUAL | FACT.GRAFT | FACT.AGED, bare: true },
    { variable: `${stem}_PBD_LT65_flag`, facts: FACT.PARTIAL_DUAL | FACT.GRAFT | FACT.NON_AGED, bare: true },
  ];
}

function continuing(name: string, words: string, flags: readonly Flag[], more: Partial<SegmentDefinition> = {}): SegmentDefinition {
  return { name, prefix: `${name}_`, words, kind: 'continuing', institutional: false, flags, ...more };
}

function newEnrollee(
  name: string,
  words: string,
  cell: NonNullable<SegmentDefinition['cell']>,
  more: Partial<SegmentDefinition> = {},
): SegmentDefinition {
  return { name, prefix: `${name}_`, words, kind: 'new-enrollee', institutional: false, flags: [], cell, ...more };
}

const medicaidCell: CellName = (medicaid, disabled, sex, band) =>
  `${medicaid ? 'MCAID' : 'NMCAID'}_${disabled ? 'ORIGDIS' : 'NORIGDIS'}_NE${sex}${band}`;
const medicaidGraftCell: CellName = (medicaid, disabled, sex, band) =>
  `${medicaid ? 'MCAID' : 'NMCAID'}_${disabled ? 'ORIGDIS' : 'NORIGDIS'}_G_NE${sex}${band}`;
const dualCell: CellName = (full, disabled, sex, band) => `${full ? 'FBD' : 'ND_PBD'}_${disabled ? 'ORIGDIS' : 'NORIGDIS'}_NE${sex}${band}`;
const dualGraftCell: CellName = (full, disabled, sex, band) =>
  `${full ? 'FBD' : 'ND_PBD'}_${disabled ? 'ORIGDIS' : 'NORIGDIS'}_G_NE${sex}${band}`;
const rxCell: CellName = (esrd, disabled, sex, band) => `${esrd ? 'ESRD' : 'NESRD'}_${disabled ? 'OD' : 'NOD'}_X_${sex}${band}`;

const CMS: readonly SegmentDefinition[] = [
  continuing('CNA', 'community, not dual, aged', ORIGINALLY_DISABLED),
  continuing('CND', 'community, not dual, disabled', []),
  continuing('CFA', 'community, full benefit dual, aged', ORIGINALLY_DISABLED),
  continuing('CFD', 'community, full benefit dual, disabled', []),
  continuing('CPA', 'community, partial benefit dual, aged', ORIGINALLY_DISABLED),
  continuing('CPD', 'community, partial benefit dual, disabled', []),
  continuing(
    'INS',
    'institutional',
    [
      { variable: 'LTIMCAID', facts: FACT.LTI | FACT.MEDICAID },
      { variable: 'ORIGDS', facts: FACT.ORIGINALLY_DISABLED },
    ],
    { institutional: true },
  ),
  newEnrollee('NE', 'new enrollee', { bands: NEW_BANDS, by: 'medicaid', name: medicaidCell }),
  newEnrollee('SNPNE', 'new enrollee of a chronic condition special needs plan', { bands: NEW_BANDS, by: 'medicaid', name: medicaidCell }),
];

const TRANSPLANT: readonly SegmentDefinition[] = [1, 2, 3].map((month) => ({
  name: `TRANSPLANT_KIDNEY_ONLY_${month}M`,
  prefix: '',
  words: `kidney transplant, month ${month}`,
  kind: 'transplant',
  institutional: false,
  flags: [{ variable: `TRANSPLANT_KIDNEY_ONLY_${month}M`, facts: 0, bare: true }],
}));

const ESRD_V21: readonly SegmentDefinition[] = [
  continuing('DI', 'dialysis', [...bySexAndAge('MCAID', FACT.MEDICAID), ...ORIGINALLY_DISABLED, ...ORIGINALLY_ESRD]),
  newEnrollee('DNE', 'dialysis, new enrollee', { bands: DIALYSIS_NEW_BANDS, by: 'medicaid', name: medicaidCell }),
  continuing('GC', 'functioning graft, community', [...bySexAndAge('MCAID', FACT.MEDICAID), ...ORIGINALLY_DISABLED, ...GRAFT_V21], {
    graft: true,
  }),
  continuing(
    'GI',
    'functioning graft, institutional',
    [{ variable: 'MCAID', facts: FACT.MEDICAID }, { variable: 'ORIGDS', facts: FACT.ORIGINALLY_DISABLED }, ...GRAFT_V21],
    { institutional: true, graft: true },
  ),
  newEnrollee(
    'GNE',
    'functioning graft, new enrollee',
    { bands: NEW_BANDS, by: 'medicaid', name: medicaidGraftCell },
    { flags: GRAFT_V21, graft: true },
  ),
  ...TRANSPLANT,
];

const GRAFT_COMMUNITY: readonly Flag[] = [...ORIGINALLY_DISABLED, ...graftDuration('FGC'), ...partialDual('FGC')];
const ESRD_V24: readonly SegmentDefinition[] = [
  continuing('DI', 'dialysis', [
    ...bySexAndAge('FBDual', FACT.FULL_DUAL),
    ...bySexAndAge('PBDual', FACT.PARTIAL_DUAL),
    ...LTI,
    ...ORIGINALLY_DISABLED,
    ...ORIGINALLY_ESRD,
  ]),
  newEnrollee('DNE', 'dialysis, new enrollee', { bands: DIALYSIS_NEW_BANDS, by: 'full-dual', name: dualCell }),
  continuing('GFA', 'functioning graft, community, full benefit dual, aged', GRAFT_COMMUNITY, { graft: true }),
  continuing('GFN', 'functioning graft, community, full benefit dual, under 65', GRAFT_COMMUNITY, { graft: true }),
  continuing('GNPA', 'functioning graft, community, not or partial benefit dual, aged', GRAFT_COMMUNITY, { graft: true }),
  continuing('GNPN', 'functioning graft, community, not or partial benefit dual, under 65', GRAFT_COMMUNITY, { graft: true }),
  continuing(
    'GI',
    'functioning graft, institutional',
    [
      { variable: 'ORIGDS', facts: FACT.ORIGINALLY_DISABLED },
      { variable: 'LTI_GE65', facts: FACT.LTI | FACT.GRAFT | FACT.AGED, bare: true },
      { variable: 'LTI_LT65', facts: FACT.LTI | FACT.GRAFT | FACT.NON_AGED, bare: true },
      ...graftDuration('FGI'),
      ...partialDual('FGI'),
    ],
    { institutional: true, graft: true },
  ),
  newEnrollee(
    'GNE',
    'functioning graft, new enrollee',
    { bands: NEW_BANDS, by: 'full-dual', name: dualGraftCell },
    { flags: graftDuration('FGC'), graft: true },
  ),
  ...TRANSPLANT,
];

const RX_ORIGINALLY_DISABLED: readonly Flag[] = [
  { variable: 'F65OD', facts: FACT.ORIGINALLY_DISABLED | FACT.FEMALE },
  { variable: 'M65OD', facts: FACT.ORIGINALLY_DISABLED | FACT.MALE },
];
const RX_CELL = { bands: NEW_BANDS, by: 'esrd', name: rxCell } as const;
const RX: readonly SegmentDefinition[] = [
  continuing('Rx_CE_NoLowAged', 'continuing, community, no low income, aged', RX_ORIGINALLY_DISABLED),
  continuing('Rx_CE_NoLowNoAged', 'continuing, community, no low income, under 65', []),
  continuing('Rx_CE_LowAged', 'continuing, community, low income, aged', RX_ORIGINALLY_DISABLED),
  continuing('Rx_CE_LowNoAged', 'continuing, community, low income, under 65', []),
  continuing('Rx_CE_LTI', 'continuing, institutional', [{ variable: 'ORIGDS', facts: FACT.ORIGINALLY_DISABLED }], { institutional: true }),
  newEnrollee('Rx_NE_NoLo', 'new enrollee, community, no low income', RX_CELL),
  newEnrollee('Rx_NE_Lo', 'new enrollee, community, low income', RX_CELL),
  newEnrollee('Rx_NE_LTI', 'new enrollee, institutional', RX_CELL, { institutional: true }),
];

/** The segments of a model. */
export function segmentsOf(version: ModelVersion): readonly SegmentDefinition[] {
  if (version.family === 'cms') return CMS;
  if (version.family === 'rx') return RX;
  return version.model === 'ESRD V21' ? ESRD_V21 : ESRD_V24;
}

/** What decides the segment. */
export interface SegmentFacts {
  readonly aged: boolean;
  readonly dual: DualStatus;
  readonly lti: boolean;
  readonly newEnrollee: boolean;
  readonly snp: boolean;
  readonly lowIncome: boolean;
  readonly graftMonths: number | undefined;
}

/** The segment a person belongs to when none is given. */
export function derivedSegment(version: ModelVersion, facts: SegmentFacts): string {
  if (version.family === 'cms') return derivedCms(facts);
  if (version.family === 'rx') return derivedRx(facts);
  const { graftMonths, newEnrollee: fresh, lti, dual, aged } = facts;
  if (graftMonths === undefined) return fresh ? 'DNE' : 'DI';
  if (graftMonths <= 3) return `TRANSPLANT_KIDNEY_ONLY_${graftMonths}M`;
  if (fresh) return 'GNE';
  if (lti) return 'GI';
  if (version.model === 'ESRD V21') return 'GC';
  if (dual === 'full') return aged ? 'GFA' : 'GFN';
  return aged ? 'GNPA' : 'GNPN';
}

function derivedCms({ newEnrollee: fresh, snp, lti, dual, aged }: SegmentFacts): string {
  if (fresh) return snp ? 'SNPNE' : 'NE';
  if (lti) return 'INS';
  if (dual === 'full') return aged ? 'CFA' : 'CFD';
  if (dual === 'partial') return aged ? 'CPA' : 'CPD';
  return aged ? 'CNA' : 'CND';
}

function derivedRx({ newEnrollee: fresh, lti, lowIncome, aged }: SegmentFacts): string {
  if (fresh) return lti ? 'Rx_NE_LTI' : lowIncome ? 'Rx_NE_Lo' : 'Rx_NE_NoLo';
  if (lti) return 'Rx_CE_LTI';
  if (lowIncome) return aged ? 'Rx_CE_LowAged' : 'Rx_CE_LowNoAged';
  return aged ? 'Rx_CE_NoLowAged' : 'Rx_CE_NoLowNoAged';
}
