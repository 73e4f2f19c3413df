import { type Day, day } from '../../model/date.js';

/** Two-digit modifiers of CPT appendix A, those of category II, and the physical status modifiers of anaesthesia: numbers alone. */
const CPT_MODIFIERS =
  '22 23 24 25 26 27 32 33 47 50 51 52 53 54 55 56 57 58 59 62 63 66 73 74 76 77 78 79 80 81 82 90 91 92 93 95 96 97 99 ' +
  '1P 2P 3P 8P P1 P2 P3 P4 P5 P6';

/** Second characters by first character of the modifiers of HCPCS level II (CMS), as of October 2025, with those that ended since 2019. */
const HCPCS_MODIFIERS: Readonly<Record<string, string>> = {
  A: '123456789ABDEFGHIJKMOPQRSTUVWXYZ',
  B: 'ALOPRU',
  C: 'ABCDEFGHIJKLMNOPQRST',
  D: 'A',
  E: '1234ABCDEJMPRTXY',
  F: '123456789ABCPQRSTXY',
  G: '0123456789ABCDEFGHJKLMNOPQRSTUVWXYZ',
  H: '9ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  J: '12345ABCDEFGKLWZ',
  K: '01234ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  L: '1CDLMRSTU',
  M: '2ABCDEFGHS',
  N: '123BRU',
  P: 'ABCDILMNOST',
  Q: '0123456789ABCDEFGHJKLMNPQRSTWXYZ',
  R: 'ABCDEIRT',
  S: 'ABCDEFGHJKLMNQSTUVWYZ',
  T: '123456789ABCDEFGHJKLMNPQRSTUVW',
  U: '123456789ABCDEFGHJKNPQRS',
  V: '123456789MP',
  X: '12345EPSU',
  Z: 'ABC',
};

/** The day to which the list above was kept. */
const LISTED_TO = day('2026-03-31');

const MODIFIERS: ReadonlySet<string> = new Set([
  ...CPT_MODIFIERS.split(' '),
  ...Object.entries(HCPCS_MODIFIERS).flatMap(([first, seconds]) => Array.from(seconds, (second) => first + second)),
]);

/** Letters of origin and destination of an ambulance trip (CMS Manual 100-04 chapter 15 section 30): the pair makes the modifier. */
const TRIP_LETTERS = 'DEGHIJNPRSX';

/** Codes of transport, whose lines carry a pair of origin and destination. */
function isTransport(code: string): boolean {
  return /^(?:A0|Q30|S02|T20)/.test(code);
}

/**
 * Whether a modifier is known: `unknown` is an error on dates of service the list covers; `unlisted` may be one that came later.
 * @param code the procedure it stands with: pairs of origin and destination go with transport alone
 */
export function modifierStanding(modifier: string, code: string, on: Day | undefined): 'known' | 'unknown' | 'unlisted' {
  if (MODIFIERS.has(modifier)) return 'known';
  if (modifier.length !== 2 || !/^[0-9A-Z]{2}$/.test(modifier)) return 'unknown';
  // X, a stop on the way at a physician's office, is a destination only.
  if (
    isTransport(code) &&
    modifier[0] !== 'X' &&
    TRIP_LETTERS.includes(modifier[0] as string) &&
    TRIP_LETTERS.includes(modifier[1] as string)
  )
    return 'known';
  return on !== undefined && on > LISTED_TO ? 'unlisted' : 'unknown';
}
