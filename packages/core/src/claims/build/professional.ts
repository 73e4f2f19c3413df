import { INPATIENT_PLACES, isPlaceOfService } from '../../codesets/claim-codes/place-of-service.js';
import { bareCode, dottedCode } from '../../codesets/code.js';
import type { Claim, ClaimDiagnosis, ServiceLine } from '../../model/claim.js';
import { formatCents, parseAmount } from '../../model/money.js';
import { claimHead } from './claim-head.js';
import { checkOtherPayers } from './coverage.js';
import type { BuildInput } from './input.js';
import type { MissingFacts } from './missing.js';
import { billedLines, lineDates, serviceLine, totalOf } from './service-lines.js';

/** Diagnoses and lines of a professional claim, and pointers of a line, at most (005010X222; CMS-1500 boxes 21 and 24E). */
const DIAGNOSES = 12;
const LINES = 50;
const POINTERS = 4;

/** A line with the diagnoses it points to, by their place in the list of all. */
interface PointedLine {
  readonly line: ServiceLine;
  readonly points: readonly number[];
}

/**
 * A professional encounter as claims. What one claim cannot hold goes to the next, as billers do: lines in their order, as long as there are
 * fifty at most and the diagnoses they point to are twelve at most; each claim lists its own diagnoses and its pointers count in them.
 */
export function professionalClaims(input: BuildInput, missing: MissingFacts, remarks: string[]): Claim[] {
  const { head, leftOut } = claimHead(input, 'professional', missing);
  if (leftOut.length > 0) remarks.push(`a professional claim has no place for: ${leftOut.join(', ')}`);
  missing.needs(input.providerSignature, ['providerSignature'], 'whether the provider’s signature is on file: Y or N');
  checkCauses(input, missing);
  const { diagnoses, places } = diagnosesOf(input, missing, remarks);
  const lines = billedLines(input).map(({ line, at }, i) => pointedLine(input, line, at, i + 1, places, missing, remarks));
  if (lines.length === 0) missing.add(['services'], 'at least one service');
  const place = placeOf(input, lines, missing);
  checkPlaces(input, place, lines, missing);
  checkPatientPaid(input, missing);
  const parts = partsOf(lines);
  if (parts.length > 1) checkSplit(input, parts.length, missing);
  const total = totalOf(lines.map(({ line }) => line));
  checkTotal(input, total, missing);
  const listed = new Set<number>();
  const claims = parts.map((part, i) => {
    const own = listOf(part, diagnoses, listed);
    for (const at of own) listed.add(at);
    const services = part.map(({ line, points }, n) => finished(line, n, points, own, place));
    const claim: Claim = {
      ...head,
      id: i === 0 ? String(input.id) : `${input.id}-${i + 1}`,
      placeOfService: place ?? '',
      charge: formatCents(totalOf(services) ?? 0),
      ...periodOf(services),
      diagnoses: own.map((at, n) => ({ ...(diagnoses[at] as ClaimDiagnosis), role: n === 0 ? 'principal' : 'other' })),
      services,
    };
    checkOtherPayers(claim, missing);
    return claim;
  });
  if (claims.length > 1) remarks.push(`split into ${claims.length} claims: one holds ${LINES} lines and ${DIAGNOSES} diagnoses`);
  const unlisted = diagnoses.filter((_, at) => !listed.has(at));
  if (unlisted.length > 0) remarks.push(`no room for diagnoses that no service points to: ${unlisted.map(({ code }) => code).join(', ')}`);
  return claims;
}

