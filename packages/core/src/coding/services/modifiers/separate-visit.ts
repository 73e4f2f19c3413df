import type { ServiceDraft } from '../service-draft.js';
import { type Claim, type ModifierRule, noteSays } from './modifier.js';

/** Visits that may carry a modifier for a procedure of the day. */
const PROBLEM_VISIT = /^(?:992(?:0[2-5]|1[2-5]|2[1-3]|3[1-6]|4[2-5]|5[2-5]|8[1-5]|91)|993[089]|9934|9935|980|920)/;
const PREVENTIVE = /^993[89]/;
/** Services without a global period that are paired with visits all the same (NCCI, procedure-to-procedure edits with E/M). */
const PAIRED =
  /^(?:930(?:00|05|10)|95251|9940[67]|94010|94060|94640|94664|9511[57]|963[67]|964|9047[1-4]|9046[01]|G00(?:08|09|10)|90480|9638[01]|58300|1198[123]|98925|98926|98940|98941|95004|96360)/;

/** Surgery decided on now and done today or tomorrow. */
const DECIDED =
  /\b(?:decision (?:was |is )?(?:made )?(?:today )?(?:for|to proceed (?:with|to)|to operate|to take)|decided (?:on|to proceed with)|will (?:be taken|take (?:him|her|them|the patient)|proceed)|proceed(?:ing)?|taken|book(?:ed|ing)|plan(?:ned)? for)\b[^.;]{0,80}\b(?:surgery|operation|operating room|or|(?:hemi)?arthroplasty|appendectomy|cholecystectomy|laparo\w+|fixation|orif|nail(?:ing)?|craniotomy|repair|cesarean|\w+ectomy)\b[^.;]{0,40}\b(?:today|tonight|tomorrow|now|this (?:morning|afternoon|evening)|in the morning|emergen\w+|urgent\w*)\b/i;

function others(draft: ServiceDraft, claim: Claim): ServiceDraft[] {
  return claim.drafts.filter((other) => other !== draft);
}

/** 24: unrelated visit within a global period; 57: the visit at which a major procedure was decided; 25: separate from a minor one. */
export const SEPARATE_VISIT: readonly ModifierRule[] = [
  {
    modifier: '24',
    source: 'CPT Appendix A; Medicare Claims Processing Manual, chapter 12, section 40.2',
    when: (draft, claim) =>
      draft.kind === 'visit' &&
      PROBLEM_VISIT.test(draft.code) &&
      noteSays(
        claim.context,
        /\bunrelated to (?:the |his |her |their |that )?(?:recent |prior )?(?:surgery|procedure|operation)|\b(?:within|during|in) (?:the |her |his |a )?(?:\d+[- ]day )?(?:global|post-?operative|surgical global) (?:period|window)[^.]{0,60}\b(?:unrelated|new problem|different problem)|\bunrelated\b[^.]{0,40}\b(?:global|post-?operative) period/i,
      )
        ? 'unrelated to the operation in whose global period it falls'
        : undefined,
  },
  {
    modifier: '57',
    source: 'CPT Appendix A; Medicare Claims Processing Manual, chapter 12, section 40.2',
    when: (draft, claim) => {
      if (draft.kind !== 'visit' || !PROBLEM_VISIT.test(draft.code)) return undefined;
      const major = others(draft, claim).find((other) => other.row?.global === 90);
      const decided = !major && DECIDED.test(claim.context.note.text) && /^99(?:2|3)/.test(draft.code);
      if (decided) return 'the decision for a major operation of this or the next day was made at this visit';
      return major ? `the decision for ${major.code}, which has a global period of 90 days, was made at this visit` : undefined;
    },
  },
  {
    modifier: '25',
    source: 'CPT Appendix A; NCCI Policy Manual, chapter I, section D',
    when: (draft, claim) => {
      if (draft.kind !== 'visit' || !(PROBLEM_VISIT.test(draft.code) || PREVENTIVE.test(draft.code))) return undefined;
      if (others(draft, claim).some((other) => other.row?.global === 90)) return undefined;
      const first = others(draft, claim).find(
        (other) => (other.row?.global !== undefined && other.kind !== 'visit') || PAIRED.test(other.code),
      );
      if (first) return `significant and separate from ${first.code} of the same day`;
      const preventive = others(draft, claim).find((other) => other.family === 'preventive');
      return preventive && !PREVENTIVE.test(draft.code) ? `a problem treated beyond the preventive visit ${preventive.code}` : undefined;
    },
  },
];
