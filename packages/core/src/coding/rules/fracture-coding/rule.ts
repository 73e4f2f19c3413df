import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidAbout, saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** Categories of traumatic fracture. */
const FRACTURE = /^S(?:02|12|22|32|42|49|52|59|62|72|79|82|89|92|99)/;
const OPEN =
  /\bopen\b(?:[- ]+(?!reduc)[\w-]+){0,5}?\s+(?:fracture|fx)|\b(?:fracture|fx)\b[^.;\n]{0,60}?\bopen\b(?!\s+reduc)|\bcompound (?:\w+ )?fracture|\bgustilo\b/i;
const CLOSED = /\bclosed\b(?!\s+reduc)/i;
const TYPE_III = /\b(?:type|grade|gustilo(?:[- ]anderson)?(?: type| grade)?)\s*(?:iii|3)\s*[abc]?\b/i;
/** Active treatment is over (I.C.19.a): operated or set some time ago and seen again. */
const AFTER_TREATMENT =
  /\b(?:s\/p|status post|after|following) (?:\w+ ){0,2}(?:orif|open reduction|closed reduction|cast(?:ing)?|splint(?:ing)?|pinning|im nail(?:ing)?|intramedullary|hemiarthroplasty|fixation)\b|\b(?:\d+|one|two|three|four|five|six|eight|ten|twelve) (?:weeks?|months?) (?:out|post|s\/p|after|status post|follow)|\brepair(?:ed)?\b|\bhardware\b/i;
/** Seventh characters of the state of healing: closed, open type I or II, open type III. */
const HEALING: readonly (readonly [RegExp, readonly [string, string, string]])[] = [
  [/\bnon-?union\b/i, ['K', 'M', 'N']],
  [/\bmal-?union\b/i, ['P', 'Q', 'R']],
  [/\bdelayed (?:\w+ )?(?:healing|union)\b/i, ['G', 'H', 'J']],
];
/** More than one rib: the plural, or a range of their numbers. */
const SEVERAL_RIBS = /\bribs\b|\brib fractures\b|\b\d{1,2}(?:st|nd|rd|th)?(?: ?[-–,&]| (?:and|to|through)) ?\d{1,2}(?:st|nd|rd|th)?\b/i;
const INITIAL = ['A', 'B', 'C'] as const;
const ROUTINE = ['D', 'E', 'F'] as const;

/** Trauma that breaks no healthy bone, and words that say the bone is not healthy (I.C.13.d.2). */
const FRAGILITY =
  /\b(?:fragility|osteoporotic|pathologic(?:al)?|insufficiency|atraumatic|spontaneous|(?:ground|standing)[- ]?(?:level)?(?: height)?|from standing|low[- ](?:energy|impact)|minor (?:fall|trauma)|mechanical fall|same[- ]level|bending|coughing|lifting|trip(?:ped)?|slip(?:ped)?)\b/i;
/** Sites of traumatic fractures and of M80.0. */
const SITES: readonly (readonly [RegExp, string])[] = [
  [/^S42[01]/, '1'],
  [/^S42[2-49]/, '2'],
  [/^S52/, '3'],
  [/^S62/, '4'],
  [/^S72/, '5'],
  [/^S82[5-9]|^S92/, '7'],
  [/^S82/, '6'],
  [/^(?:S12[0-69]|S220|S320|S321|M485)/, '8'],
  [/^S32[3-89]/, 'B'],
];
const AFTERCARE = /^Z(?:09|47[2-9]|4789|48|5189)/;

