import { MedcodeError } from '../../errors.js';

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

/** Operands of the procedures that a condition with a name counts. */
export const CONTRIBUTING: Readonly<Partial<Record<string, readonly string[]>>> = {
  BILATERAL: ['lefthip', 'righthip', 'leftknee', 'rightknee', 'leftankle', 'rightankle'],
  FOUR_STENTS: ['stent1', 'stent2', 'stent3', 'stent4'],
  FOUR_VESSELS: ['vessel1', 'vessel2', 'vessel3', 'vessel4'],
  FOUR_DRUG_ELUTING_STENTS: ['NORdrugstent'],
  FOUR_NON_DRUG_ELUTING_STENTS: ['NORstent'],
  SINGLEFUSIONCTR: ['sglantfuse', 'sglpostfuse'],
  SGLANTCTR: ['sglantfuse'],
  SGLPOST1CTR: ['sglpostfuse1'],
  SGLANTSECTXCTR: ['sglantsectXfuse'],
  SGLPOSTFUSECTR: ['sglpostfuse'],
  MULTFUSE: ['sglantfuse', 'sglpostfuse1'],
  ORPROC: ['d468', 'd477', 'ornec'],
};

/** Numbers of operands by name; -1 for one that nothing raises. */
export interface OperandNumbers {
  diagnosisOperand(name: string): number;
  procedureOperand(name: string): number;
}

/** A leaf with its name. */
export interface NamedLeaf {
  readonly name: string;
  readonly kind: number;
  readonly operand: number;
}

/** What a name in a formula asks; an operand that nothing raises has number -1 and never holds. */
export function namedLeaf(name: string, numbers: OperandNumbers): NamedLeaf {
  const colon = name.indexOf(':');
  if (colon >= 0) {
    const kind = LeafKind[name.slice(0, colon) as keyof typeof LeafKind];
    if (kind === undefined) throw new MedcodeError('MC_PACK_DAMAGED', `MS-DRG tables: "${name}" is no operand`);
    return { name, kind, operand: numbers.diagnosisOperand(name.slice(colon + 1)) };
  }
  const place = FUNCTIONS.indexOf(name as FunctionName);
  if (place >= 0) return { name, kind: LeafKind.FUNCTION, operand: place };
  if (name === 'MCC' || name === 'CC') return { name, kind: LeafKind[name], operand: 0 };
  return { name, kind: LeafKind.PROCEDURE, operand: numbers.procedureOperand(name) };
}
