import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { hasOtherCause } from '../../cause.js';
import { combine } from '../../combine.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';

const RULE = 'diabetes-with';
const DIABETES = /^E(?:08|09|10|11|13)/;

/**
 * Conditions the Alphabetic Index lists under Diabetes, with – and the characters that follow the type, or none where the condition
 * in these words is not the one indexed; `saysIt` where the combination says all the condition's own code would (I.B.9).
 */
interface Complication {
  readonly when: ReturnType<typeof codeRanges>;
  readonly digits: string | ((part: Candidate, line: string, answer: readonly Candidate[]) => string | undefined);
  readonly words: string;
  readonly saysIt?: true;
}

function row(when: string, digits: Complication['digits'], words: string, more: { saysIt?: true } = {}): Complication {
  return { when: codeRanges(when), digits, words, ...more };
}

const saysIt = { saysIt: true } as const;
const has = (answer: readonly Candidate[], codes: string): boolean => {
  const ranges = codeRanges(codes);
  return answer.some(({ code }) => holds(ranges, code));
};
const named =
  (words: RegExp, digits: string): Complication['digits'] =>
  ({ evidence }) =>
    evidence.some(({ text }) => words.test(text)) ? digits : undefined;

/** Macular edema and gangrene belong into the code of the retinopathy and of the angiopathy. */
const EDEMA = 'H35.81';
const GANGRENE = 'I96, I70.26';

const COMPLICATIONS: readonly Complication[] = [
  row('N18', '22', 'chronic kidney disease'),
  row('N28.9, N05, N03', named(/nephropath|glomerulosclerosis/i, '21'), 'nephropathy', saysIt),
  row('H35.0, H35.2', retinopathy, 'retinopathy', saysIt),
  row(EDEMA, (_part, _line, answer) => (has(answer, 'H35.0, H35.2') ? '' : undefined), 'macular edema', saysIt),
  // An age-related or other cataract by name has its own cause; cataract without more is indexed.
  row('H26.9', '36', 'cataract', saysIt),
  row('G62.9', (_part, line) => (/poly|peripheral|distal|sensory/i.test(line) ? '42' : '40'), 'neuropathy', saysIt),
  row('G60.9, G63, M79.2', '42', 'polyneuropathy', saysIt),
  row('G58.9', '41', 'mononeuropathy', saysIt),
  row('G90.9, G90.09, G99.0', '43', 'autonomic neuropathy', saysIt),
  row('K31.84', '43', 'gastroparesis'),
  row('I73.9, I70.20', (_part, _line, answer) => (has(answer, GANGRENE) ? '52' : '51'), 'peripheral angiopathy', saysIt),
  row('I70.21-I70.25', (_part, _line, answer) => (has(answer, GANGRENE) ? '52' : '51'), 'peripheral angiopathy'),
  row('I70.26', '52', 'peripheral angiopathy with gangrene'),
  row('I96', '52', 'gangrene', saysIt),
  row('M14.6', '610', 'neuropathic arthropathy', saysIt),
  row('M12.9', '618', 'arthropathy', saysIt),
  row('L92.1', '620', 'necrobiosis lipoidica', saysIt),
  row('L97.4-L97.5', '621', 'foot ulcer'),
  row('L97.1-L97.3, L97.8-L97.9, L98.4', '622', 'skin ulcer'),
  row('K05.6', '630', 'periodontal disease', saysIt),
  row('K05.2-K05.3', '630', 'periodontal disease'),
  row('E15', '641', 'hypoglycemia with coma', saysIt),
  row('E16.0-E16.2', '649', 'hypoglycemia', saysIt),
  row('R73.9', '65', 'hyperglycemia', saysIt),
  row('M86', '69', 'osteomyelitis'),
];

