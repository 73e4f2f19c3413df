import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { type CauseOfInjury, isStory, readCircumstances, type SaidCause } from '../../external-causes/reader.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** Codes of chapter 20 that say how, where, in doing what and as what; the rest of the chapter speaks of medical care and findings. */
const EXTERNAL = /^(?:[V-X]|Y[0-3]|Y9[239])/;
const CIRCUMSTANCE = /^Y9[239]/;
/**
 * Injuries and other conditions of an external cause. Poisoning, toxic, adverse and asphyxia codes say the cause and intent themselves
 * (I.C.20.a.8).
 */
const INJURY = /^(?:S|T07|T1[4-9]|T2|T3[0-4]|T6[6-9]|T7[034-69]|M97)/;
const WOUND = /^(?:S|T07|T14|T79|M97)/;
/** Causes that go with certain injuries only; the first that fits decides, all others go with wounds. */
const GOES_WITH: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:X0|X1[0-9]|W4[01])/, /^(?:T2[0-8]|T3[0-2]|T14|S|T59|T58|J705)/],
  [/^W39/, /^(?:S|T2|T3[0-2]|T14)/],
  [/^W8[56]/, /^(?:T754|T2|T3[0-2])/],
  [/^W89/, /^(?:T2[0-6]|H16|L56)/],
  [/^X30/, /^T67/],
  [/^X31/, /^(?:T3[34]|T68|T69)/],
  [/^W(?:6[5-9]|7)/, /^T751/],
  [/^W44/, /^T1[5-9]/],
  [/^X50/, /^S(?:[0-9]3|[0-9]6|39|29|76|86|96|46|56|66)/],
  [/^(?:X7|X8)/, /^(?:S|T14|T2|T3[0-2]|T71)/],
  [/^(?:X9|Y0)/, /^(?:S|T07|T14|T2|T3[0-2]|T7[46]|T79)/],
];

/** Care before this visit for the same injury; read where the story of a visit is told. */
const SEEN_BEFORE =
  /\b(?:s\/p|status post|follow(?:ing)?[- ]?up|f\/u|re-?check|return(?:s|ing)? (?:for|to|today)|(?:seen|evaluated|treated|x-?rayed|splinted|went|presented) (?:[\w-]+ ){0,5}?(?:in|at|by|to) (?:the |an? |our |local |outside )*(?:ed|er|emergency|urgent care|office|clinic|hospital|pcp)|(?:ed|er|urgent care) (?:visit|follow)|(?:\d+|two|three|four|six) (?:wks?|weeks?|months?|mos?) (?:out|post|s\/p|after|ago|status post))\b/i;

/** Causes stand behind every other diagnosis, the circumstances behind the cause (I.C.20.a.6, I.C.20.d). */
const LAST = 1_000_000;

export const rule = defineRule({
  id: 'external-cause',
  title: 'An injury is followed by its cause and, at the first encounter, by place, activity and status',
  sources: [
    guideline('I.C.20.a.2'),
    guideline('I.C.20.a.6'),
    guideline('I.C.20.a.8'),
    guideline('I.C.20.b'),
    guideline('I.C.20.c'),
    guideline('I.C.20.d'),
    guideline('I.C.20.f'),
    guideline('I.C.20.h'),
    guideline('I.C.20.i'),
    guideline('I.C.20.k'),
  ],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const stated = candidates.filter(({ code }) => EXTERNAL.test(code));
    const injuries = answered(candidates, INJURY);
    const [injury] = injuries;
    if (!injury)
      return stated
        .filter((one) => !isHeading(one))
        .map((candidate) => drop(candidate, 'no injury or other condition of an external cause is coded'));
    const episode = episodeOf(injuries);
    const told = readCircumstances(context);
    const [cause] = told.causes
      .filter(({ code, historical }) => (!historical || episode !== 'A') && injuries.some((one) => goesWith(code, one.code)))
      .sort((a, b) => b.weight - a.weight || a.start - b.start);
    if (!cause) return stated.flatMap((one) => kept(one, injuries, episode, context));
    const from = injuries.find((one) => goesWith(cause.code, one.code)) ?? injury;
    const added = [made(cause, from, episode, 0, probabilityOf(cause), context)];
    if (episode === 'A' && isFirstEncounter(context)) {
      const { place, activity, status } = told.about(cause);
      if (place) added.push(made(place, from, episode, 1, 0.75, context));
      // Not for what the person did to himself or others did to him; an activity adds nothing there.
      if (activity && !/^(?:X[7-9]|Y)/.test(cause.code)) added.push(made(activity, from, episode, 2, 0.7, context));
      // Sport, or something done at home, is no work unless the note says that it was (I.C.20.k).
      const leisure =
        activity && (/^Y93(?:0[2-9]|[1-7])/.test(activity.code) || place?.code.startsWith('Y920'))
          ? { ...activity, code: 'Y998' }
          : undefined;
      const standing = status ?? leisure;
      if (standing) added.push(made(standing, from, episode, 3, status ? 0.75 : 0.65, context));
    }
    const codes = added.filter((one) => one !== undefined);
    if (codes.length === 0) return [];
    return [
      ...stated.map((candidate) => drop(candidate, 'the circumstances of the injury are read from the sentence that tells of them')),
      ...codes.map((candidate): Action => ({ kind: 'add', candidate })),
    ];
  },
});

