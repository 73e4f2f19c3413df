import type { X12Finding } from './finding.js';

/** A rule on the form of an interchange: SNIP 1 (syntax of the standard) or 2 (implementation guide). `{name}` stands for a parameter. */
export interface StructureRule {
  readonly snip: 1 | 2 | 4;
  readonly severity: X12Finding['severity'];
  /** What is wrong. */
  readonly what: string;
  readonly why: string;
  readonly todo: string;
  /** How a 999 says it: segment error code of IK304, or data element error code of IK403 (IK304 is then 8). */
  readonly ik304?: string;
  readonly ik403?: string;
}

const STANDARD = 'the 005010 standard (X12.6)';
const GUIDE = 'the implementation guide of the transaction';

/** Every rule on structure by its permanent id. */
export const STRUCTURE_RULES = {
  'segment-unknown': {
    snip: 1,
    severity: 'error',
    what: 'There is no segment {tag}.',
    why: `Segment names are those of ${STANDARD}.`,
    todo: 'Correct the first characters of the segment, or take it out.',
    ik304: '1',
  },
  'segment-empty': {
    snip: 1,
    severity: 'error',
    what: 'The segment {tag} ({name}) has no data.',
    why: `A segment has at least one element that is filled in ${STANDARD}.`,
    todo: 'Fill in the segment or leave it out.',
    ik304: '8',
  },
  'trailing-delimiter': {
    snip: 1,
    severity: 'error',
    what: '{count} separators too many at the end.',
    why: `Empty elements at the end of a segment, and components at the end of an element, are not written in ${STANDARD}.`,
    todo: 'Take out the separators after the last value.',
    ik403: '3',
  },
  'too-many-elements': {
    snip: 1,
    severity: 'error',
    what: 'The segment {tag} has at most {most} elements.',
    why: `The number of elements of a segment is fixed in ${STANDARD}.`,
    todo: 'Look for a separator inside a value, or take out what is too much.',
    ik403: '3',
  },
  'too-many-components': {
    snip: 1,
    severity: 'error',
    what: '{element} has at most {most} components.',
    why: `The number of components of an element is fixed in ${STANDARD}.`,
    todo: 'Look for a component separator inside a value, or take out what is too much.',
    ik403: '13',
  },
  'too-many-repetitions': {
    snip: 1,
    severity: 'error',
    what: '{element} is given {count} times; {most} allowed.',
    why: 'The guide says how often an element may repeat.',
    todo: 'Look for a repetition separator inside a value, or take out what is too much.',
    ik403: '12',
  },
  'mandatory-element-missing': {
    snip: 1,
    severity: 'error',
    what: '{element} is empty.',
    why: `The element is mandatory in ${STANDARD}.`,
    todo: 'Fill it in.',
    ik403: '1',
  },
  'conditional-element-missing': {
    snip: 1,
    severity: 'error',
    what: '{element} is empty.',
    why: `Condition {condition} of the segment ties it to {with} in ${STANDARD}.`,
    todo: 'Fill it in, or take out what it belongs to.',
    ik403: '2',
  },
  'elements-exclude-each-other': {
    snip: 1,
    severity: 'error',
    what: '{element} stands beside {with}.',
    why: `Only one of them may be filled in by ${STANDARD}.`,
    todo: 'Take one of them out.',
    ik403: '10',
  },
  'element-too-long': {
    snip: 1,
    severity: 'error',
    what: '{element} has {length} characters; at most {most}.',
    why: `Lengths are those of ${STANDARD}; sign and decimal point do not count.`,
    todo: 'Shorten the value.',
    ik403: '5',
  },
  'element-too-short': {
    snip: 1,
    severity: 'error',
    what: '{element} has {length} characters; at least {least}.',
    why: `Lengths are those of ${STANDARD}; sign and decimal point do not count.`,
    todo: 'Enter the whole value.',
    ik403: '4',
  },
  'element-blank': {
    snip: 1,
    severity: 'error',
    what: '{element} holds blanks only.',
    why: `A value has at least one character that is not a blank in ${STANDARD}.`,
    todo: 'Enter a value, or leave the element empty.',
    ik403: '6',
  },
  'element-padded': {
    snip: 1,
    severity: 'warning',
    what: '{element} begins or ends with a blank.',
    why: `Blanks around a value are not written unless the shortest length asks for them (${STANDARD}).`,
    todo: 'Take out the blanks.',
    ik403: '6',
  },
  'control-character': {
    snip: 1,
    severity: 'error',
    what: '{element} holds a control character, such as a line end or a tab.',
    why: `Control characters are no data in ${STANDARD}.`,
    todo: 'Take it out.',
    ik403: '6',
  },
  'character-outside-set': {
    snip: 1,
    severity: 'error',
    what: '{element} holds a character outside the basic and extended character sets.',
    why: 'The guides allow these two sets only (section B.1.1.2).',
    todo: 'Write the value without accents and signs of other alphabets.',
    ik403: '6',
  },
  'number-invalid': {
    snip: 1,
    severity: 'error',
    what: '{element} is not a number: {value}.',
    why: `Numbers are digits, with a minus sign before them and, where decimals are allowed, one point (${STANDARD}).`,
    todo: 'Enter the number without currency signs, commas and letters.',
    ik403: '6',
  },
  'date-invalid': {
    snip: 1,
    severity: 'error',
    what: '{element} is no day of the calendar: {value}.',
    why: 'Days are written CCYYMMDD.',
    todo: 'Correct the date.',
    ik403: '8',
  },
  'time-invalid': {
    snip: 1,
    severity: 'error',
    what: '{element} is no time of day: {value}.',
    why: 'Times are written HHMM, on a clock of 24 hours.',
    todo: 'Correct the time.',
    ik403: '9',
  },
  'segment-missing': {
    snip: 2,
    severity: 'error',
    what: '{tag} ({name}) is missing.',
    why: `The segment is required in loop {loop} by ${GUIDE}.`,
    todo: 'Add it.',
    ik304: '3',
  },
  'loop-missing': {
    snip: 2,
    severity: 'error',
    what: 'Loop {loop} ({name}) is missing.',
    why: `The loop is required by ${GUIDE}.`,
    todo: 'Add the loop, beginning with {tag}.',
    ik304: 'I7',
  },
  'segment-not-allowed': {
    snip: 2,
    severity: 'error',
    what: '{tag} does not belong in loop {loop}.',
    why: `What a loop holds is laid down in ${GUIDE}.`,
    todo: 'Move it to the loop it belongs to, or take it out.',
    ik304: '2',
  },
  'segment-out-of-order': {
    snip: 2,
    severity: 'error',
    what: '{tag} ({name}) comes too late in loop {loop}.',
    why: `The order of segments is laid down in ${GUIDE}.`,
    todo: 'Move it before the segments that come after it in the guide.',
    ik304: '7',
  },
  'segment-repeated': {
    snip: 2,
    severity: 'error',
    what: '{tag} ({name}) stands more than {most} times in loop {loop}.',
    why: `How often a segment may repeat is laid down in ${GUIDE}.`,
    todo: 'Keep {most}.',
    ik304: '5',
  },
  'loop-repeated': {
    snip: 2,
    severity: 'error',
    what: 'Loop {loop} ({name}) stands more than {most} times.',
    why: `How often a loop may repeat is laid down in ${GUIDE}.`,
    todo: 'Keep {most}; split the claim where there are too many lines.',
    ik304: '4',
  },
  'element-missing': {
    snip: 2,
    severity: 'error',
    what: '{element} is empty.',
    why: `The element is required in loop {loop} by ${GUIDE}.`,
    todo: 'Fill it in.',
    ik403: '1',
  },
  'dependent-element-missing': {
    snip: 4,
    severity: 'error',
    what: '{element} is empty.',
    why: `It is required when {when} is {value} by ${GUIDE}.`,
    todo: 'Fill it in.',
    ik403: 'I9',
  },
  'element-not-used': {
    snip: 2,
    severity: 'error',
    what: '{element} is filled in.',
    why: `The element is not used in loop {loop} by ${GUIDE}.`,
    todo: 'Leave it empty.',
    ik403: 'I10',
  },
  'code-not-allowed': {
    snip: 2,
    severity: 'error',
    what: '{element} is {value}.',
    why: `Allowed here by ${GUIDE}: {allowed}.`,
    todo: 'Use one of these codes.',
    ik403: 'I6',
  },
  'date-not-in-format': {
    snip: 2,
    severity: 'error',
    what: '{element} is {value}, but its format is said to be {format}.',
    why: 'D8 is CCYYMMDD, RD8 is CCYYMMDD-CCYYMMDD, DT is CCYYMMDDHHMM, TM is HHMM.',
    todo: 'Write the date as the format says, or name the format that was used.',
    ik403: 'I12',
  },
  'amount-fraction-of-cent': {
    snip: 2,
    severity: 'error',
    what: '{element} has more than two decimals: {value}.',
    why: `Amounts are in dollars and cents by ${GUIDE}.`,
    todo: 'Round the amount to cents.',
    ik403: '6',
  },
  'amount-too-large': {
    snip: 2,
    severity: 'error',
    what: '{element} has more than ten digits with its cents: {value}.',
    why: 'Amounts on claims have at most ten digits, cents included (guides, section B.1.1.3.1.2).',
    todo: 'Correct the amount.',
    ik403: '5',
  },
  'hl-number': {
    snip: 2,
    severity: 'error',
    what: 'The level has number {value}; {expected} is next.',
    why: 'HL01 counts the levels of a transaction from 1 without gaps.',
    todo: 'Number the levels anew.',
    ik403: '7',
  },
  'hl-parent': {
    snip: 2,
    severity: 'error',
    what: 'The level is said to belong to {value}; it stands below {expected}.',
    why: 'HL02 is the number of the level above, which stands before it.',
    todo: 'Correct HL02, or move the level below the one it belongs to.',
    ik403: '7',
  },
  'hl-child': {
    snip: 2,
    severity: 'error',
    what: 'HL04 is {value}, but the level {has}.',
    why: 'HL04 is 1 when levels below follow, 0 when none does.',
    todo: 'Correct HL04, or add the level that is missing.',
    ik403: '7',
  },
  'line-number': {
    snip: 2,
    severity: 'error',
    what: 'The service line has number {value}; {expected} is next.',
    why: 'LX01 counts the lines of a claim from 1 without gaps.',
    todo: 'Number the lines of the claim anew.',
    ik403: '7',
  },
} as const satisfies Readonly<Record<string, StructureRule>>;

export type StructureRuleId = keyof typeof STRUCTURE_RULES;

/** The rule of this id, when it is one on structure. */
export function structureRule(id: string): StructureRule | undefined {
  return Object.hasOwn(STRUCTURE_RULES, id) ? STRUCTURE_RULES[id as StructureRuleId] : undefined;
}
