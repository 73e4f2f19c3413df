/** The risk adjustment models whose scores are computed here. */
export const MODELS = ['V24', 'V28', 'ESRD V21', 'ESRD V24', 'RxHCC V08'] as const;
export type Model = (typeof MODELS)[number];

/** Condition of a person on which an interaction with a disease depends. */
export type Condition = 'disabled' | 'non-aged';

/** A variable that is 1 when every operand is: a group of HCCs (any of them) or a single HCC. */
export interface Interaction {
  readonly variable: string;
  readonly all: readonly (string | number)[];
  readonly when?: Condition;
}

/** What the model software of one model version defines apart from its tables. */
export interface ModelVersion {
  readonly model: Model;
  readonly title: string;
  readonly family: 'cms' | 'esrd' | 'rx';
  /** `model_name` of the diagnosis map and of the edits on diagnoses. */
  readonly mapName: string;
  readonly hierarchy: { readonly domain: string; readonly version: string };
  readonly coefficients: { readonly domain: string; readonly version: string };
  /** How coefficient names spell an HCC. */
  readonly hccWord: 'HCC' | 'RXHCC';
  /** Whether the number of payment HCCs is a variable (D1 … D10P). */
  readonly counts: boolean;
  readonly groups: Readonly<Record<string, readonly number[]>>;
  readonly interactions: readonly Interaction[];
  /** HCCs taken away before the hierarchies. */
  readonly removed?: readonly number[];
  /** An HCC that counts only beside one of others. */
  readonly onlyWith?: { readonly hcc: number; readonly others: readonly number[] };
}

const CANCER = [8, 9, 10, 11, 12];
const DIABETES = [17, 18, 19];
const CARD_RESP_FAIL = [82, 83, 84];
const COPD_CF = [110, 111, 112];
const RENAL_V24 = [134, 135, 136, 137, 138];

/** Diagnosis groups of V24 and of the ESRD model on the same HCCs. */
const V24_GROUPS = {
  CANCER,
  DIABETES,
  CARD_RESP_FAIL,
  COPD_CF,
  RENAL: RENAL_V24,
  SUBSTANCE_USE: [54, 55, 56],
  PSYCHIATRIC: [57, 58, 59, 60],
  PRESSURE_ULCER: [157, 158, 159],
};

/** Dialysis status and what it stands above carry nothing for people who are in the ESRD models because of their kidneys (E21 macro). */
const DIALYSIS_STATUS = 134;

/** Interactions that the V24 community and institutional models and the ESRD V24 models share. */
const V24_SHARED: readonly Interaction[] = [
  { variable: 'HCC47_gCancer', all: [47, 'CANCER'] },
  { variable: 'DIABETES_CHF', all: ['DIABETES', 85] },
  { variable: 'CHF_gCopdCF', all: [85, 'COPD_CF'] },
  { variable: 'HCC85_gRenal_V24', all: [85, 'RENAL'] },
  { variable: 'gCopdCF_CARD_RESP_FAIL', all: ['COPD_CF', 'CARD_RESP_FAIL'] },
  { variable: 'HCC85_HCC96', all: [85, 96] },
  { variable: 'SEPSIS_ARTIF_OPENINGS', all: [2, 188] },
  { variable: 'gCopdCF_ASP_SPEC_B_PNEUM', all: ['COPD_CF', 114] },
  { variable: 'SEPSIS_ASP_SPEC_BACT_PNEUM', all: [2, 114] },
  { variable: 'SCHIZOPHRENIA_gCopdCF', all: [57, 'COPD_CF'] },
  { variable: 'SCHIZOPHRENIA_CHF', all: [57, 85] },
  { variable: 'SCHIZOPHRENIA_SEIZURES', all: [57, 79] },
];

/** An HCC that weighs more in people under 65. */
function nonAged(...hccs: readonly number[]): Interaction[] {
  return hccs.map((hcc) => ({ variable: `NONAGED_HCC${hcc}`, all: [hcc], when: 'non-aged' }));
}

function disabled(...hccs: readonly number[]): Interaction[] {
  return hccs.map((hcc) => ({ variable: `DISABLED_HCC${hcc}`, all: [hcc], when: 'disabled' }));
}

