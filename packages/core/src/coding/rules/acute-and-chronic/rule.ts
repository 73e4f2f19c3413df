import type { Candidate } from '../../candidate.js';
import { combine } from '../../combine.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';

const RULE = 'acute-and-chronic';

/** A condition with an acute and a chronic entry at the same level of the index; the default code of each comes first in its list. */
interface Pair {
  readonly acute: ReturnType<typeof codeRanges>;
  readonly chronic: ReturnType<typeof codeRanges>;
  readonly stems: readonly [acute: string, chronic: string];
}

const PAIRS: readonly Pair[] = (
  [
    ['J01', 'J32', 'J0190', 'J329'],
    ['J20', 'J41-J42', 'J209', 'J42'],
    ['J00', 'J31.0', 'J00', 'J310'],
    ['J02', 'J31.2', 'J029', 'J312'],
    ['J03', 'J35.0', 'J0390', 'J3501'],
    ['J04.0', 'J37.0', 'J040', 'J370'],
    ['H66.0', 'H66.1-H66.3', '', ''],
    ['H65.0-H65.1', 'H65.2-H65.4', '', ''],
    ['H10.2-H10.3', 'H10.4', '', ''],
    ['K29.0', 'K29.3-K29.5', 'K2900', 'K2950'],
    ['K55.0', 'K55.1', 'K55069', 'K551'],
    ['K72.0', 'K72.1', 'K7200', 'K7210'],
    ['K85', 'K86.0-K86.1', 'K8590', 'K861'],
    ['K05.2', 'K05.3', '', ''],
    ['B16', 'B18.0-B18.1', '', ''],
    ['B17.1', 'B18.2', '', ''],
    ['N10', 'N11', 'N10', 'N119'],
    ['N17', 'N18', 'N179', 'N189'],
    ['N30.0', 'N30.1-N30.2', 'N3000', 'N3020'],
    ['N41.0', 'N41.1', 'N410', 'N411'],
    ['N70.0', 'N70.1', 'N7003', 'N7013'],
    ['N71.0', 'N71.1', 'N710', 'N711'],
    ['N73.0', 'N73.1', 'N730', 'N731'],
    ['M86.0-M86.2', 'M86.3-M86.6', '', ''],
    ['I26', 'I27.82', '', ''],
    ['I82.4', 'I82.5', '', ''],
    ['I82.6', 'I82.7', '', ''],
    ['D62', 'D50.0', '', ''],
    ['G89.1', 'G89.2', '', ''],
  ] as const
).map(([acute, chronic, ...stems]) => ({ acute: codeRanges(acute), chronic: codeRanges(chronic), stems }));

/** One code for both: acute stem, chronic stem, and the code that says both; a dot stands for a character all three share (I.B.9). */
const BOTH_IN_ONE: readonly (readonly [acute: RegExp, chronic: string, both: string])[] = [
  [/^K810$/, 'K811', 'K812'],
  [/^J960(.)$/, 'J961$1', 'J962$1'],
  [/^I50([234])1$/, 'I50$12', 'I50$13'],
  [/^I50811$/, 'I50812', 'I50813'],
];

const ACUTE_CHRONIC = /\b(?:sub)?acute(?:\s+and\s+|\s*[-/]\s*|\s+on\s+(?:top\s+of\s+)?)chronic\b/i;
/** Characters before the words of a condition in which its adjectives stand. */
const REACH = 30;

export const rule = defineRule({
  id: RULE,
  title: 'A condition both acute and chronic has both codes, the acute first, or the one code that says both',
  sources: [guideline('I.B.8'), guideline('I.B.9')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    return [...combined(answer, context), ...PAIRS.flatMap((pair) => paired(pair, answer, context))];
  },
});

function combined(answer: readonly Candidate[], context: RuleContext): Action[] {
  const actions: Action[] = [];
  for (const acute of answer)
    for (const [when, chronicCode, both] of BOTH_IN_ONE) {
      if (!when.test(acute.code)) continue;
      // Hypoxia or hypercapnia may be said of one of the two alone; the code that leaves it open gives way.
      const chronic = answer.find(({ code }) => code === acute.code.replace(when, chronicCode) || isOpen(code, acute.code));
      const made =
        chronic && combine(acute.code.replace(when, both), [acute, chronic], [...acute.path, 'acute and chronic'], RULE, context);
      if (made)
        actions.push({ kind: 'replace', candidates: [acute, chronic], by: { ...made, order: Math.min(acute.order, chronic.order) } });
    }
  return actions;
}

/** Chronic respiratory failure that does not say whether with hypoxia or hypercapnia. */
function isOpen(code: string, acute: string): boolean {
  return code === 'J9610' && acute.startsWith('J960');
}

function paired({ acute, chronic, stems }: Pair, answer: readonly Candidate[], { note, make }: RuleContext): Action[] {
  const acutes = answer.filter(({ code }) => holds(acute, code));
  const chronics = answer.filter(({ code }) => holds(chronic, code));
  const actions: Action[] = acutes.flatMap((one) => chronics.map((other): Action => before(one.code, other.code)));
  if (acutes.length > 0 === chronics.length > 0 || stems[0] === '') return actions;
  // "Acute on chronic" said of one mention that was read as one of the two.
  const [known] = acutes.length > 0 ? acutes : chronics;
  const [words] = known?.evidence ?? [];
  if (
    !known ||
    !words ||
    !ACUTE_CHRONIC.test(
      note.text
        .slice(Math.max(0, words.start - REACH), words.end)
        .split('\n')
        .at(-1) ?? '',
    )
  )
    return actions;
  const missing = make({
    code: acutes.length > 0 ? stems[1] : stems[0],
    from: [known],
    path: [...known.path, acutes.length > 0 ? 'chronic' : 'acute'],
    order: known.order + (acutes.length > 0 ? 0.1 : -0.1),
  });
  if (!missing) return actions;
  const [first, second] = acutes.length > 0 ? [known, missing] : [missing, known];
  return [...actions, { kind: 'add', candidate: missing }, before(first.code, second.code)];
}