/** The diagnoses of the claims in their order, and the place of each of the input in them. */
function diagnosesOf(
  input: BuildInput,
  missing: MissingFacts,
  remarks: string[],
): { readonly diagnoses: ClaimDiagnosis[]; readonly places: ReadonlyMap<number, number> } {
  const diagnoses: ClaimDiagnosis[] = [];
  const places = new Map<number, number>();
  const known = new Map<string, number>();
  const stays: string[] = [];
  for (const [i, { code, role, band }] of input.diagnoses.entries()) {
    if (band === 'suggestion') continue;
    const bare = bareCode(code);
    if (!/^[A-Z]\d[0-9A-Z]{1,5}$/.test(bare)) {
      missing.add(['diagnoses', i, 'code'], `diagnosis ${i + 1}: ${code} is no ICD-10-CM code`);
      continue;
    }
    if (role === 'admitting' || role === 'reason-for-visit') {
      stays.push(dottedCode(bare));
      continue;
    }
    const before = known.get(bare);
    if (before === undefined) {
      known.set(bare, diagnoses.length);
      places.set(i + 1, diagnoses.length);
      diagnoses.push({ code: dottedCode(bare) });
    } else places.set(i + 1, before);
  }
  if (diagnoses.length === 0 && input.diagnoses.length === 0) missing.add(['diagnoses'], 'at least one diagnosis');
  const [first] = diagnoses;
  if (first && isExternalCause(bareCode(first.code)))
    missing.add(['diagnoses'], `first-listed diagnosis: ${first.code} tells a cause, not what was treated`);
  if (stays.length > 0) remarks.push(`a professional claim has no admitting diagnosis and no reason for the visit: ${stays.join(', ')}`);
  return { diagnoses, places };
}

function pointedLine(
  input: BuildInput,
  line: BuildInput['services'][number],
  at: number,
  number: number,
  places: ReadonlyMap<number, number>,
  missing: MissingFacts,
  remarks: string[],
): PointedLine {
  const built = { ...serviceLine(input, line, at, number, 'professional', missing), ...lineDates(line, input.date, at, number, missing) };
  missing.needs(line.code, ['services', at, 'code'], `HCPCS or CPT code of line ${number}`);
  const points: number[] = [];
  for (const pointer of line.pointers ?? []) {
    const place = places.get(pointer);
    if (place === undefined)
      missing.add(['services', at, 'pointers'], `diagnosis of line ${number}: ${pointer} is none that the claim has`);
    else if (!points.includes(place)) points.push(place);
  }
  if ((line.pointers ?? []).length === 0)
    missing.add(['services', at, 'pointers'], `diagnosis of line ${number}: which one it was done for`);
  if (points.length > POINTERS)
    remarks.push(`line ${number} points to ${points.length} diagnoses; the first ${POINTERS} stand on the claim`);
  return { line: built, points: points.slice(0, POINTERS) };
}

/** Lines in the order given, cut where the next one would not fit. */
function partsOf(lines: readonly PointedLine[]): PointedLine[][] {
  const parts: PointedLine[][] = [];
  let pointed = new Set<number>();
  for (const line of lines) {
    const part = parts.at(-1);
    const together = new Set([...pointed, ...line.points]);
    if (part && part.length < LINES && together.size <= DIAGNOSES) {
      part.push(line);
      pointed = together;
    } else {
      parts.push([line]);
      pointed = new Set(line.points);
    }
  }
  return parts;
}

/** Diagnoses of a claim, by their place in the list of all: those its lines point to, and others in order while there is room. */
function listOf(part: readonly PointedLine[], diagnoses: readonly ClaimDiagnosis[], listed: ReadonlySet<number>): number[] {
  const own = new Set(part.flatMap(({ points }) => points));
  for (const at of diagnoses.keys()) if (own.size < DIAGNOSES && !listed.has(at)) own.add(at);
  return [...own].sort((a, b) => a - b);
}

function finished(line: ServiceLine, n: number, points: readonly number[], own: readonly number[], place: string | undefined): ServiceLine {
  const { placeOfService, ...rest } = line;
  return {
    line: n + 1,
    ...rest,
    // A line names its place only where it is not the claim's.
    ...(placeOfService === undefined || placeOfService === place ? {} : { placeOfService }),
    pointers: points.map((at) => own.indexOf(at) + 1),
  };
}