function drop(candidate: Candidate, reason: string): Action {
  return { kind: 'drop', candidate, reason };
}

/** A fall or accident that is itself assessed. */
function isHeading({ code, place }: Candidate): boolean {
  return place === 'problem' && /^(?:V|W[01])/.test(code);
}

/** Active treatment before healing before sequela: what is still treated decides (I.C.20.a.2, I.C.20.i.2). */
function episodeOf(injuries: readonly Candidate[]): 'A' | 'D' | 'S' {
  const characters = injuries.map(({ code }) => (code.length === 7 ? (code[6] as string) : 'A'));
  if (characters.some((character) => /[ABC]/.test(character))) return 'A';
  return characters.some((character) => character !== 'S') ? 'D' : 'S';
}

function goesWith(cause: string, injury: string): boolean {
  return (GOES_WITH.find(([codes]) => codes.test(cause))?.[1] ?? WOUND).test(injury);
}

function probabilityOf({ weight }: CauseOfInjury): number {
  return weight >= 2 ? 0.85 : weight >= 1 ? 0.7 : 0.6;
}

/** Whether the injury is first seen here; an emergency or inpatient record of active treatment is that of the first encounter. */
function isFirstEncounter({ setting, note }: RuleContext): boolean {
  if (setting === 'ed' || setting === 'inpatient') return true;
  return !note.segments.some((segment) => isStory(segment, note) && SEEN_BEFORE.test(note.text.slice(segment.start, segment.end)));
}

/** A code of chapter 20 with the 7th character of the injury where it has one. */
function made(
  { code, start, end }: SaidCause,
  injury: Candidate,
  episode: string,
  order: number,
  probability: number,
  context: RuleContext,
): Candidate | undefined {
  const whole = withEpisode(code, episode, context);
  const candidate = context.make({
    code: whole,
    from: [injury],
    evidence: [context.evidenceAt(start, end)],
    path: [
      CIRCUMSTANCE.test(code) ? 'External cause, circumstances' : 'External cause',
      ...(whole.length === 7 ? [`7th character: ${episode}`] : []),
    ],
    order: LAST + order,
    probability: Math.min(probability, injury.probability),
  });
  return candidate?.code === whole ? candidate : undefined;
}

function withEpisode(stem: string, episode: string, { icd, date }: RuleContext): string {
  const exact = icd.table.find(stem);
  return exact !== -1 && icd.table.billableOn(exact, date) ? stem : stem.padEnd(6, 'X') + episode;
}

/** What the index found of causes stays when the sentences tell of none, with the character of the injury; circumstances alone do not. */
function kept(one: Candidate, injuries: readonly Candidate[], episode: string, context: RuleContext): Action[] {
  if (CIRCUMSTANCE.test(one.code) || one.code.startsWith('X58') || !injuries.some(({ code }) => goesWith(one.code, code)))
    return [drop(one, 'no event that caused the injury is told')];
  if (one.code.length !== 7 || one.code.endsWith(episode)) return [];
  const by = context.make({ code: one.code.slice(0, 6) + episode, from: [one], path: one.path });
  return by ? [{ kind: 'replace', candidates: [one], by }] : [];
}
