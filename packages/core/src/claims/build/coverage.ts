import type { Claim, ClaimPatient, OtherPayer, Party, Subscriber } from '../../model/claim.js';
import { formatCents, parseAmount } from '../../model/money.js';
import type { BuildInput } from './input.js';
import type { MissingFacts } from './missing.js';
import { checkAddress, checkName, needsId, wireParty } from './parties.js';

/** Order in which payers are responsible (SBR01). */
const ORDER = 'PSTABCDEFGH';

/** Whose policy it is, who pays, and who the patient is. */
export interface Coverage {
  readonly subscriber: Subscriber;
  readonly payer: Party;
  readonly patient: ClaimPatient;
}

/** Settles subscriber, payer and patient. What it returns is only whole when nothing was missing. */
export function coverageOf(input: BuildInput, missing: MissingFacts): Coverage {
  const given = input.subscriber;
  const relationship = input.patient?.relationship ?? given?.relationship;
  const self = relationship === undefined ? false : relationship === '18';
  if (relationship === undefined)
    missing.add(['patient', 'relationship'], 'relation of the patient to the subscriber: 18 self, 01 spouse, 19 child …');
  const responsibility = given?.responsibility ?? (input.otherPayers?.length ? undefined : 'P');
  missing.needs(responsibility, ['subscriber', 'responsibility'], 'whether this payer is first (P), second (S) or third (T)');
  missing.needs(given?.filingIndicator, ['subscriber', 'filingIndicator'], 'kind of payer (claim filing indicator: MB, CI, BL …)');
  const named = self ? { ...input.patient?.party, ...given?.party } : given?.party;
  const party: Party = wireParty({ type: 'person', ...named });
  checkName(party, ['subscriber', 'party'], 'subscriber', missing);
  needsId(party, ['subscriber', 'party'], 'subscriber’s member number', missing);
  const subscriber: Subscriber = { ...given, responsibility: responsibility ?? '', party };
  delete subscriber.relationship;
  const payer: Party = wireParty({ ...input.payer, type: 'organization' });
  checkName(payer, ['payer'], 'payer', missing);
  if (payer.address) checkAddress(payer.address, ['payer'], 'payer', missing);
  needsId(payer, ['payer'], 'payer’s number (electronic payer id)', missing);
  if (!self) {
    if (party.address) checkAddress(party.address, ['subscriber', 'party'], 'subscriber', missing);
    delete subscriber.birthDate;
    delete subscriber.sex;
    return { subscriber: withBirth(subscriber, given), payer, patient: dependentOf(input, given, missing) };
  }
  subscriber.relationship = '18';
  const birthDate = given?.birthDate ?? input.patient?.birthDate;
  const sex = given?.sex ?? input.patient?.sex;
  missing.needs(birthDate, ['patient', 'birthDate'], 'patient’s birth date');
  missing.needs(sex, ['patient', 'sex'], 'patient’s sex: M, F or U');
  checkAddress(party.address, ['subscriber', 'party'], 'subscriber', missing);
  if (birthDate !== undefined) subscriber.birthDate = birthDate;
  if (sex !== undefined) subscriber.sex = sex;
  return { subscriber, payer, patient: { ...patientFacts(input, birthDate, sex), relationship: '18', party } };
}

/** A subscriber who is not the patient may have birth date and sex, both or none. */
function withBirth(subscriber: Subscriber, given: Subscriber | undefined): Subscriber {
  return given?.birthDate !== undefined && given.sex !== undefined
    ? { ...subscriber, birthDate: given.birthDate, sex: given.sex }
    : subscriber;
}

function dependentOf(input: BuildInput, given: Subscriber | undefined, missing: MissingFacts): ClaimPatient {
  const { relationship, birthDate, sex } = input.patient ?? {};
  const party: Party = wireParty({ ...input.patient?.party, type: 'person' });
  if (/^M[AB]$/.test(given?.filingIndicator ?? ''))
    missing.add(
      ['patient', 'relationship'],
      'relation of the patient to the subscriber: Medicare knows nobody but the patient as subscriber (18)',
    );
  checkName(party, ['patient', 'party'], 'patient', missing);
  checkAddress(party.address, ['patient', 'party'], 'patient', missing);
  missing.needs(birthDate, ['patient', 'birthDate'], 'patient’s birth date');
  missing.needs(sex, ['patient', 'sex'], 'patient’s sex: M, F or U');
  const own = relationship ?? given?.relationship;
  return { ...patientFacts(input, birthDate, sex), ...(own === undefined ? {} : { relationship: own }), party };
}

function patientFacts(input: BuildInput, birthDate: string | undefined, sex: string | undefined): ClaimPatient {
  const { deathDate, weight, pregnant } = input.patient ?? {};
  const patient: ClaimPatient = {};
  if (birthDate !== undefined) patient.birthDate = birthDate;
  if (sex === 'M' || sex === 'F' || sex === 'U') patient.sex = sex;
  if (deathDate !== undefined) patient.deathDate = deathDate;
  if (weight !== undefined) patient.weight = weight;
  if (pregnant !== undefined) patient.pregnant = pregnant;
  return patient;
}

