import { isAdjustmentGroup, isAdjustmentReason } from '../../codesets/claim-codes/adjustment-codes.js';
import { isProcedureForm } from '../../codesets/claim-codes/procedure-code.js';
import { isUsState } from '../../codesets/claim-codes/states.js';
import type { Claim, Subscriber } from '../../model/claim.js';
import { parseDay } from '../../model/date.js';
import { parseAmount } from '../../model/money.js';
import { DELAY, FILING, RELATION, RESPONSIBILITY } from '../x12/grammar/claim-parts.js';
import type { BuildInput } from './input.js';
import type { MissingFacts } from './missing.js';

type Path = readonly (string | number)[];

/** Facts of a claim that have few values. */
const CHOICES: Readonly<
  Record<Claim['form'], readonly (readonly [field: keyof BuildInput & keyof Claim, words: string, allowed: string])[]>
> = {
  professional: [
    ['providerSignature', 'provider’s signature on file', 'N|Y'],
    ['signatureSource', 'source of the patient’s signature', 'P'],
    ['specialProgram', 'special program', '02|03|05|09'],
    ['frequency', 'frequency of the claim', '1|6|7|8'],
  ],
  institutional: [],
};
const EITHER: (typeof CHOICES)['professional'] = [
  ['assignment', 'assignment of the provider', 'A|B|C'],
  ['benefitsAssigned', 'assignment of benefits', 'N|W|Y'],
  ['release', 'release of information', 'I|Y'],
  ['delayReason', 'reason for the delay', DELAY],
];

/** Says which facts have a value that a claim cannot have. Facts that are absent are asked for elsewhere. */
export function checkAllowedValues(input: BuildInput, form: Claim['form'], missing: MissingFacts): void {
  const among = (value: string | undefined, path: Path, words: string, allowed: string): void => {
    if (value !== undefined && value !== '' && !allowed.split('|').includes(value))
      missing.add(path, `${words}: ${shown(value)} is none of ${allowed.replaceAll('|', ', ')}`);
  };
  const day = (value: string | undefined, path: Path, words: string): void => {
    if (value !== undefined && value !== '' && parseDay(value) === undefined)
      missing.add(path, `${words}: a day as YYYY-MM-DD is expected`);
  };
  const policy = ({ responsibility, relationship, filingIndicator, party }: Subscriber, path: Path, words: string): void => {
    among(responsibility, [...path, 'responsibility'], `order of ${words}`, RESPONSIBILITY);
    among(relationship, [...path, 'relationship'], `relation of the patient to the subscriber of ${words}`, `18|${RELATION}`);
    among(filingIndicator, [...path, 'filingIndicator'], `kind of payer of ${words}`, FILING);
    if (party?.id)
      among(party.id.qualifier || '(none)', [...path, 'party', 'id', 'qualifier'], `qualifier of the member number of ${words}`, 'II|MI');
  };
  for (const [field, words, allowed] of [...EITHER, ...CHOICES[form]]) among(input[field] as string | undefined, [field], words, allowed);
  if (form === 'professional') {
    for (const [i, cause] of (input.relatedCauses ?? []).entries())
      among(cause || '(none)', ['relatedCauses', i], 'related cause', 'AA|EM|OA');
    if (input.accidentState !== undefined && !isUsState(input.accidentState))
      missing.add(['accidentState'], `state of the accident: ${shown(input.accidentState)} is none`);
  }
  if (input.subscriber) policy(input.subscriber, ['subscriber'], 'this policy');
  among(input.patient?.relationship, ['patient', 'relationship'], 'relation of the patient to the subscriber', `18|${RELATION}`);
  among(input.subscriber?.sex, ['subscriber', 'sex'], 'sex of the subscriber', 'F|M|U');
  day(input.patient?.birthDate, ['patient', 'birthDate'], 'patient’s birth date');
  day(input.patient?.deathDate, ['patient', 'deathDate'], 'patient’s date of death');
  day(input.subscriber?.birthDate, ['subscriber', 'birthDate'], 'subscriber’s birth date');
  if (input.payer?.id)
    among(input.payer.id.qualifier || '(none)', ['payer', 'id', 'qualifier'], 'qualifier of the payer’s number', 'PI|XV');
  for (const [i, other] of (input.otherPayers ?? []).entries()) {
    const path = ['otherPayers', i] as const;
    policy(other.subscriber, [...path, 'subscriber'], `other payer ${i + 1}`);
    if (other.payer?.id)
      among(
        other.payer.id.qualifier || '(none)',
        [...path, 'payer', 'id', 'qualifier'],
        `qualifier of the number of other payer ${i + 1}`,
        'PI|XV',
      );
    among(other.assignment, [...path, 'assignment'], 'assignment of benefits', 'N|W|Y');
    among(other.release, [...path, 'release'], 'release of information', 'I|Y');
    day(other.paidOn, [...path, 'paidOn'], `day on which other payer ${i + 1} decided`);
    checkAdjustments(other.adjustments, [...path, 'adjustments'], missing);
    for (const field of ['paid', 'nonCovered', 'remainingLiability'] as const) checkAmount(other[field], [...path, field], missing);
  }
  checkLines(input, form, { among, day }, missing);
  for (const field of ['conditions', 'treatmentCodes'] as const)
    for (const [i, code] of (input[field] ?? []).entries()) checkFactCode(code, [field, i], missing);
  for (const field of ['occurrences', 'occurrenceSpans', 'values'] as const)
    for (const [i, { code }] of (input[field] ?? []).entries()) checkFactCode(code, [field, i, 'code'], missing);
}