function placeOf(input: BuildInput, lines: readonly PointedLine[], missing: MissingFacts): string | undefined {
  const place = input.placeOfService ?? lines[0]?.line.placeOfService;
  missing.needs(place, ['placeOfService'], 'place of service');
  return place;
}

function checkPlaces(input: BuildInput, place: string | undefined, lines: readonly PointedLine[], missing: MissingFacts): void {
  const places = new Set([place, ...lines.map(({ line }) => line.placeOfService)].filter((one) => one !== undefined));
  for (const one of places) if (!isPlaceOfService(one)) missing.add(['placeOfService'], `place of service: ${one} is none`);
  if ([...places].some((one) => INPATIENT_PLACES.has(one)))
    missing.needs(input.admissionDate, ['admissionDate'], 'date of admission, for services to an inpatient');
}

function checkCauses(
  { relatedCauses = [], accidentDate, accidentState, accidentCountry, subscriber }: BuildInput,
  missing: MissingFacts,
): void {
  if (relatedCauses.includes('AA') || relatedCauses.includes('OA')) missing.needs(accidentDate, ['accidentDate'], 'date of the accident');
  if (relatedCauses.includes('AA') && accidentCountry === undefined)
    missing.needs(accidentState, ['accidentState'], 'state in which the automobile accident happened');
  if (accidentDate !== undefined && relatedCauses.length === 0)
    missing.add(['relatedCauses'], 'cause of the accident: AA automobile, EM employment, OA other');
  if (subscriber?.filingIndicator === 'WC' && !relatedCauses.includes('EM'))
    missing.add(['relatedCauses'], 'cause: a claim to workers’ compensation is related to employment (EM)');
}

function checkPatientPaid({ patientPaid }: BuildInput, missing: MissingFacts): void {
  const cents = patientPaid === undefined ? 0 : parseAmount(patientPaid);
  if (cents === undefined || cents < 0) missing.add(['patientPaid'], 'what the patient paid: an amount not below zero is expected');
}

/** Facts that belong to one claim cannot be divided here. */
function checkSplit(input: BuildInput, claims: number, missing: MissingFacts): void {
  if (input.originalClaimNumber !== undefined)
    missing.add(
      ['originalClaimNumber'],
      `payer’s number of each of the ${claims} claims that these services need: correct them one by one`,
    );
  if (input.patientPaid !== undefined)
    missing.add(['patientPaid'], `what the patient paid on each of the ${claims} claims that these services need: build them one by one`);
  if (input.otherPayers?.length)
    missing.add(
      ['otherPayers'],
      `what other payers decided on each of the ${claims} claims that these services need: build them one by one`,
    );
  if (`${input.id}-${claims}`.length > 20)
    missing.add(['id'], `number of the claim: with a number for each of ${claims} claims it has more than 20 characters`);
}

/** A total that was given must be the sum of the lines. */
export function checkTotal(input: BuildInput, total: number | undefined, missing: MissingFacts): void {
  if (input.charge === undefined || total === undefined) return;
  const given = parseAmount(input.charge);
  if (given !== total) missing.add(['charge'], `total charge: the lines add up to ${formatCents(total)}, and ${input.charge} is given`);
}

/** First and last day of the lines. */
function periodOf(services: readonly ServiceLine[]): Pick<Claim, 'date' | 'dateTo'> {
  const from = services.flatMap(({ date }) => (date === undefined ? [] : [date])).sort()[0];
  const to = services
    .flatMap(({ date, dateTo = date }) => (dateTo === undefined ? [] : [dateTo]))
    .sort()
    .at(-1);
  if (from === undefined || to === undefined) return {};
  return to === from ? { date: from } : { date: from, dateTo: to };
}

/** Codes of external causes (V00–Y99) explain a diagnosis and are never the first (ICD-10-CM guidelines, section I.C.20). */
export function isExternalCause(bare: string): boolean {
  return /^[V-Y]/.test(bare);
}
