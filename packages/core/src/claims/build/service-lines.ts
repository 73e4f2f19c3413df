import { isNdc } from '../../codesets/claim-codes/identifiers.js';
import { bareCode } from '../../codesets/code.js';
import type { Claim, ServiceLine } from '../../model/claim.js';
import { parseDay } from '../../model/date.js';
import { type Cents, formatCents, parseAmount } from '../../model/money.js';
import { PARTY_LOOPS } from '../x12/party-loops.js';
import type { BuildInput } from './input.js';
import type { MissingFacts } from './missing.js';
import { fits, namedProvider } from './parties.js';

type InputLine = BuildInput['services'][number];

/** Fields of a line that go to the claim as they are. */
const EITHER: readonly (keyof ServiceLine)[] = [
  'codeQualifier',
  'description',
  'drug',
  'control',
  'ids',
  'attachments',
  'notes',
  'adjudications',
];
const ONLY: Readonly<Record<Claim['form'], readonly (keyof ServiceLine)[]>> = {
  professional: [
    'placeOfService',
    'emergency',
    'epsdt',
    'familyPlanning',
    'copayStatus',
    'dates',
    'priorAuthorization',
    'referralNumber',
    'clia',
  ],
  institutional: ['revenueCode', 'nonCovered'],
};

/** The lines of an encounter that are billed, with the position each has in the input. */
export function billedLines(input: BuildInput): { readonly line: InputLine; readonly at: number }[] {
  return input.services.map((line, at) => ({ line, at })).filter(({ line }) => line.band !== 'suggestion');
}

/**
 * A line of the claim: charge stated or by fee, units, date.
 * @param number of the line on the claim as far as it is known, for the words
 */
export function serviceLine(
  input: BuildInput,
  line: InputLine,
  at: number,
  number: number,
  form: Claim['form'],
  missing: MissingFacts,
): ServiceLine {
  const path = ['services', at] as const;
  const built: ServiceLine = {};
  for (const field of [...EITHER, ...ONLY[form]]) if (line[field] !== undefined) Object.assign(built, { [field]: line[field] });
  if (line.code !== undefined) built.code = bareCode(line.code);
  const modifiers = line.modifiers?.map((modifier) => modifier.toUpperCase()) ?? [];
  if (modifiers.length > 4) missing.add([...path, 'modifiers'], `modifiers of line ${number}: four at most`);
  if (modifiers.length > 0) built.modifiers = modifiers;
  if (line.code === undefined && modifiers.length > 0)
    missing.add([...path, 'code'], `HCPCS or CPT code of line ${number}, as it has modifiers`);
  const { units } = line;
  if (units === undefined) missing.add([...path, 'units'], `units of line ${number}`);
  else if (!(units > 0 && units < 10_000_000)) missing.add([...path, 'units'], `units of line ${number}: ${units} cannot be billed`);
  else {
    built.units = units;
    built.unit = line.unit ?? 'UN';
  }
  const charge = chargeOf(input, line, units);
  if (charge === undefined) missing.add([...path, 'charge'], `charge of line ${number}${line.code === undefined ? '' : ` (${line.code})`}`);
  else if (charge === null)
    missing.add([...path, 'charge'], `charge of line ${number}: an amount with at most two decimals is expected, not below zero`);
  else built.charge = charge;
  checkDrug(line, path, number, missing);
  for (const { field } of PARTY_LOOPS[form].line) {
    const party = line[field];
    if (!party) continue;
    built[field] = namedProvider(party, field, form, [...path, field], ` of line ${number}`, missing);
  }
  for (const { value } of line.notes ?? []) fits(value, 80, [...path, 'notes'], `note of line ${number}`, missing);
  return built;
}

/** The charge as it was given, or units times fee; undefined when neither is known, null when it is no amount. */
function chargeOf(input: BuildInput, line: InputLine, units: number | undefined): string | undefined | null {
  if (line.charge !== undefined) {
    const cents = parseAmount(line.charge);
    return cents === undefined || cents < 0 ? null : formatCents(cents);
  }
  const fee = line.code === undefined ? undefined : input.fees?.[bareCode(line.code)];
  if (fee === undefined || units === undefined) return undefined;
  const cents = parseAmount(fee);
  if (cents === undefined || cents < 0) return null;
  // Units have up to three decimals: whole thousandths times whole cents.
  return formatCents(Math.round((cents * Math.round(units * 1000)) / 1000));
}

function checkDrug({ drug }: InputLine, path: readonly (string | number)[], number: number, missing: MissingFacts): void {
  if (!drug) return;
  if (!isNdc(drug.ndc))
    missing.add([...path, 'drug', 'ndc'], `drug number (NDC) of line ${number}: eleven digits without hyphens are expected`);
  if (drug.quantity === undefined) missing.add([...path, 'drug', 'quantity'], `quantity of the drug of line ${number}`);
  missing.needs(drug.unit, [...path, 'drug', 'unit'], `unit of the drug of line ${number}: UN, ML, GR, ME or F2`);
}

/** Reads the date or dates of a line. */
export function lineDates(
  line: InputLine,
  fallback: string | undefined,
  at: number,
  number: number,
  missing: MissingFacts,
): Pick<ServiceLine, 'date' | 'dateTo'> {
  const { date = fallback, dateTo } = line;
  if (!missing.needs(date, ['services', at, 'date'], `date of service of line ${number}`)) return {};
  const from = parseDay(date);
  const to = dateTo === undefined ? from : parseDay(dateTo);
  if (from === undefined) missing.add(['services', at, 'date'], `date of service of line ${number}: a day as YYYY-MM-DD is expected`);
  if (dateTo !== undefined && to === undefined)
    missing.add(['services', at, 'dateTo'], `last date of line ${number}: a day as YYYY-MM-DD is expected`);
  if (from !== undefined && to !== undefined && to < from)
    missing.add(['services', at, 'dateTo'], `last date of line ${number}: it lies before the first`);
  return dateTo === undefined || dateTo === date ? { date } : { date, dateTo };
}

/** Sum of the lines; undefined while a charge is missing. */
export function totalOf(lines: readonly ServiceLine[]): Cents | undefined {
  let sum = 0;
  for (const { charge } of lines) {
    const cents = parseAmount(charge ?? '');
    if (cents === undefined) return undefined;
    sum += cents;
  }
  return sum;
}
