import type { ServiceDraft } from '../service-draft.js';
import type { Claim, ModifierRule } from './modifier.js';

const FINGERS = ['thumb', 'index', 'middle', 'ring', 'little'] as const;
const FINGER_NAMES: Readonly<Record<string, number>> = {
  thumb: 0,
  index: 1,
  second: 1,
  '2nd': 1,
  pointer: 1,
  middle: 2,
  long: 2,
  third: 2,
  '3rd': 2,
  ring: 3,
  fourth: 3,
  '4th': 3,
  little: 4,
  small: 4,
  pinky: 4,
  fifth: 4,
  '5th': 4,
};
const TOE_NAMES: Readonly<Record<string, number>> = {
  great: 0,
  big: 0,
  first: 0,
  '1st': 0,
  hallux: 0,
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  '4th': 3,
  fifth: 4,
  '5th': 4,
  little: 4,
  small: 4,
};

/** FA F1–F4 left hand, F5–F9 right hand; TA T1–T4 left foot, T5–T9 right foot (HCPCS level II modifiers). */
export function digitModifier(text: string, side: 'right' | 'left' | undefined): string | undefined {
  if (side === undefined) return undefined;
  const toe = /\b(?:toe|toes|toenail|hallux)\b/i.test(text);
  const named = (
    toe
      ? /\b(great|big|1st|first|2nd|second|3rd|third|4th|fourth|5th|fifth|little|small)\s+(?:toe|toenail)|\b(hallux)/i
      : /\b(thumb)\b|\b(index|pointer|middle|long|ring|little|small|pinky|2nd|second|3rd|third|4th|fourth|5th|fifth)\s+(?:finger|digit|trigger)/i
  ).exec(text);
  const word = (named?.[1] ?? named?.[2])?.toLowerCase();
  if (word === undefined) return undefined;
  const number = (toe ? TOE_NAMES : FINGER_NAMES)[word];
  if (number === undefined || number >= FINGERS.length) return undefined;
  const letter = toe ? 'T' : 'F';
  if (side === 'right') return `${letter}${number + 5}`;
  return number === 0 ? `${letter}A` : `${letter}${number}`;
}

const NAMED_DIGITS =
  /\b(?:great|big|1st|first|2nd|second|3rd|third|4th|fourth|5th|fifth|little|small) (?:toe|toenail)|\bhallux|\bthumb|\b(?:index|pointer|middle|long|ring|little|small|pinky|2nd|second|3rd|third|4th|fourth|5th|fifth) (?:finger|digit|trigger)/gi;

function digitOf(draft: ServiceDraft, { context }: Claim): string | undefined {
  if (!draft.row?.traits.has('digit') || draft.sides?.length !== 1) return undefined;
  const side = draft.sides[0] as 'right' | 'left';
  for (const { text } of draft.evidence) {
    const found = digitModifier(text, side);
    if (found) return found;
  }
  // The digit may be named once, where the complaint is told.
  const named = new Set([...context.note.text.matchAll(NAMED_DIGITS)].map(([words]) => digitModifier(words, side)));
  return named.size === 1 ? [...named][0] : undefined;
}

const DIGITS = [
  'FA',
  'F1',
  'F2',
  'F3',
  'F4',
  'F5',
  'F6',
  'F7',
  'F8',
  'F9',
  'TA',
  'T1',
  'T2',
  'T3',
  'T4',
  'T5',
  'T6',
  'T7',
  'T8',
  'T9',
] as const;

/** The coronary artery an intervention was on (HCPCS level II modifiers; NCCI Policy Manual, chapter XI). */
const CORONARY_INTERVENTION = /^929(?:2[0-9]|3[0-8]|4[1-4])$/;
const CORONARY_ARTERIES: readonly { readonly modifier: string; readonly said: RegExp }[] = [
  { modifier: 'LM', said: /\bleft main\b/i },
  { modifier: 'LD', said: /\b(?:lad|left anterior descending)\b/i },
  { modifier: 'LC', said: /\b(?:lcx|circumflex|cx|obtuse marginal)\b/i },
  { modifier: 'RC', said: /\b(?:rca|right coronary)\b/i },
  { modifier: 'RI', said: /\bramus\b/i },
];

/** What first tells of the service and of an artery; a title names the service alone. */
function arteryLine({ evidence }: ServiceDraft): string {
  return evidence.find(({ text }) => CORONARY_ARTERIES.some(({ said }) => said.test(text)))?.text ?? '';
}

/** 50 for both sides where the code has one side; else the side or the digit. */
export const SIDES_AND_DIGITS: readonly ModifierRule[] = [
  {
    modifier: '50',
    source: 'CPT Appendix A; Medicare Physician Fee Schedule, bilateral indicator',
    when: (draft) => (draft.row?.traits.has('both') && draft.sides?.length === 2 ? 'both sides' : undefined),
  },
  ...(['RT', 'LT'] as const).map(
    (modifier): ModifierRule => ({
      modifier,
      source: 'HCPCS level II modifiers',
      when: (draft, claim) => {
        const side = modifier === 'RT' ? 'right' : 'left';
        if (
          !(draft.row?.traits.has('sided') || draft.row?.traits.has('digit')) ||
          !draft.sides?.includes(side) ||
          digitOf(draft, claim) !== undefined
        )
          return undefined;
        return draft.sides.length === 1 || !draft.row.traits.has('both') ? `${side} side` : undefined;
      },
    }),
  ),
  ...CORONARY_ARTERIES.map(
    ({ modifier, said }): ModifierRule => ({
      modifier,
      source: 'HCPCS level II modifiers',
      when: (draft) => (CORONARY_INTERVENTION.test(draft.code) && said.test(arteryLine(draft)) ? 'the coronary artery treated' : undefined),
    }),
  ),
  ...DIGITS.map(
    (modifier): ModifierRule => ({
      modifier,
      source: 'HCPCS level II modifiers',
      when: (draft, claim) => (digitOf(draft, claim) === modifier ? 'the digit treated' : undefined),
    }),
  ),
];
