import { dottedCode } from '../../../codesets/code.js';
import { formatDay } from '../../../model/date.js';
import { daysAgo } from '../../../notes/facts.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidAbout, saidOf, segmentsOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type NewCandidate, type RuleContext } from '../../rule.js';

/** Deficits and what stands behind I69.3 (and its like) for them; `more` where their own code says which kind. */
const DEFICITS: readonly { readonly codes: RegExp; readonly ending: (code: string) => string; readonly more?: true }[] = [
  { codes: /^G81/, ending: (code) => `5${sideOf(code)}` },
  { codes: /^G831/, ending: (code) => `4${sideOf(code)}` },
  { codes: /^G832/, ending: (code) => `3${sideOf(code)}` },
  { codes: /^R4701/, ending: () => '20' },
  { codes: /^R4702/, ending: () => '21' },
  { codes: /^R471/, ending: () => '22' },
  { codes: /^R482/, ending: () => '90' },
  { codes: /^R131/, ending: () => '91', more: true },
  { codes: /^R29810/, ending: () => '92' },
  { codes: /^R270/, ending: () => '93' },
];
/** Codes of deficits a stroke may leave behind. */
export const DEFICIT = /^(?:G81|G83[12]|R470[12]|R471|R482|R131|R29810|R270)/;
/** Acute cerebrovascular disease and the category of its sequelae. */
const CATEGORY: readonly (readonly [RegExp, string])[] = [
  [/^I60/, 'I690'],
  [/^I61/, 'I691'],
  [/^I62/, 'I692'],
  [/^I63/, 'I693'],
];
const PAST = /\b(?:history of|h\/o|hx of|prior|previous|old|remote|s\/p|status post|residual|late effects?|sequelae?)\b/i;
/** "Hemiparesis following cerebral infarction" is a sequela in the words of the classification. */
const FOLLOWING =
  /\bfollowing\s+(?:an? |the |his |her )?(?:\w+ ){0,2}(?:stroke|cva|(?:cerebral |brain )?infarct\w*|(?:intracerebral |subarachnoid )?hemorrhage)\b/i;
const NO_DEFICIT =
  /\b(?:no|without|denies)\s+(?:any\s+|known\s+)?(?:(?:residual|lasting|neuro(?:logic(?:al)?)?|significant|focal|persistent)\s+)*(?:deficits?|sequelae?|residua\w*|effects|impairments?)\b/i;
/** Codes whose last character tells the dominant side, and the place of that character. */
const DOMINANCE = /^(?:G8[13]\d|G83[123]|I69[0-389][3-6])/;

export const rule = defineRule({
  id: 'stroke-sequela',
  title: 'A past stroke is coded by what it left behind, or as history; the right side is dominant by default',
  sources: [guideline('I.C.9.d.1'), guideline('I.C.9.d.2'), guideline('I.C.9.d.3'), guideline('I.C.6.a'), guideline('I.C.18.i')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const replaced = new Map<Candidate, Candidate>();
    const replace = (from: Candidate, made: Omit<NewCandidate, 'from'>, with_: readonly Candidate[] = []): void => {
      const by = context.make({ ...made, from: [from, ...with_] });
      if (!by) return;
      replaced.set(from, by);
      actions.push({ kind: 'replace', candidates: [from], by });
    };
    const strokes = answered(candidates, /^I6[0-3]/);
    // "Hemiparesis from the old hemorrhage": the hemorrhage is the intracranial one told of elsewhere.
    const [bleeding] = answered(candidates, /^R58$/);
    const told = strokes.length === 0 ? candidates.find(({ code }) => /^I6[0-2]/.test(code)) : undefined;
    if (bleeding && told) {
      // What was left behind is as sure as its own documentation; the hemorrhage only says by what.
      const probability = Math.max(bleeding.probability, ...answered(candidates, DEFICIT).map((deficit) => deficit.probability));
      const { place, order, evidence } = bleeding;
      strokes.push({ ...told, probability, place, order, evidence });
      for (const candidate of [bleeding, told])
        actions.push({ kind: 'drop', candidate, reason: `the hemorrhage of the past is ${dottedCode(told.code)} (${told.title})` });
    }
    for (const stroke of strokes) {
      const deficits = deficitsOf(stroke, candidates, context);
      if (!isPast(stroke, context) && !(deficits.length > 0 && isFollowed(stroke, context))) continue;
      if (deficits.length === 0) {
        replace(stroke, { code: 'Z8673', path: ['History', 'personal › stroke without residual deficits'] });
        continue;
      }
      const sequelae = [...sequelaeOf(stroke, deficits, context)];
      for (const action of sequelae)
        if (action.kind === 'replace') for (const candidate of action.candidates) replaced.set(candidate, action.by);
      actions.push(...sequelae);
    }
    for (const sequela of answered(candidates, /^I69/))
      if (NO_DEFICIT.test(saidOf(sequela, context)))
        replace(sequela, { code: 'Z8673', path: ['History', 'personal › stroke without residual deficits'] });
    for (const paralysis of answered(candidates, DOMINANCE)) {
      if (replaced.has(paralysis)) continue;
      const code = withDominance(paralysis, context);
      if (code !== paralysis.code)
        replace(paralysis, { code, path: [...paralysis.path, 'dominance: by default of the side (I.C.6.a)'], order: paralysis.order });
    }
    const [left] = answered(candidates, /^I69/).filter((candidate) => !replaced.has(candidate));
    if (left)
      for (const history of answered(candidates, /^Z8673/))
        actions.push({
          kind: 'drop',
          candidate: history,
          reason: `with deficits left behind, ${dottedCode(left.code)} is reported instead (I.C.9.d.3)`,
        });
    // Dysphagia after a stroke takes its phase as well (note at I69.391).
    for (const { code } of answered(candidates, /^I69.91/))
      for (const phase of answered(candidates, /^R131/)) actions.push(before(code, phase.code));
    const [infarction] = answered(candidates, /^I63/);
    for (const score of candidates.filter(({ code }) => code.startsWith('R297'))) {
      actions.push({ kind: 'not-first', code: score.code });
      if (infarction) actions.push(before(infarction.code, score.code));
      else if (score.probability >= 0.5)
        actions.push({
          kind: 'drop',
          candidate: score,
          reason: 'the stroke scale is coded with an acute cerebral infarction only (I.C.18.i)',
        });
    }
    return actions;
  },
});

