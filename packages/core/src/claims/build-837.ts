import type { Claim, Party } from '../model/claim.js';
import { parseDay } from '../model/date.js';
import type { BuildInput } from './build/input.js';
import { type MissingFact, MissingFacts } from './build/missing.js';
import { checkContact, checkName, needsId, wireParty } from './build/parties.js';
import { type BuiltClaims, buildClaims } from './build.js';
import { envelopeOf, wholeEnvelope } from './x12/envelope.js';
import { segmentsOf } from './x12/tokenizer.js';
import { X12Validator } from './x12/validate.js';
import { writeClaims } from './x12/write-837.js';
import { USUAL_DELIMITERS } from './x12/writer.js';
import { x12RuleWords } from './x12/x12-rules.js';

/** Whole claims as an 837 interchange. */
export interface Built837 extends BuiltClaims {
  readonly text: string;
}

export type Build837Result = Built837 | { readonly missing: readonly MissingFact[] };

/** Characters that no value of the interchange may have: those that divide it, and controls. */
const DIVIDING = new RegExp(
  `[${Object.values(USUAL_DELIMITERS)
    .map((one: string) => `\\${one}`)
    .join('')}\\u0000-\\u001f\\u007f]`,
);

/**
 * Makes an 837 of an encounter with billing facts, professional (005010X222A1) or institutional (005010X223A2): either the whole
 * interchange, or the list of everything that is missing – of the claim, of submitter and receiver, of the envelope.
 */
export function build837(input: BuildInput, form: Claim['form']): Build837Result {
  const missing = new MissingFacts();
  const built = buildClaims(input, form);
  if ('missing' in built) missing.list.push(...built.missing);
  const submitter: Party = { type: 'organization', ...input.submitter };
  checkName(submitter, ['submitter'], 'submitter', missing);
  needsId(submitter, ['submitter'], 'number of the submitter at the receiver (electronic transmitter id)', missing);
  checkContact(submitter, ['submitter'], 'submitter', missing);
  const receiver: Party = { type: 'organization', ...input.receiver };
  checkName(receiver, ['receiver'], 'receiver', missing);
  needsId(receiver, ['receiver'], 'number of the receiver', missing);
  const envelope = wholeEnvelope(input.envelope, missing);
  if ('missing' in built || !envelope) return { missing: missing.list };
  const claims = built.claims.map(
    (claim): Claim => ({ ...claim, submitter: numbered(submitter), receiver: withoutContacts(numbered(receiver)) }),
  );
  for (const claim of claims) {
    checkWritten(claim, envelope.date, missing);
    checkCharacters(claim, [], missing);
  }
  if (missing.list.length > 0) return { missing: missing.list };
  const text = writeClaims(claims, () => envelopeOf(envelope, form));
  checkStructure(text, missing);
  return missing.list.length > 0 ? { missing: missing.list } : { ...built, claims, text };
}

/** Submitter and receiver as the header has room for them: name, electronic transmitter number (NM108 46), and whom to call. */
function numbered({ type, name, first, id, contacts }: Party): Party {
  const party: Party = { type, id: { qualifier: '46', value: id?.value ?? '' } };
  if (name !== undefined) party.name = name;
  if (first !== undefined) party.first = first;
  if (contacts) party.contacts = contacts;
  return wireParty(party);
}

/** What the implementation guide has against the written claim although nothing above asked for it: an element that is too long, say. */
function checkStructure(text: string, missing: MissingFacts): void {
  const validator = new X12Validator({
    onFinding: ({ severity, rule, element, tag, loop, params }) => {
      if (severity !== 'error') return;
      const what = x12RuleWords(rule)?.what.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')) ?? rule;
      missing.add([], `${element ?? tag} of loop ${loop ?? '–'}: ${what}`);
    },
  });
  for (const segment of segmentsOf(text)) validator.read(segment);
  validator.end();
}

function withoutContacts({ contacts: _, ...party }: Party): Party {
  return party;
}

/** Nothing is billed before it was done. */
function checkWritten({ services, dateTo, date }: Claim, written: string, missing: MissingFacts): void {
  const on = parseDay(written);
  if (on === undefined) return;
  for (const [i, { date: from, dateTo: to = from }] of services.entries())
    if ((parseDay(to ?? '') ?? on) > on)
      missing.add(['services', i, 'date'], `date of service of line ${i + 1}: it lies after the day of writing`);
  if (services.every(({ date: own }) => own === undefined) && (parseDay(dateTo ?? date ?? '') ?? on) > on)
    missing.add(['dateTo'], 'last day of the statement period: it lies after the day of writing');
}

function checkCharacters(value: unknown, path: readonly (string | number)[], missing: MissingFacts): void {
  if (typeof value === 'string') {
    const found = DIVIDING.exec(value);
    if (!found) return;
    const shown = /[ -~]/.test(found[0]) ? found[0] : 'of control';
    missing.add(
      path,
      `${path.filter((part) => typeof part === 'string').join(' ')}: the character ${shown} divides an X12 file and cannot stand in it`,
    );
  } else if (Array.isArray(value)) for (const [i, item] of value.entries()) checkCharacters(item, [...path, i], missing);
  else if (typeof value === 'object' && value !== null)
    for (const [name, own] of Object.entries(value)) checkCharacters(own, [...path, name], missing);
}
