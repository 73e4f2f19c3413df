import { BALANCE_RULES } from './remittance-balances.js';
import { CLAIM_RULES } from './rules/rules.js';
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
  'envelope-element-missing': { what: '{element} is empty.', why: ENVELOPE_WHY, todo: 'Fill it in.' },
  'envelope-element-length': {
    what: '{element} has {length} characters; {least} to {most} are needed.',
    why: ENVELOPE_WHY,
    todo: 'Write the element in its width: texts of an ISA are filled up with blanks, numbers with zeros.',
  },
  'envelope-date': { what: '{element} is no day of the calendar: {found}.', why: ENVELOPE_WHY, todo: 'Correct the date.' },
  'envelope-time': { what: '{element} is no time of day: {found}.', why: ENVELOPE_WHY, todo: 'Correct the time (HHMM).' },
  'envelope-element-code': { what: '{element} is {found}, which is not allowed.', why: ENVELOPE_WHY, todo: 'Use a code of the guide.' },
  'envelope-element-unexpected': { what: '{element} is too much.', why: ENVELOPE_WHY, todo: 'Take it out.' },
  'duplicate-interchange-control-number': {
    what: 'Control number {found} stands on an interchange before.',
    why: 'The same sender numbers each interchange to a receiver anew.',
    todo: 'Give the interchange a number of its own, or take the copy out.',
  },
  'duplicate-group-control-number': {
    what: 'Control number {found} stands on a group before.',
    why: 'Groups of an interchange have different numbers.',
    todo: 'Give the group a number of its own, or take the copy out.',
  },
  'duplicate-transaction-control-number': {
    what: 'Control number {found} stands on a transaction set before.',
    why: 'Transaction sets of a group have different numbers.',
    todo: 'Give the transaction set a number of its own, or take the copy out.',
  },
  'implementation-version': {
    what: 'ST03 is {found}; the group is {expected}.',
    why: 'ST03 repeats the version of the guide in GS08.',
    todo: 'Write the same version in both.',
  },
  'functional-identifier': {
    what: 'GS01 is {found}; a group of {transaction} is {expected}.',
    why: 'GS01 names the kind of transaction sets in the group.',
    todo: 'Correct GS01.',
  },
  'transaction-set-of-version': {
    what: 'ST01 is {found}; the version is one of {expected}.',
    why: 'GS08 and ST03 name the guide, and each guide is of one transaction set.',
    todo: 'Correct ST01, or the version.',
  },
  'segment-terminator-missing': {
    what: 'The segment does not end.',
    why: ENVELOPE_WHY,
    todo: 'End it with the segment terminator; the file may have been cut off: send it again.',
  },
  'text-outside-segments': {
    what: 'There is text between the segments that belongs to none.',
    why: ENVELOPE_WHY,
    todo: 'Take it out.',
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

const claimRules = new Map<string, X12RuleWords>([...CLAIM_RULES, ...Object.values(BALANCE_RULES)].map((rule) => [rule.id, rule]));

/** The words of a rule, undefined for an id that is none. */
export function x12RuleWords(id: string): X12RuleWords | undefined {
  return structureRule(id) ?? claimRules.get(id) ?? (Object.hasOwn(ENVELOPE_RULES, id) ? ENVELOPE_RULES[id] : undefined);
}