/** Asks of each other payer for its policy and, when it comes before this one, for what it decided; what it decided must add up. */
export function checkOtherPayers(claim: Pick<Claim, 'otherPayers' | 'subscriber' | 'services' | 'charge'>, missing: MissingFacts): void {
  const { otherPayers = [], subscriber } = claim;
  const own = subscriber?.responsibility ?? '';
  const seen = new Set([own]);
  if (own !== 'P' && own !== 'U' && own !== '' && !otherPayers.some(({ subscriber: { responsibility } }) => isBefore(responsibility, own)))
    missing.add(['otherPayers'], 'payer that comes before this one, and what it decided');
  const known = new Set(otherPayers.map(({ payer }) => payer?.id?.value));
  for (const [n, { adjudications = [] }] of claim.services.entries())
    for (const { payer } of adjudications)
      if (!known.has(payer))
        missing.add(['services', n, 'adjudications'], `who decided line ${n + 1}: ${payer} is the number of no other payer of the claim`);
  for (const [i, other] of otherPayers.entries()) {
    const path = ['otherPayers', i] as const;
    const who = other.payer?.name ?? `other payer ${i + 1}`;
    const policy = other.subscriber;
    if (seen.has(policy.responsibility))
      missing.add(
        [...path, 'subscriber', 'responsibility'],
        `whether ${who} is first, second or third: another payer has ${policy.responsibility} already`,
      );
    seen.add(policy.responsibility);
    missing.needs(policy.relationship, [...path, 'subscriber', 'relationship'], `relation of the patient to the subscriber of ${who}`);
    const party: Party = { type: 'person', ...policy.party };
    checkName(party, [...path, 'subscriber', 'party'], `subscriber of ${who}`, missing);
    if (party.address) checkAddress(party.address, [...path, 'subscriber', 'party'], `subscriber of ${who}`, missing);
    needsId(party, [...path, 'subscriber', 'party'], `member number at ${who}`, missing);
    const payer: Party = { ...other.payer, type: 'organization' };
    checkName(payer, [...path, 'payer'], `other payer ${i + 1}`, missing);
    if (payer.address) checkAddress(payer.address, [...path, 'payer'], who, missing);
    needsId(payer, [...path, 'payer'], `number of ${who}`, missing);
    missing.needs(other.assignment, [...path, 'assignment'], `whether benefits of ${who} are assigned: Y, N or W`);
    missing.needs(other.release, [...path, 'release'], `whether ${who} may be given information: Y or I`);
    if (isBefore(policy.responsibility, own)) checkDecision(claim, other, i, who, missing);
  }
}

function isBefore(a: string, b: string): boolean {
  return ORDER.includes(a) && ORDER.includes(b) && ORDER.indexOf(a) < ORDER.indexOf(b);
}

function checkDecision(claim: Pick<Claim, 'services' | 'charge'>, other: OtherPayer, i: number, who: string, missing: MissingFacts): void {
  const path = ['otherPayers', i] as const;
  const number = other.payer?.id?.value;
  const paid = missing.needs(other.paid, [...path, 'paid'], `what ${who} paid on the claim`) ? parseAmount(other.paid) : undefined;
  const lines = claim.services.map((line) => line.adjudications?.filter(({ payer }) => payer === number) ?? []);
  if (lines.every((answers) => answers.length === 0)) {
    missing.needs(other.paidOn, [...path, 'paidOn'], `day on which ${who} decided the claim`);
    const charge = parseAmount(claim.charge ?? '');
    if (paid !== undefined && charge !== undefined && paid + adjusted(other.adjustments) !== charge)
      missing.add(
        [...path, 'adjustments'],
        `adjustments of ${who}: ${formatCents(paid)} paid and ${formatCents(adjusted(other.adjustments))} adjusted are not the charge of ${formatCents(charge)}`,
      );
    return;
  }
  let linesPaid = 0;
  for (const [n, answers] of lines.entries()) {
    const at = ['services', n, 'adjudications'] as const;
    const charge = parseAmount(claim.services[n]?.charge ?? '');
    const sum = answers.reduce((total, answer) => total + (parseAmount(answer.paid) ?? 0) + adjusted(answer.adjustments), 0);
    linesPaid += answers.reduce((total, answer) => total + (parseAmount(answer.paid) ?? 0), 0);
    if (answers.length > 0 && charge !== undefined && sum !== charge)
      missing.add(
        at,
        `what ${who} decided on line ${n + 1}: paid and adjusted are ${formatCents(sum)}, the charge is ${formatCents(charge)}`,
      );
    for (const { paidOn, units, code, revenueCode } of answers) {
      missing.needs(paidOn, [...at, 'paidOn'], `day on which ${who} decided line ${n + 1}`);
      if (units === undefined) missing.add([...at, 'units'], `units that ${who} paid on line ${n + 1}`);
      missing.needs(code ?? revenueCode, [...at, 'code'], `procedure that ${who} decided on line ${n + 1}`);
    }
  }
  const expected = linesPaid - adjusted(other.adjustments);
  if (paid !== undefined && paid !== expected)
    missing.add(
      [...path, 'paid'],
      `what ${who} paid on the claim: its payments of lines less its adjustments of the claim are ${formatCents(expected)}`,
    );
}

function adjusted(adjustments: OtherPayer['adjustments']): number {
  return adjustments.reduce((total, { amount }) => total + (parseAmount(amount) ?? 0), 0);
}
