import type { Candidate } from '../../candidate.js';
import { isDecompensated, isLasting } from '../../chronic.js';
import { segmentAt } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { onsetAfterAdmission } from '../../poa.js';
import { defineRule, type RuleContext } from '../../rule.js';

/** Words before a condition that make it what the stay was for. */
const CHIEFLY =
  /\b(?:admitted (?:\w+ )?(?:with|for|in)|admission for|(?:presents|presented|presenting|comes in|came in|returns|returned|brought in) with|diagnos(?:ed|es|is|ed with)|found to (?:have|be in)|treated (?:for|as)|assessed as|impression|in labor)\b/i;
/** The diagnosis said outright weighs more than the complaint. */
const CONCLUDED = /\b(?:diagnos(?:ed|es|is)|found to (?:have|be in)|assessed as|impression|treated for)\b/i;
/** Words that make what stands before them the patient the story begins with. */
const ARRIVES =
  /\b(?:(?:is|was) (?:brought|admitted|transferred|found|taken)|comes?|came|presents?|presented|arrives?|arrived|returns?|returned|stopped|has (?:had )?(?:sudden|months|days|weeks|two|three))\b/i;
const PERSON = /\b(?:man|woman|male|female|boy|girl|lady|gentleman|patient|yo|y\/o|year-old|\d+ ?[MF])\b/i;
const BESIDE = /\b(?:history of|also (?:has|had|takes)|who (?:has|takes|had|uses)|known|long-?standing|taking|takes)\b/i;
/** What an operation the patient is admitted to is done for. */
const OPERATED_FOR =
  /\badmi(?:tted|ssion)\b[^.;\n]*\b(?:resection|repair|replacement|operation|surgery|\w+(?:ectomy|plasty|otomy|ostomy|desis))\s+(?:for|of)\s+(?:[\w-]+\s+){0,4}$/i;
const BECAUSE_OF =
  /\b(?:due to|caused by|secondary to|because of|from|attributed to|related to|in the setting of|after)\s+(?:[\w-]+\s+){0,4}$/i;
/** What never brings a patient in by itself: the blood lost, the salts lost, the shock of what is named beside it. */
const CONSEQUENCE = /^(?:D62|D63|D6481|E8[67]|R57|O9081|O99|O62)/;
/** What follows from other conditions or is watched beside them, seldom what a patient is admitted for when something else stands. */
const SECOND = /^(?:D69|E83|F1\d[12]|G93|G81|R|J96|N179|I9[57]|E66|E43|E44|T(?:3[6-9]|4\d|50)...[56]|P0)/;
const NEVER = /^(?:B9[5-7]|[V-Y]|Z(?!38|51[01])|R65|T(?:3[6-9]|4\d|50)...[56])/;

export const rule = defineRule({
  id: 'principal-in-course',
  title: 'Where no diagnoses are listed, the story of the stay tells which is principal',
  sources: [guideline('II.A'), guideline('II.B'), guideline('II.G')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const standing = candidates.filter(({ probability }) => probability >= 0.5);
    if (standing.some(({ place }) => place === 'problem' || place === 'assessment-text')) return [];
    let best: Candidate | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const candidate of standing) {
      if (NEVER.test(candidate.code) || onsetAfterAdmission(candidate, context)) continue;
      const weight = weightOf(candidate, context);
      if (weight > most || (weight === most && best !== undefined && startOf(candidate) < startOf(best))) {
        best = candidate;
        most = weight;
      }
    }
    return best ? [{ kind: 'first', code: best.code }] : [];
  },
});

const startOf = ({ evidence }: Candidate): number => Math.min(...evidence.map(({ start }) => start));

function weightOf(candidate: Candidate, { note }: RuleContext): number {
  const { code } = candidate;
  let weight = 2;
  if (/^(?:R|J3489)/.test(code)) weight = -1;
  else if (isLasting(code) && !isDecompensated(code)) weight = 0;
  else if (code.startsWith('C') || code.startsWith('D4')) weight = 1;
  if (CONSEQUENCE.test(code)) weight -= 3;
  else if (SECOND.test(code) && !isDecompensated(code)) weight -= 1.5;
  let told = -2;
  for (const { start, end } of candidate.evidence) {
    const segment = segmentAt(note, start);
    if (!segment) continue;
    const lead = note.text.slice(segment.start, start);
    const rest = note.text.slice(end, segment.end);
    let cue = 0;
    if (CONCLUDED.test(lead)) cue = 2;
    else if (CHIEFLY.test(lead)) cue = 1.5;
    if (PERSON.test(lead) && ARRIVES.test(rest) && !ARRIVES.test(lead)) cue = -1.5;
    else if (BESIDE.test(lead) || candidate.place === 'history') cue -= 1;
    if (OPERATED_FOR.test(lead)) cue += 1;
    if (BECAUSE_OF.test(lead)) cue -= 1;
    if (cue > told) told = cue;
  }
  return weight + told;
}