const V24: ModelVersion = {
  model: 'V24',
  title: 'CMS-HCC V24',
  family: 'cms',
  mapName: 'CMS-HCC Model V24',
  hierarchy: { domain: 'CMS-HCC', version: 'V24' },
  coefficients: { domain: 'CMS-HCC', version: 'C24' },
  hccWord: 'HCC',
  counts: true,
  groups: V24_GROUPS,
  interactions: [
    ...V24_SHARED,
    { variable: 'gSubstanceUseDisorder_gPsych', all: ['SUBSTANCE_USE', 'PSYCHIATRIC'] },
    { variable: 'SEPSIS_PRESSURE_ULCER', all: [2, 'PRESSURE_ULCER'] },
    { variable: 'ART_OPENINGS_PRESS_ULCER', all: [188, 'PRESSURE_ULCER'] },
    { variable: 'ASP_SPEC_B_PNEUM_PRES_ULC', all: [114, 'PRESSURE_ULCER'] },
    { variable: 'DISABLED_PRESSURE_ULCER', all: ['PRESSURE_ULCER'], when: 'disabled' },
    ...disabled(6, 39, 77, 85, 161),
  ],
};

const V28: ModelVersion = {
  model: 'V28',
  title: 'CMS-HCC V28',
  family: 'cms',
  mapName: 'CMS-HCC Model V28',
  hierarchy: { domain: 'CMS-HCC', version: 'V28' },
  coefficients: { domain: 'CMS-HCC', version: 'C28' },
  hccWord: 'HCC',
  counts: true,
  groups: {
    CANCER: [17, 18, 19, 20, 21, 22, 23],
    DIABETES: [35, 36, 37, 38],
    CARD_RESP_FAIL: [211, 212, 213],
    HF: [221, 222, 223, 224, 225, 226],
    CHR_LUNG: [276, 277, 278, 279, 280],
    KIDNEY: [326, 327, 328, 329],
    SUBSTANCE_USE: [135, 136, 137, 138, 139],
    PSYCHIATRIC: [151, 152, 153, 154, 155],
    NEURO: [180, 181, 182, 190, 191, 192, 195, 196, 198, 199],
    ULCER: [379, 380, 381, 382],
  },
  interactions: [
    { variable: 'DIABETES_HF_V28', all: ['DIABETES', 'HF'] },
    { variable: 'HF_CHR_LUNG_V28', all: ['HF', 'CHR_LUNG'] },
    { variable: 'HF_KIDNEY_V28', all: ['HF', 'KIDNEY'] },
    { variable: 'CHR_LUNG_CARD_RESP_FAIL_V28', all: ['CHR_LUNG', 'CARD_RESP_FAIL'] },
    { variable: 'HF_HCC238_V28', all: ['HF', 238] },
    { variable: 'gSubUseDisorder_gPsych_V28', all: ['SUBSTANCE_USE', 'PSYCHIATRIC'] },
    { variable: 'DISABLED_CANCER_V28', all: ['CANCER'], when: 'disabled' },
    { variable: 'DISABLED_NEURO_V28', all: ['NEURO'], when: 'disabled' },
    { variable: 'DISABLED_HF_V28', all: ['HF'], when: 'disabled' },
    { variable: 'DISABLED_CHR_LUNG_V28', all: ['CHR_LUNG'], when: 'disabled' },
    { variable: 'DISABLED_ULCER_V28', all: ['ULCER'], when: 'disabled' },
  ],
  // A heart assist device is a status: without a diagnosis of heart failure it is no heart failure HCC, and no interaction partner.
  onlyWith: { hcc: 223, others: [221, 222, 224, 225, 226] },
};