/** The character of side and dominance of a paralysis; sequelae write 9 where it is open. */
function sideOf(code: string): string {
  const side = code.charAt(4);
  return side === '0' ? '9' : side;
}

/** The deficits one sentence or problem names with a stroke. */
function deficitsOf(stroke: Candidate, candidates: readonly Candidate[], context: RuleContext): Candidate[] {
  const about = saidAbout(stroke, context);
  return candidates.filter(
    (candidate) =>
      candidate.probability >= 0.5 && DEFICIT.test(candidate.code) && candidate.evidence.some(({ text }) => about.includes(text)),
  );
}

/** A stroke and its deficits as sequelae: the deficits' codes give way, except where they say more (note at I69.391). */
export function* sequelaeOf(stroke: Candidate, deficits: readonly Candidate[], context: RuleContext): Generator<Action> {
  const category = CATEGORY.find(([codes]) => codes.test(stroke.code))?.[1];
  if (!category) return;
  const made = deficits.flatMap((deficit) => {
    const kind = DEFICITS.find(({ codes }) => codes.test(deficit.code));
    const plain = kind && { ...deficit, code: category + kind.ending(deficit.code) };
    const sequela =
      plain &&
      context.make({
        code: withDominance(plain, context),
        from: [deficit, stroke],
        path: ['Sequelae', 'stroke', ...deficit.path.slice(0, 1)],
        order: Math.min(stroke.order, deficit.order),
      });
    return sequela && kind ? [{ deficit, sequela, more: kind.more }] : [];
  });
  const [first] = made;
  if (!first) return;
  yield { kind: 'replace', candidates: first.more ? [stroke] : [stroke, first.deficit], by: first.sequela };
  for (const { deficit, sequela, more } of made.slice(1))
    yield more ? { kind: 'add', candidate: sequela } : { kind: 'replace', candidates: [deficit], by: sequela };
  for (const { deficit, sequela, more } of made) if (more) yield before(sequela.code, deficit.code);
}

/** A deficit is said to follow the stroke, in a line that does not speak of an acute one. */
function isFollowed(stroke: Candidate, { note }: RuleContext): boolean {
  return segmentsOf(stroke, note).some(({ start, end }) => {
    const said = note.text.slice(start, end);
    return FOLLOWING.test(said) && !/\b(?:sub)?acute\b|\bnew\b/i.test(said);
  });
}

function isPast(stroke: Candidate, context: RuleContext): boolean {
  const said = saidOf(stroke, context);
  if (/\bacute\b|\bnew\b|\bsubacute\b/i.test(said)) return false;
  const days = daysAgo(said, Number(formatDay(context.date).slice(0, 4)));
  return (days !== undefined && days > 28) || PAST.test(said);
}

/**
 * Dominance by documented handedness, else by the default: the right side and an ambidextrous patient's side are dominant, the left side
 * is not (I.C.6.a). What the sentence itself says of dominance stands.
 */
function withDominance(candidate: Candidate, context: RuleContext): string {
  const { code } = candidate;
  const place = code.startsWith('I69') ? 5 : 4;
  const character = code.charAt(place);
  const said = /\b(right|left)[- ](?:sided? )?(?:\w+ )?(?:hemi\w+|mono\w+|weakness|paralysis|arm|leg|upper|lower)/i.exec(
    saidOf(candidate, context),
  );
  const side = '13'.includes(character) ? 'right' : '24'.includes(character) ? 'left' : said?.[1]?.toLowerCase();
  if (!side || /\bdominant\b/i.test(saidOf(candidate, context))) return code;
  const hand = /\b(?:(right|left)[- ]hand(?:ed)?\b|(ambidextrous))/i.exec(context.note.text);
  const handed = hand?.[2] ? 'both' : (hand?.[1]?.toLowerCase() ?? 'right');
  const dominant = handed === 'both' || handed === side;
  return code.slice(0, place) + (side === 'right' ? (dominant ? '1' : '3') : dominant ? '2' : '4') + code.slice(place + 1);
}
