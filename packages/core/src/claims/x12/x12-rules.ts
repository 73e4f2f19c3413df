import { structureRule } from './structure-rules.js';

/** What a rule on X12 says: in our own words, `{name}` stands for a parameter of the finding. */
export interface X12RuleWords {
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

const ENVELOPE_WHY = 'Headers and trailers of interchange, group and transaction set belong together (X12.5, appendix C of the guides).';

/** Faults of the envelope. */
const ENVELOPE_RULES: Readonly<Record<string, X12RuleWords>> = {
  'interchange-header-missing': { what: 'The interchange has no header.', why: ENVELOPE_WHY, todo: 'Begin the file with an ISA segment.' },
  'interchange-trailer-missing': {
    what: 'The interchange has no trailer.',
    why: ENVELOPE_WHY,
    todo: 'End it with IEA; the file may have been cut off: send it again.',
  },
  'interchange-control-number': {
    what: 'The trailer of the interchange has control number {found}; its header has {expected}.',
    why: ENVELOPE_WHY,
    todo: 'Write the number of ISA13 in IEA02.',
  },
  'group-count': {
    what: 'The interchange counts {found} groups; it has {expected}.',
    why: ENVELOPE_WHY,
    todo: 'Correct IEA01; look for a group that was lost.',
  },
  'group-header-missing': { what: 'The group has no header.', why: ENVELOPE_WHY, todo: 'Begin it with a GS segment.' },
  'group-trailer-missing': { what: 'The group has no trailer.', why: ENVELOPE_WHY, todo: 'End it with GE.' },
  'group-control-number': {
    what: 'The trailer of the group has control number {found}; its header has {expected}.',
    why: ENVELOPE_WHY,
    todo: 'Write the number of GS06 in GE02.',
  },
  'transaction-count': {
    what: 'The group counts {found} transaction sets; it has {expected}.',
    why: ENVELOPE_WHY,
    todo: 'Correct GE01; look for a transaction set that was lost.',
  },
  'transaction-header-missing': { what: 'The transaction set has no header.', why: ENVELOPE_WHY, todo: 'Begin it with an ST segment.' },
  'transaction-trailer-missing': {
    what: 'The transaction set has no trailer.',
    why: ENVELOPE_WHY,
    todo: 'End it with SE; the file may have been cut off: send it again.',
  },
  'transaction-control-number': {
    what: 'The trailer of the transaction set has control number {found}; its header has {expected}.',
    why: ENVELOPE_WHY,
    todo: 'Write the number of ST02 in SE02.',
  },
  'segment-count': {
    what: 'The transaction set counts {found} segments; it has {expected}.',
    why: ENVELOPE_WHY,
    todo: 'Correct SE01; look for a segment that was lost.',
  },
};

/** The words of a rule, undefined for an id that is none. */
export function x12RuleWords(id: string): X12RuleWords | undefined {
  return structureRule(id) ?? (Object.hasOwn(ENVELOPE_RULES, id) ? ENVELOPE_RULES[id] : undefined);
}
