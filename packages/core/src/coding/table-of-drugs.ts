import type { Drug } from '../codesets/lexicon.js';

/**
 * Categories T36–T50 of the Table of Drugs and Chemicals, up to the character of intent, by the name of a drug where it departs from its
 * class, else by its class. The first that fits decides.
 */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/^(?:aspirin|asa)$|aspirin/i, 'T3901'],
  [/^(?:acetaminophen|tylenol$|paracetamol)/i, 'T391X'],
  [/ibuprofen|motrin|advil|naproxen|aleve|naprosyn|oxaprozin|fenoprofen|ketoprofen|flurbiprofen/i, 'T3931'],
  [/fentanyl|duragesic/i, 'T4041'],
  [/tramadol|ultram/i, 'T4042'],
  [/methadone/i, 'T403X'],
  [/buprenorphine|suboxone|subutex|meperidine|demerol|tapentadol/i, 'T4049'],
  [/phenytoin|dilantin|fosphenytoin/i, 'T420X'],
  [/carbamazepine|tegretol|oxcarbazepine|trileptal/i, 'T421X'],
  [/phenobarbital|primidone/i, 'T423X'],
  [/^lith(?:ium|obid)/i, 'T4359'],
  [/haloperidol|haldol/i, 'T434X'],
  [/chlorpromazine|prochlorperazine|promethazine|perphenazine|fluphenazine/i, 'T433X'],
  [/methylphenidate|ritalin|concerta|dexmethylphenidate/i, 'T4363'],
  [/amphetamine|adderall|vyvanse/i, 'T4362'],
  [/vancomycin|clindamycin|linezolid|daptomycin/i, 'T368X'],
  [/metronidazole|flagyl/i, 'T373X'],
  [/nitrofurantoin|macrobid/i, 'T378X'],
  [/trimethoprim|bactrim|sulfamethoxazole|septra/i, 'T370X'],
  [/gentamicin|tobramycin|amikacin/i, 'T365X'],
  [/rifampin|rifampicin/i, 'T366X'],
  [/digoxin|lanoxin/i, 'T460X'],
  [/tamoxifen/i, 'T386X'],
  [/mirtazapine|remeron/i, 'T4302'],
  [/methotrexate/i, 'T451X'],
];
const BY_CLASS: readonly (readonly [RegExp, string])[] = [
  [/penicillin antibiotic/i, 'T360X'],
  [/cephalosporin/i, 'T361X'],
  [/macrolide/i, 'T363X'],
  [/tetracycline/i, 'T364X'],
  [/fluoroquinolone/i, 'T368X'],
  [/sulfa antibiotic/i, 'T370X'],
  [/antifungal/i, 'T367X'],
  [/tuberculosis agent/i, 'T371X'],
  [/antimalarial/i, 'T372X'],
  [/HIV antiretroviral|antiviral/i, 'T375X'],
  [/systemic steroid|steroid injection|inhaled steroid$|nasal steroid|intestinal steroid/i, 'T380X'],
  [/^thyroid hormone/i, 'T381X'],
  [/^antithyroid/i, 'T382X'],
  [/insulin|hypoglycemic|GLP-1|antidiabetic/i, 'T383X'],
  [/oral contraceptive|progestin-only pill/i, 'T384X'],
  [/^(?:estrogen|progestin)/i, 'T385X'],
  [/antiandrogen/i, 'T386X'],
  [/testosterone/i, 'T387X'],
  [/^NSAID/i, 'T3939'],
  [/opioid analgesic/i, 'T402X'],
  [/benzodiazepine$/i, 'T424X'],
  [/hypnotic/i, 'T426X'],
  [/anticonvulsant|gabapentinoid|mood stabilizer/i, 'T426X'],
  [/Parkinson agent|dopamine agonist|dopaminergic/i, 'T428X'],
  [/tricyclic/i, 'T4301'],
  [/MAO inhibitor/i, 'T431X'],
  [/SNRI|trazodone/i, 'T4321'],
  [/SSRI/i, 'T4322'],
  [/antidepressant|bupropion/i, 'T4329'],
  [/antipsychotic, typical/i, 'T434X'],
  [/antipsychotic/i, 'T4359'],
  [/bladder anticholinergic|antispasmodic/i, 'T443X'],
  [/alpha blocker/i, 'T446X'],
  [/beta blocker/i, 'T447X'],
  [/antihistamine|antiemetic/i, 'T450X'],
  [/checkpoint inhibitor/i, 'T45AX'],
  [
    /chemotherapy|kinase inhibitor|calcineurin inhibitor|mycophenolate|thiopurine|antimetabolite|proteasome|TNF inhibitor|biologic|CD38|HER2|VEGF antibody/i,
    'T451X',
  ],
  [/oral iron|intravenous iron/i, 'T454X'],
  [/anticoagulant(?! reversal)/i, 'T4551'],
  [/antiplatelet/i, 'T4552'],
  [/thrombolytic/i, 'T4561'],
  [/calcium channel blocker/i, 'T461X'],
  [/antiarrhythmic/i, 'T462X'],
  [/antianginal/i, 'T463X'],
  [/ACE inhibitor/i, 'T464X'],
  [/angiotensin receptor|^ARB|central alpha agonist|ARNI|vasodilator|renin inhibitor/i, 'T465X'],
  [/\bstatin\b|fibrate|bile acid sequestrant|cholesterol absorption|PCSK9|niacin/i, 'T466X'],
  [/H2 blocker/i, 'T470X'],
  [/proton pump inhibitor|antacid/i, 'T471X'],
  [/laxative/i, 'T474X'],
  [/antidiarrheal/i, 'T476X'],
  [/muscle relaxant/i, 'T481X'],
  [/inhaled (?:short|long)-acting beta agonist|leukotriene|methylxanthine/i, 'T486X'],
  [/mineralocorticoid antagonist|potassium-sparing/i, 'T500X'],
  [/loop diuretic/i, 'T501X'],
  [/thiazide|carbonic anhydrase/i, 'T502X'],
  [/urate lowering|colchicine/i, 'T504X'],
];

const LOCAL = /\b(?:topical|ophthalmic|otic|gel|ointment|cream|drops|eye|acne|rosacea|vaginal)\b/i;

/** 1 accidental, 2 intentional self-harm, 3 assault, 4 undetermined, 5 adverse effect, 6 underdosing. */
export type Intent = '1' | '2' | '3' | '4' | '5' | '6';

/** The code of a drug by intent, initial encounter, without dot; undefined where the table at hand does not place the drug. */
export function drugCode(drug: Pick<Drug, 'name' | 'class'>, intent: Intent): string | undefined {
  // What is put on skin, eye, ear or mucosa has categories of its own.
  if (LOCAL.test(drug.class) || LOCAL.test(drug.name)) return undefined;
  const stem = (BY_NAME.find(([names]) => names.test(drug.name)) ?? BY_CLASS.find(([classes]) => classes.test(drug.class)))?.[1];
  return stem && `${stem}${intent}A`;
}
