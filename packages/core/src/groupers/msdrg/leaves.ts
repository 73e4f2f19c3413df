/** What a leaf of a formula asks. The numbers stand in compiled formulas. */
export const LeafKind = {
  /** Some procedure, or satisfied cluster, raises the operand. */
  PROCEDURE: 0,
  /** The principal diagnosis raises it. */
  PDX: 1,
  /** Some secondary diagnosis raises it. */
  SDX: 2,
  /** The principal or some secondary diagnosis raises it. */
  ANY: 3,
  /** The principal and every secondary diagnosis raise it. */
  ONLY: 4,
  /** Some secondary diagnosis is an MCC, those suppressed left out. */
  MCC: 5,
  /** None is an MCC, some is a CC, those suppressed left out. */
  CC: 6,
  /** One of {@link FUNCTIONS}, by its place there. */
  FUNCTION: 7,
} as const;

/** Conditions with a name of their own. */
export const FUNCTIONS = [
  'ALIVE',
  'DIED',
  'AMA',
  'XFRNBA',
  'MULTST',
  'BILATERAL',
  'FOUR_STENTS',
  'FOUR_VESSELS',
  'FOUR_DRUG_ELUTING_STENTS',
  'FOUR_NON_DRUG_ELUTING_STENTS',
  'SINGLEFUSIONCTR',
  'SGLANTCTR',
  'SGLPOST1CTR',
  'SGLANTSECTXCTR',
  'SGLPOSTFUSECTR',
  'MULTFUSE',
  'ORPROC',
  'ANYDX',
  'MDC_20_FALL_THRU',
  'INVALID_SEX',
  'INVALID_DSTAT',
  /** In DRG 794: some secondary diagnosis is not one that leaves a newborn normal. */
  'SDX_NOT_INCIDENT',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];
