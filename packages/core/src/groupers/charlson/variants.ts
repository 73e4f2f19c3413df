import { z } from 'zod';

/** Lists of comorbidities by diagnosis codes, as their authors published them. */
export const ComorbidityVariant = z.enum([
  'deyo',
  'dhoore',
  'romano',
  'quan',
  'elixhauser',
  'elixhauser-quan',
  'elixhauser-ahrq',
  'gagne',
  'hfrs',
]);
export type ComorbidityVariant = z.infer<typeof ComorbidityVariant>;

export const ComorbidityCodeSystem = z.enum(['icd9cm', 'icd10']);
export type ComorbidityCodeSystem = z.infer<typeof ComorbidityCodeSystem>;

export const ComorbidityWeights = z.enum([
  'charlson',
  'schneeweiss',
  'quan',
  'van_walraven',
  'thompson_30',
  'thompson_29',
  'ahrq_icd9',
  'ahrq_icd10',
  'gagne',
  'hfrs',
]);
export type ComorbidityWeights = z.infer<typeof ComorbidityWeights>;

/** Of two degrees of a disease only the severe one counts: [severe, mild], by the categories of the weights. */
const CHARLSON_HIERARCHIES = [
  ['Diabetes with chronic complication', 'Diabetes without chronic complication'],
  ['Moderate or severe liver disease', 'Mild liver disease'],
  ['Metastatic solid tumor', 'Any malignancy'],
] as const;
const ELIXHAUSER_HIERARCHIES = [
  ['Diabetes complicated', 'Diabetes uncomplicated'],
  ['Hypertension complicated', 'Hypertension uncomplicated'],
  ['Metastatic cancer', 'Solid tumor without metastasis'],
] as const;
const CHARLSON_WEIGHTS = ['charlson', 'schneeweiss', 'quan'] as const;
const ELIXHAUSER_WEIGHTS = ['van_walraven', 'thompson_30', 'thompson_29', 'ahrq_icd9', 'ahrq_icd10'] as const;

/** A malignancy has a longer name in the lists than in the weights; AHRQ's list names three measures otherwise. */
const CANONICAL: Readonly<Record<string, string>> = {
  'Any malignancy, including lymphoma and leukemia': 'Any malignancy',
  'Any malignancy, including lymphoma and leukemia, except malignant neoplasm of skin': 'Any malignancy',
  'Diabetes without chronic complications': 'Diabetes uncomplicated',
  'Diabetes with chronic complications': 'Diabetes complicated',
};

export interface VariantDefinition {
  /** Who published it, for people. */
  readonly title: string;
  /** The map in the table of prefixes. */
  readonly map: string;
  /** The index in the table of weights. */
  readonly index: 'charlson' | 'elixhauser' | 'gagne' | 'hfrs';
  /** The first is the one taken when none is named. */
  readonly weights: readonly [ComorbidityWeights, ...ComorbidityWeights[]];
  readonly hierarchies: readonly (readonly [string, string])[];
  /** Charlson's points for age: one for each ten years from 50, at most four (Charlson 1994). */
  readonly ageScore: boolean;
  /** The name that weights and hierarchies use for a category of the list. */
  readonly canonical: (category: string) => string;
}

const canonical = (category: string): string => CANONICAL[category] ?? category;

export const VARIANTS: Readonly<Record<ComorbidityVariant, VariantDefinition>> = {
  deyo: charlson('Charlson index, Deyo 1992', 'CHARLSON_DEYO'),
  dhoore: charlson("Charlson index, D'Hoore 1996", 'CHARLSON_DHOORE'),
  romano: charlson('Charlson index, Romano 1993', 'CHARLSON_ROMANO'),
  quan: charlson('Charlson index, Quan 2005', 'CHARLSON_QUAN'),
  elixhauser: elixhauser('Elixhauser measures, 1998', 'ELIXHAUSER', ELIXHAUSER_WEIGHTS),
  'elixhauser-quan': elixhauser('Elixhauser measures, Quan 2005', 'ELIXHAUSER_QUAN', ELIXHAUSER_WEIGHTS),
  'elixhauser-ahrq': {
    ...elixhauser('Elixhauser measures, AHRQ v3.7 for ICD-9-CM', 'ELIXHAUSER_AHRQ_ICD9', ['ahrq_icd9']),
    canonical: (category) => (category === 'Hypertension' ? 'Hypertension uncomplicated' : canonical(category)),
  },
  gagne: {
    title: 'Combined comorbidity score, Gagne 2011',
    map: 'GAGNE',
    index: 'gagne',
    weights: ['gagne'],
    hierarchies: [],
    ageScore: false,
    canonical,
  },
  hfrs: {
    title: 'Hospital Frailty Risk Score, Gilbert 2018',
    map: 'HFRS',
    index: 'hfrs',
    weights: ['hfrs'],
    hierarchies: [],
    ageScore: false,
    canonical,
  },
};

function charlson(title: string, map: string): VariantDefinition {
  return { title, map, index: 'charlson', weights: CHARLSON_WEIGHTS, hierarchies: CHARLSON_HIERARCHIES, ageScore: true, canonical };
}

function elixhauser(title: string, map: string, weights: VariantDefinition['weights']): VariantDefinition {
  return { title, map, index: 'elixhauser', weights, hierarchies: ELIXHAUSER_HIERARCHIES, ageScore: false, canonical };
}