export const rule = defineRule({
  id: 'fracture-coding',
  title: 'A fracture takes its 7th character from openness, treatment and healing; of an osteoporotic bone it is M80',
  sources: [guideline('I.C.13.c'), guideline('I.C.13.d.2'), guideline('I.C.19.a'), guideline('I.C.19.c.1'), guideline('I.C.21.c.7')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const [osteoporosis] = candidates.filter(({ code, assertion }) => code.startsWith('M81') && assertion.assertion === 'present');
    // "Hip fracture" of the admission is the fracture of the same femur the record names by its part (I.B.2).
    for (const hip of candidates.filter(({ code }) => code.startsWith('S7200'))) {
      const named = answered(candidates, /^S72[0-2]/).find(
        ({ code }) => !code.startsWith('S7200') && (code.charAt(5) === hip.code.charAt(5) || hip.code.charAt(5) === '9'),
      );
      if (named) actions.push({ kind: 'drop', candidate: hip, reason: `named by its part: ${dottedCode(named.code)} (${named.title})` });
    }
    for (const rib of answered(candidates, /^S223[129]/)) {
      const many = rib.evidence.some(({ start, end }) =>
        SEVERAL_RIBS.test(context.note.text.slice(start, Math.min(end + 12, context.note.text.length))),
      );
      const code = `S224${rib.code.slice(4)}`;
      const made = many ? context.make({ code, from: [rib], path: [...rib.path, 'multiple'], order: rib.order }) : undefined;
      if (made?.code === code) actions.push({ kind: 'replace', candidates: [rib], by: made });
    }
    let fragile: Candidate | undefined;
    for (const fracture of answered(candidates, /^(?:S|M485)/)) {
      if (!FRACTURE.test(fracture.code) && !fracture.code.startsWith('M485')) continue;
      const osteoporotic = osteoporosis && isFragile(fracture, candidates, context) ? m80(fracture, osteoporosis, context) : undefined;
      if (osteoporotic) {
        fragile = osteoporotic;
        actions.push({ kind: 'replace', candidates: [fracture], by: osteoporotic });
        continue;
      }
      const code = fracture.code.slice(0, -1) + seventh(fracture, context);
      if (fracture.code.length !== 7 || code === fracture.code) continue;
      const made = context.make({
        code,
        from: [fracture],
        path: [...fracture.path.filter((step) => !step.startsWith('7th character')), `7th character: ${code.slice(-1)}`],
        order: fracture.order,
      });
      if (made && made.code === code) actions.push({ kind: 'replace', candidates: [fracture], by: made });
    }
    if (fragile && osteoporosis)
      actions.push({
        kind: 'drop',
        candidate: osteoporosis,
        reason: `with a current fracture said by ${dottedCode(fragile.code)} (${fragile.title})`,
      });
    // No aftercare codes for injuries: the injury with its 7th character says it (I.C.21.c.7).
    const [healing] = answered(candidates, /^S.{5}[A-RT-Z]$/).filter((injury) => /[D-R]$/.test(seventh(injury, context)));
    if (healing)
      for (const aftercare of answered(candidates, AFTERCARE))
        actions.push({
          kind: 'drop',
          candidate: aftercare,
          reason: 'aftercare of an injury is said by its 7th character (guideline I.C.21.c.7)',
        });
    return actions;
  },
});

/** The 7th character the words ask for, if the code has it. */
function seventh(fracture: Candidate, context: RuleContext): string {
  const now = fracture.code.slice(-1);
  if (!FRACTURE.test(fracture.code) || now === 'S') return now;
  const said = saidAbout(fracture, context);
  const office = context.setting === 'office' || context.setting === 'outpatient';
  const open = (OPEN.test(said) && !CLOSED.test(said)) || 'BCEFHJMNQR'.includes(now);
  const type = !open ? 0 : TYPE_III.test(said) || 'CFJNR'.includes(now) ? 2 : 1;
  const state = HEALING.find(([words]) => words.test(said))?.[1];
  const treated = 'DEF'.includes(now) || (office && 'ABC'.includes(now) && AFTER_TREATMENT.test(said));
  const row = state ?? (treated ? ROUTINE : 'ABC'.includes(now) ? INITIAL : undefined);
  if (!row) return now;
  const stem = fracture.code.slice(0, -1);
  // Only forearm, femur and lower leg tell the types of open fracture apart; the others have one character for them all.
  const wanted = [row[type], row === INITIAL || type === 0 ? row[Math.min(type, 1)] : row[0]] as string[];
  return wanted.find((character) => context.icd.table.find(stem + character) !== -1) ?? now;
}

/** Known osteoporosis and a fracture a healthy bone would not have had. */
function isFragile(fracture: Candidate, candidates: readonly Candidate[], context: RuleContext): boolean {
  if (fracture.code.startsWith('M485')) return true;
  if (FRAGILITY.test(saidAbout(fracture, context))) return true;
  return candidates.some(
    ({ code, assertion }) => /^W(?:0[01]|1830|1839|1811|19)/.test(code) && assertion.assertion === 'present' && code !== 'W19XXXA',
  );
}

function m80(fracture: Candidate, osteoporosis: Candidate, context: RuleContext): Candidate | undefined {
  const site = SITES.find(([codes]) => codes.test(fracture.code))?.[1];
  if (!site) return undefined;
  const title = fracture.title.toLowerCase();
  const side = site === '8' || site === 'B' ? 'X' : /\bright\b/.test(title) ? '1' : /\bleft\b/.test(title) ? '2' : '9';
  const character =
    /[DGKPS]$/.exec(fracture.code.startsWith('M485') ? fracture.code : fracture.code.slice(0, -1) + seventh(fracture, context))?.[0] ?? 'A';
  const state = HEALING.find(([words]) => words.test(saidOf(fracture, context)))?.[1][0] ?? character;
  const code = `M80${osteoporosis.code.startsWith('M818') ? '8' : '0'}${site}${side}${state}`;
  const made = context.make({
    code: code.length === 7 ? code : code.padEnd(6, 'X') + state,
    from: [fracture],
    evidence: [...fracture.evidence.slice(0, 2), ...osteoporosis.evidence.slice(0, 1)],
    path: ['Osteoporosis', 'with current pathological fracture', ...fracture.path.slice(-1)],
    order: fracture.order,
  });
  return made?.code.startsWith('M80') ? made : undefined;
}