const ESRD_V21: ModelVersion = {
  model: 'ESRD V21',
  title: 'CMS-HCC ESRD V21',
  family: 'esrd',
  mapName: 'CMS-HCC ESRD Model V21',
  hierarchy: { domain: 'ESRD', version: 'V21' },
  coefficients: { domain: 'ESRD', version: 'D21' },
  hccWord: 'HCC',
  counts: false,
  groups: {
    CANCER,
    DIABETES,
    CARD_RESP_FAIL,
    COPD: [110, 111],
    RENAL: [134, 135, 136, 137, 138, 139, 140, 141],
    PRESSURE_ULCER: [157, 158, 159, 160],
  },
  interactions: [
    { variable: 'SEPSIS_CARD_RESP_FAIL', all: [2, 'CARD_RESP_FAIL'] },
    { variable: 'CANCER_IMMUNE', all: ['CANCER', 47] },
    { variable: 'DIABETES_CHF', all: ['DIABETES', 85] },
    { variable: 'CHF_COPD', all: [85, 'COPD'] },
    { variable: 'CHF_RENAL', all: [85, 'RENAL'] },
    { variable: 'COPD_CARD_RESP_FAIL', all: ['COPD', 'CARD_RESP_FAIL'] },
    { variable: 'SEPSIS_PRESSURE_ULCER', all: [2, 'PRESSURE_ULCER'] },
    { variable: 'SEPSIS_ARTIF_OPENINGS', all: [2, 188] },
    { variable: 'ART_OPENINGS_PRESSURE_ULCER', all: [188, 'PRESSURE_ULCER'] },
    { variable: 'COPD_ASP_SPEC_BACT_PNEUM', all: ['COPD', 114] },
    { variable: 'ASP_SPEC_BACT_PNEUM_PRES_ULC', all: [114, 'PRESSURE_ULCER'] },
    { variable: 'SEPSIS_ASP_SPEC_BACT_PNEUM', all: [2, 114] },
    { variable: 'SCHIZOPHRENIA_COPD', all: [57, 'COPD'] },
    { variable: 'SCHIZOPHRENIA_CHF', all: [57, 85] },
    { variable: 'SCHIZOPHRENIA_SEIZURES', all: [57, 79] },
    { variable: 'NONAGED_PRESSURE_ULCER', all: ['PRESSURE_ULCER'], when: 'non-aged' },
    ...nonAged(6, 34, 39, 46, 54, 55, 77, 85, 110, 161, 176),
  ],
  removed: [DIALYSIS_STATUS],
};

const ESRD_V24: ModelVersion = {
  model: 'ESRD V24',
  title: 'CMS-HCC ESRD V24',
  family: 'esrd',
  mapName: 'CMS-HCC ESRD Model V24',
  hierarchy: { domain: 'ESRD', version: 'V24' },
  coefficients: { domain: 'ESRD', version: 'D24' },
  hccWord: 'HCC',
  counts: false,
  groups: V24_GROUPS,
  interactions: [
    ...V24_SHARED,
    { variable: 'gSubUseDs_gPsych_V24', all: ['SUBSTANCE_USE', 'PSYCHIATRIC'] },
    { variable: 'NONAGED_gSubUseDs_gPsych', all: ['SUBSTANCE_USE', 'PSYCHIATRIC'], when: 'non-aged' },
    { variable: 'SEPSIS_PRESSURE_ULCER_V24', all: [2, 'PRESSURE_ULCER'] },
    { variable: 'ART_OPENINGS_PRESS_ULCER_V24', all: [188, 'PRESSURE_ULCER'] },
    { variable: 'ASP_SPEC_B_PNEUM_PRES_ULC_V24', all: [114, 'PRESSURE_ULCER'] },
    { variable: 'NONAGED_PRESSURE_ULCER_V24', all: ['PRESSURE_ULCER'], when: 'non-aged' },
    ...nonAged(6, 34, 39, 46, 77, 85, 110, 161, 176),
  ],
  removed: [DIALYSIS_STATUS],
};

const RXHCC_V08: ModelVersion = {
  model: 'RxHCC V08',
  title: 'RxHCC V08',
  family: 'rx',
  mapName: 'RxHCC Model V08',
  hierarchy: { domain: 'RxHCC', version: 'R08' },
  coefficients: { domain: 'RxHCC', version: 'R08' },
  hccWord: 'RXHCC',
  counts: false,
  groups: {},
  interactions: [1, 130, 131, 132, 133, 159, 163].map((hcc) => ({ variable: `NONAGED_RXHCC${hcc}`, all: [hcc], when: 'non-aged' })),
};

const VERSIONS: Readonly<Record<Model, ModelVersion>> = {
  V24,
  V28,
  'ESRD V21': ESRD_V21,
  'ESRD V24': ESRD_V24,
  'RxHCC V08': RXHCC_V08,
};

/** The model a name means: `V28`, `CMS-HCC Model V28`, `esrd-v24`, `RxHCC` …; undefined for any other. */
export function modelVersion(name: string): ModelVersion | undefined {
  const bare = name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^CMSHCC/, '')
    .replace('MODEL', '');
  const model = MODELS.find((one) => one.toUpperCase().replace(' ', '') === (bare === 'RXHCC' ? 'RXHCCV08' : bare));
  return model && VERSIONS[model];
}
