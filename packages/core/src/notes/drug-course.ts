import type { DrugMention } from './drugs.js';
import type { StructuredNote } from './structure.js';

/**
 * How a drug is taken where the note names it: `lasting` when the words say so (long-term, for years, daily at home), `current` when it
 * stands in a list of what the patient takes or is continued, `started` when it begins now, `short` for a course, a single dose, an
 * infusion or use as needed; `past` when it is over.
 */
export type DrugCourse = 'lasting' | 'current' | 'started' | 'short' | 'past' | 'unknown';

const LASTING =
  /\b(?:long[- ]?term|chronic(?:ally)?|lifelong|for life|indefinite(?:ly)?|maintenance|suppressi(?:ve|on)|every ?day|at home|home (?:dose|drug|med\w*)|home(?= )|for (?:\w+ )?(?:\d+|two|three|four|five|six|ten|many|several)?\+? ?(?:years?|yrs?)|since (?:\w+ )?(?:19|20)\d\d|x \d+ ?(?:years?|yrs?)|for years|years of)\b/i;
const AS_NEEDED = /\b(?:prn|as needed|when needed|if needed|rescue|occasional(?:ly)?|sparingly|sometimes)\b|\bp\.r\.n/i;
const SHORT =
  /\b(?:(?:x|for|×)\s*\d+\s*(?:more |total )?(?:d|days?|doses?|wks?|weeks?)\b|\d+[- ](?:day|week) (?:course|taper|supply)|taper\w*|burst|course|x\s?1\b|x\s?\d\b(?! ?(?:\/|years?|yrs?|mo))|once\b(?! (?:daily|a day|nightly|weekly|a week|monthly|a month|every))|one[- ]time|single|load(?:ed|ing)?|bolus|drip|gtt|infusion|iv|ivp|intravenous\w*|inject(?:ed|ion)|given|gave|administered|received|stat|until|short[- ]term|peri-?operative\w*|by ems|in (?:the )?(?:ed|er|or|clinic)|for (?:dvt|vte|clot) (?:prophylaxis|prevention)|dvt prophylaxis|last (?:year|yr))\b/i;
const PAST = /\b(?:finished|completed|ended|done|stopped|discontinued|until (?:19|20)\d\d)\b/i;
const STARTED =
  /\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|begun|initiat\w+|new(?:ly)?|add(?:s|ed|ing)?|prescrib\w+|rx|trial of|switch(?:ed|ing)? to|transition(?:ed|ing)? to|bridg\w+|discharged? on|picked|recommend\w*|plan for|propos\w+|offer\w*)\b/i;
const CURRENT =
  /\b(?:continu(?!ous)\w*|cont|takes?|taking|takes|uses?|using|(?<!\b(?:start\w*|began|begun|placed|put|initiated|discharged|switched|transitioned|loaded) )on|remains?|maintained|renew\w*|refill\w*|re-?fill|same|stable|adheren\w*|home|meds?|medications?|current(?:ly)?|outpatient|resum\w*|goes? on|go on|raise[ds]?|increas\w+|lower\w*|reduc\w+|titrat\w+|still)\b/i;
const DISCHARGE_LIST = /\b(?:d\/?c|discharge)\b/i;
/** Longest stretch behind a drug that is read as its directions. */
const DIRECTIONS = 70;

/** The course of a drug where the note names it. */
export function drugCourse({ segment, start, end }: DrugMention, { text, sections }: StructuredNote): DrugCourse {
  const before = (
    text
      .slice(segment.start, start)
      .split(/[.;](?=\s|$)/)
      .at(-1) as string
  ).toLowerCase();
  const after = text.slice(end, Math.min(segment.end, end + DIRECTIONS)).split(/;|\.\s|,\s(?!\d)|\n/)[0] as string;
  // The last word of action before a drug governs it: "start metformin, continue aspirin".
  const verb = lastOf(before);
  const directions = `${words(before.split(',').at(-1) as string)} ${after}`;
  if (PAST.test(after)) return 'past';
  if (AS_NEEDED.test(after)) return 'short';
  if (LASTING.test(directions)) return 'lasting';
  if (SHORT.test(directions)) return 'short';
  if (verb === 'started' || /^\W*(?:was |is |were )?(?:start|initiat|begun|added|new\b)/i.test(after)) return 'started';
  if (verb === 'current' || /^\W*(?:was |is |were )?(?:continu|resum|renew|refill|same\b)/i.test(after)) return 'current';
  const section = sections[segment.section];
  if (segment.kind === 'meds') return section && DISCHARGE_LIST.test(section.header) ? 'unknown' : 'current';
  return segment.label.includes('med') ? 'current' : 'unknown';
}

/** The words directly before a drug, which may say how long it is taken: "chronic prednisone", "five years of letrozole". */
function words(before: string): string {
  return before.trimEnd().split(/\s+/).slice(-3).join(' ');
}

function lastOf(before: string): 'started' | 'current' | undefined {
  let at = -1;
  let found: 'started' | 'current' | undefined;
  for (const [kind, words] of [
    ['started', STARTED],
    ['current', CURRENT],
  ] as const)
    for (const match of before.matchAll(new RegExp(words, 'gi')))
      if (match.index >= at) {
        at = match.index;
        found = kind;
      }
  return found;
}
