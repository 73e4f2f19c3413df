import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidOf, statedCause } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';

/** Pain by site, to which G89 adds whether it is acute or chronic. */
const SITE = /^(?:M25[5]|M54|M796|R07[0-9]|R10|R51|R102|N644|H571|H920|G50[1]|M791)/;
/** The encounter is for the pain itself (I.C.6.b.1.a). */
const FOR_PAIN =
  /\b(?:pain (?:management|control|clinic|medicine)|(?:epidural|trigger point|facet|nerve block|intrathecal|steroid) (?:steroid )?(?:injection|block)|neurostimulator|spinal cord stimulator|radiofrequency ablation)\b/i;
const NOT_FOR_PAIN =
  /\b(?:refer(?:red|ral)?|consult\w*|discuss\w*|consider\w*|follow(?:ed|s)? (?:by|with)|history of|declin\w*)\b[^.\n]{0,40}$/i;
/** Pain that is expected after an operation is not coded (I.C.6.b.3). */
const EXPECTED = /\b(?:expected|routine|appropriate|well[- ]controlled|as expected|incisional)\b/i;
const REASON: ReadonlySet<string> = new Set(['cc', 'consult-reason', 'indication', 'procedure', 'admit-dx']);
/** In the story the patient has to come for it. */
const STORY: ReadonlySet<string> = new Set(['hpi', 'subjective', 'none']);
const COMES_FOR =
  /\b(?:here|presents?|presenting|presented|seen|visit|encounter|admitted|returns?|scheduled)\b[^.\n]{0,50}\b(?:for|to)\b[^.\n]{0,40}$/i;

export const rule = defineRule({
  id: 'pain-g89',
  title: 'G89 adds acute or chronic to pain without a known cause, and is first when the encounter is for the pain',
  sources: [guideline('I.C.6.b.1'), guideline('I.C.6.b.3'), guideline('I.C.6.b.5')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const pains = answered(candidates, /^G89/);
    if (pains.length === 0) return [];
    const forPain = isForPain(context);
    const actions: Action[] = [];
    for (const pain of pains) {
      if (pain.code === 'G894' || pain.code === 'G890') continue;
      if (/^G89(?:18|28)/.test(pain.code) && EXPECTED.test(saidOf(pain, context))) {
        actions.push({ kind: 'drop', candidate: pain, reason: 'expected pain after an operation is not coded (guideline I.C.6.b.3)' });
        continue;
      }
      // G89.3 names the tumour's pain whatever the encounter is for (I.C.6.b.5).
      const cause = pain.code === 'G893' ? undefined : causeOf(pain, candidates, context);
      if (cause && !forPain) {
        actions.push({
          kind: 'drop',
          candidate: pain,
          reason: `the cause of the pain is known: ${dottedCode(cause.code)} (${cause.title})`,
        });
        continue;
      }
      if (forPain) {
        actions.push({ kind: 'first', code: pain.code });
        continue;
      }
      for (const site of answered(candidates, SITE)) if (site.order === pain.order) actions.push(before(site.code, pain.code));
    }
    return actions;
  },
});

/** A definitive diagnosis the sentence gives as the cause of the pain. */
function causeOf(pain: Candidate, candidates: readonly Candidate[], context: RuleContext): Candidate | undefined {
  return candidates.find(
    (other) => other.probability >= 0.5 && !/^(?:R|G89|Z|M25[5]|M54[2-9]|M796|[V-Y])/.test(other.code) && statedCause(pain, other, context),
  );
}

function isForPain({ note }: RuleContext): boolean {
  return note.segments.some((segment) => {
    const story = STORY.has(segment.kind);
    if (!story && !REASON.has(segment.kind)) return false;
    const said = note.text.slice(segment.start, segment.end);
    const match = FOR_PAIN.exec(said);
    if (!match) return false;
    const before = said.slice(0, match.index);
    return !NOT_FOR_PAIN.test(before) && (!story || COMES_FOR.test(before));
  });
}