export const rule = defineRule({
  id: RULE,
  title: 'Diabetes and a condition indexed under "with" are linked unless documented as unrelated',
  sources: [guideline('I.A.15'), guideline('I.B.9'), guideline('I.C.4.a')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.1.0',
  apply(candidates, context) {
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    const diabetic = answer.filter(({ code }) => DIABETES.test(code));
    if (diabetic.length === 0) return [];
    const type = typeOf(diabetic);
    const corrected = diabetic.flatMap((candidate) => ofType(candidate, type, context));
    const plain = diabetic.find(({ code }) => code === `${type}9`);
    // The diabetes a combination rests on: as such, or in the strongest code that names it.
    const diabetes = plain ?? [...diabetic].sort((a, b) => b.probability - a.probability)[0];
    if (!diabetes) return [];
    const actions: Action[] = corrected.map(({ from, to }) => ({ kind: 'replace', candidates: [from], by: to }));
    const there = new Set([...diabetic.map(({ code }) => code), ...corrected.map(({ to }) => to.code)]);
    const made: Candidate[] = [];
    const said: { part: Candidate; by: string }[] = [];
    for (const complication of COMPLICATIONS)
      for (const part of answer) {
        if (!holds(complication.when, part.code) || unrelated(part, diabetic, context)) continue;
        const { digits } = complication;
        const found = typeof digits === 'string' ? digits : digits(part, lineOf(part, context), answer);
        if (found === undefined) continue;
        const code = type + found;
        const combined =
          found === '' || there.has(code) ? undefined : link(code, diabetes, part, complication.words, plain !== undefined, context);
        if (combined) made.push(combined);
        if (combined) there.add(code);
        if (complication.saysIt && (found === '' || there.has(code))) said.push({ part, by: found === '' ? `${type}3` : code });
      }
    made.forEach((combined, i) =>
      actions.push(i === 0 && plain ? { kind: 'replace', candidates: [plain], by: combined } : { kind: 'add', candidate: combined }),
    );
    const specific = corrected.find(({ to }) => to.code.startsWith(type))?.to;
    if (made.length === 0 && plain && specific)
      actions.push({ kind: 'drop', candidate: plain, reason: `less specific than ${dottedCode(specific.code)} (${specific.title})` });
    for (const { part, by } of said) {
      const combined = made.find(({ code }) => code.startsWith(by));
      const reason = combined ? `said by ${dottedCode(combined.code)} (${combined.title})` : `said by ${dottedCode(by)}`;
      actions.push({ kind: 'drop', candidate: part, reason });
    }
    return actions;
  },
});

function link(
  code: string,
  diabetes: Candidate,
  part: Candidate,
  words: string,
  isPlain: boolean,
  context: RuleContext,
): Candidate | undefined {
  const combined = combine(code, [diabetes, part], ['Diabetes', `with › ${words}`], RULE, context);
  // A diabetes listed with one complication is listed for that one; what else it has follows.
  const order = isPlain ? Math.min(diabetes.order, part.order) - 0.5 : diabetes.order + 0.25;
  return combined && { ...combined, order };
}

/** Kidney disease that hypertension causes is that of the diabetes as well: both are presumed (I.A.15, I.C.9.a.2). */
const PRESUMED_TWICE = codeRanges('N18');

function unrelated(part: Candidate, diabetic: readonly Candidate[], { note }: RuleContext): boolean {
  if (part.unrelatedTo.some((code) => DIABETES.test(code))) return true;
  return !holds(PRESUMED_TWICE, part.code) && diabetic.every((one) => hasOtherCause(part, one, note.text, 'within or behind'));
}

/** The line a condition is named on. */
function lineOf({ evidence }: Candidate, { note: { text } }: RuleContext): string {
  const [words] = evidence;
  if (!words) return '';
  const to = text.indexOf('\n', words.end);
  return text.slice(text.lastIndexOf('\n', words.start) + 1, to === -1 ? undefined : to);
}

/** Words that name the type, so that the code is no default. */
const TYPED =
  /\btype\s*(?:1|2|one|two|i{1,2}|3c)\b|\b(?:t[12]dm?|dm\s?[12]|i?ddm|niddm|lada|mody)\b|dependent|juvenile|latent autoimmune|secondary|due to|induced|pancrea|steroid/i;

/** The category of the type documented; type 2 when no type is (I.C.4.a.2). */
function typeOf(diabetic: readonly Candidate[]): string {
  const typed = diabetic.filter(({ evidence }) => evidence.some(({ text }) => TYPED.test(text)));
  const categories = new Set((typed.length > 0 ? typed : diabetic).map(({ code }) => code.slice(0, 3)));
  const [only] = categories;
  if (categories.size === 1 && only) return only;
  if (typed.length === 0) return 'E11';
  return [...typed].sort((a, b) => b.probability - a.probability)[0]?.code.slice(0, 3) ?? 'E11';
}

/** A complication in words without a type is one of the type documented elsewhere; an ulcer of heel, foot or toe is a foot ulcer. */
function ofType(candidate: Candidate, type: string, context: RuleContext): { from: Candidate; to: Candidate }[] {
  const { code, evidence } = candidate;
  const category = evidence.some(({ text }) => TYPED.test(text)) ? code.slice(0, 3) : type;
  const foot = code.slice(3) === '622' && /\b(?:heels?|foot|feet|toes?|plantar|midfoot|hallux)\b/i.test(lineOf(candidate, context));
  const right = category + (foot ? '621' : code.slice(3));
  if (right === code || (code.endsWith('9') && code.length === 4)) return [];
  const to = combine(right, [candidate], candidate.path, RULE, context);
  return to ? [{ from: candidate, to: { ...to, alternatives: candidate.alternatives } }] : [];
}

/** The retinopathy by its kind, with or without macular edema, and its eye. */
function retinopathy(part: Candidate, line: string, answer: readonly Candidate[]): string | undefined {
  if (!part.evidence.some(({ text }) => /retinopath/i.test(text))) return undefined;
  const edema = has(answer, EDEMA) || (/\bmacular (?:o?edema)\b/i.test(line) && !/\b(?:no|without) (?:\w+ )?macular/i.test(line));
  const nonproliferative = /\bnon-?\s?proliferative\b|\bNPDR\b/i.test(line);
  const kind = nonproliferative
    ? /\bsevere\b/i.test(line)
      ? '34'
      : /\bmoderate\b/i.test(line)
        ? '33'
        : /\bmild\b/i.test(line)
          ? '32'
          : undefined
    : /\bproliferative\b|\bPDR\b/i.test(line) || part.code.startsWith('H352')
      ? '35'
      : undefined;
  if (kind === undefined) return edema ? '311' : '319';
  const right = /\b(?:right|OD)\b/.test(line);
  const left = /\b(?:left|OS)\b/.test(line);
  const both = /\b(?:both|bilateral|OU)\b/i.test(line) || (right && left);
  return kind + (edema ? '1' : '9') + (both ? '3' : right ? '1' : left ? '2' : '9');
}
