import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

const INJURY = /^(?:S|T0[07]|T1[4-9]|T2[0-8])/;
/** Injuries of a body region that is not named. */
const NO_REGION = /^T(?:07|14(?:8|90))/;
const WOUND = /^(?:S|T2[0-5])/;
const BROKEN =
  /fract|\bfxs?\b|broke|burst|avuls|crack|separat|slipp|split|torus|buckle|disrupt|colles|smith|bennett|barton|maisonn|jefferson|hangman|dens/i;
/** Superficial injuries: abrasion, blister, contusion, constriction, splinter, insect bite. */
const SUPERFICIAL = /^S[0-9]0/;

export const rule = defineRule({
  id: 'injury-episode',
  title: 'An injury is coded for the care it gets now, once, where it is, and not beside a worse one of the same site',
  sources: [guideline('I.C.19.a'), guideline('I.C.19.b'), guideline('I.C.19.b.1'), guideline('III.A')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit({ mention, place }, { note }) {
    const words = note.text.slice(mention.start, mention.end);
    // Inclusion terms of fractures name bones: "heel bone" alone is none.
    if (mention.source === 'inclusion' && /^S[0-9]2/.test(mention.code) && !BROKEN.test(words))
      return { reason: 'a bone is named, no fracture of it' };
    return INJURY.test(mention.code) && place === 'history'
      ? { reason: 'an injury of the past history, not treated now (guideline III.A)' }
      : undefined;
  },
  apply(candidates) {
    const actions: Action[] = [];
    const injuries = answered(candidates, INJURY);
    const gone = new Set<Candidate>();
    const drop = (candidate: Candidate, reason: string): void => {
      if (gone.has(candidate)) return;
      gone.add(candidate);
      actions.push({ kind: 'drop', candidate, reason });
    };
    for (const one of injuries) {
      // The best documented mention says for what care it is; a sequela may stand beside a current burn (I.C.19.d.8).
      const other = injuries.find((best) => best !== one && isSameInjury(best, one) && isBetter(best, one));
      if (other) drop(one, `the same injury is coded with the 7th character of the care it gets now: ${dottedCode(other.code)}`);
      if (NO_REGION.test(one.code)) {
        const known = injuries.find(({ code }) => WOUND.test(code));
        if (known) drop(one, `the injury is known: ${dottedCode(known.code)} (${known.title})`);
      }
      if (SUPERFICIAL.test(one.code)) {
        const worse = injuries.find((injury) => isWorseOfSite(injury, one));
        if (worse) drop(one, `a superficial injury of the site of ${dottedCode(worse.code)} (${worse.title})`);
      }
    }
    return actions;
  },
});

function isSameInjury(a: Candidate, b: Candidate): boolean {
  return (
    a.code.length === 7 && a.code.slice(0, 6) === b.code.slice(0, 6) && a.code !== b.code && !a.code.endsWith('S') && !b.code.endsWith('S')
  );
}

/** An assessment says more of the care than the story; of two of its kind the one told last does. */
function isBetter(a: Candidate, b: Candidate): boolean {
  const told = ({ place }: Candidate): number => (/^(?:problem|list|assessment)/.test(place) ? 0 : 1);
  return (told(a) - told(b) || b.probability - a.probability || b.order - a.order) < 0;
}

/** An open wound, fracture or crush of the same region, the same part and side as far as the titles name them. */
function isWorseOfSite(worse: Candidate, superficial: Candidate): boolean {
  if (worse.code.charAt(1) !== superficial.code.charAt(1) || !/^S[0-9][1278]/.test(worse.code)) return false;
  const part = (title: string): string | undefined =>
    /\b(?:(right|left) )?(scalp|eyelid|nose|ear|lip|cheek|neck|shoulder|upper arm|elbow|forearm|wrist|hand|thumb|index finger|middle finger|ring finger|little finger|hip|thigh|knee|lower leg|ankle|foot|great toe|lesser toe)\b/i
      .exec(title)?.[0]
      ?.toLowerCase();
  const site = part(superficial.title);
  return site !== undefined && part(worse.title) === site;
}