function checkLines(
  input: BuildInput,
  form: Claim['form'],
  {
    among,
    day,
  }: {
    among: (value: string | undefined, path: Path, words: string, allowed: string) => void;
    day: (value: string | undefined, path: Path, words: string) => void;
  },
  missing: MissingFacts,
): void {
  for (const [i, line] of input.services.entries()) {
    const path = ['services', i] as const;
    const where = ` of service ${i + 1}`;
    if (line.code !== undefined && !isProcedureForm(line.code.toUpperCase()))
      missing.add([...path, 'code'], `code${where}: ${shown(line.code)} has not the form of a HCPCS or CPT code`);
    for (const modifier of line.modifiers ?? [])
      if (!/^[0-9A-Za-z]{2}$/.test(modifier))
        missing.add([...path, 'modifiers'], `modifier${where}: ${shown(modifier)} has not two characters`);
    among(line.unit, [...path, 'unit'], `unit${where}`, form === 'professional' ? 'MJ|UN' : 'DA|UN');
    among(line.drug?.unit, [...path, 'drug', 'unit'], `unit of the drug${where}`, 'F2|GR|ME|ML|UN');
    if (form === 'professional') {
      for (const field of ['emergency', 'epsdt', 'familyPlanning'] as const) among(line[field], [...path, field], `${field}${where}`, 'Y');
      among(line.copayStatus, [...path, 'copayStatus'], `copay status${where}`, '0');
    } else checkAmount(line.nonCovered, [...path, 'nonCovered'], missing);
    for (const [n, answer] of (line.adjudications ?? []).entries()) {
      const at = [...path, 'adjudications', n];
      checkAmount(answer.paid, [...at, 'paid'], missing);
      checkAmount(answer.remainingLiability, [...at, 'remainingLiability'], missing);
      checkAdjustments(answer.adjustments, [...at, 'adjustments'], missing);
      day(answer.paidOn, [...at, 'paidOn'], `day of the decision${where}`);
      if (answer.code !== undefined && !isProcedureForm(answer.code.toUpperCase()))
        missing.add([...at, 'code'], `code that was decided${where}: ${shown(answer.code)} has not the form of a HCPCS or CPT code`);
      if (answer.units !== undefined && !(answer.units >= 0 && answer.units < 10_000_000))
        missing.add([...at, 'units'], `units that were paid${where}`);
    }
  }
}

function checkAdjustments(
  adjustments: readonly { group: string; reason: string; amount: string }[],
  path: Path,
  missing: MissingFacts,
): void {
  for (const [i, { group, reason, amount }] of adjustments.entries()) {
    if (!isAdjustmentGroup(group)) missing.add([...path, i, 'group'], `group of the adjustment: ${shown(group)} is none`);
    if (!isAdjustmentReason(reason)) missing.add([...path, i, 'reason'], `reason of the adjustment: ${shown(reason)} is no number of one`);
    checkAmount(amount, [...path, i, 'amount'], missing);
  }
}

function checkAmount(amount: string | undefined, path: Path, missing: MissingFacts): void {
  if (amount !== undefined && parseAmount(amount) === undefined) missing.add(path, 'amount with at most two decimals');
}

function checkFactCode(code: string, path: Path, missing: MissingFacts): void {
  if (!/^[0-9A-Z]{2}$/.test(code)) missing.add(path, `code: ${shown(code)} has not two characters`);
}

/** No more of a value than a code is long: it may be anything. */
function shown(value: string): string {
  return value.length > 12 ? `${value.slice(0, 12)}…` : value;
}
