import type { Candidate } from '../../candidate.js';
import { combine } from '../../combine.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, before, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

const RULE = 'sequela';
/** Words that make what follows a cause in the past: a late effect by name, or a cause called old. */
const LATE_EFFECT =
  /\b(?:(?:late effects?|sequel(?:a|ae)|residuals?|residual effects?) (?:of|from)|(?:due to|secondary to|from|following|after|caused by|status post) (?:an? |the |his |her )?(?:old|prior|previous|remote|past|healed|childhood))\b/i;
/** Words between the cue and the condition are few. */
const REACH = 60;

/** Acute infections and deficiencies with a category for their sequelae (index, Sequelae). */
const SEQUELAE: readonly { readonly acute: ReturnType<typeof codeRanges>; readonly code: string }[] = [
  { acute: codeRanges('A15-A19'), code: 'B909' },
  { acute: codeRanges('A80'), code: 'B91' },
  { acute: codeRanges('A30'), code: 'B92' },
  { acute: codeRanges('A83-A86'), code: 'B941' },
  { acute: codeRanges('B15-B17, B19'), code: 'B942' },
  { acute: codeRanges('G00-G08'), code: 'G09' },
  { acute: codeRanges('U07.1, Z86.16'), code: 'U099' },
  { acute: codeRanges('E40-E46'), code: 'E640' },
  { acute: codeRanges('E55.0'), code: 'E643' },
];

export const rule = defineRule({
  id: RULE,
  title: 'A late effect is coded by what it is now, then by its cause as a sequela, never by the acute code',
  sources: [guideline('I.B.10'), guideline('I.A.5')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    for (const cause of candidates) {
      if (cause.probability < REVIEW) continue;
      const [words] = cause.evidence;
      const line = words && lineUpTo(context.note.text, words.start, words.end);
      if (!words || !line || !(LATE_EFFECT.test(line.text) || isPostCovid(cause, context.note.text))) continue;
      const code = asSequela(cause.code);
      const made = code && code !== cause.code ? combine(code, [cause], [...cause.path, 'sequela'], RULE, context) : undefined;
      const sequela = made ?? (code === cause.code ? cause : undefined);
      if (!sequela) continue;
      if (made) actions.push({ kind: 'replace', candidates: [cause], by: made });
      actions.push(...afterEffects(candidates, cause, sequela, line.start), ...withoutAcute(candidates, cause, sequela));
    }
    return actions;
  },
});

/** "Post-COVID fatigue": the infection is over, its effect is not (I.C.1.g.1.m). */
function isPostCovid({ code, evidence: [words] }: Candidate, text: string): boolean {
  return code === 'U071' && words !== undefined && /\bpost[- ]$/i.test(text.slice(Math.max(0, words.start - 6), words.start));
}

/** The line up to the end of the words, as far as the cue reaches. */
function lineUpTo(text: string, start: number, end: number): { text: string; start: number } {
  const from = Math.max(start - REACH, text.lastIndexOf('\n', start) + 1);
  return { text: text.slice(from, end), start: from };
}

/** The code of the sequela of an injury or disease; of a code that is one already, itself. */
function asSequela(code: string): string | undefined {
  if (/^[STV-Y].{6}$/.test(code)) return `${code.slice(0, 6)}S`;
  if (/^(?:B9[0-4]|G09|I69|U099|E64)/.test(code)) return code;
  return SEQUELAE.find(({ acute }) => holds(acute, code))?.code;
}

/** What the late effect is now stands before its cause: the conditions named on the same line. */
function afterEffects(candidates: readonly Candidate[], cause: Candidate, sequela: Candidate, from: number): Action[] {
  const end = cause.evidence[0]?.end ?? 0;
  return candidates
    .filter(
      (other) =>
        other !== cause &&
        other.probability >= REVIEW &&
        !/^[STV-Z]/.test(other.code) &&
        other.evidence.some((words) => from <= words.start && words.start < end),
    )
    .map((other) => before(other.code, sequela.code));
}

/** The acute phase of the same injury or disease, and its history, which is no history while its effect lasts. */
function withoutAcute(candidates: readonly Candidate[], cause: Candidate, sequela: Candidate): Action[] {
  const [words] = cause.evidence;
  const isAcute = ({ code }: Candidate): boolean =>
    /^[ST].{6}$/.test(sequela.code)
      ? code.slice(0, 6) === sequela.code.slice(0, 6) && !code.endsWith('S')
      : code === cause.code && code !== sequela.code;
  const isHistory = ({ code, evidence }: Candidate): boolean =>
    /^Z8[67]/.test(code) && words !== undefined && evidence.some(({ start, end }) => start < words.end && words.start < end);
  return candidates
    .filter((other) => other !== cause && (isAcute(other) || isHistory(other)))
    .map((candidate) => ({
      kind: 'drop',
      candidate,
      reason: 'the sequela is coded, neither the acute phase nor a history of it (guideline I.B.10)',
    }));
}
