import type { Lexicon } from '../codesets/lexicon.js';
import { type Token, tokenise } from '../codesets/words.js';
import type { SectionKind } from './structure.js';

/** What kind of section a text is, and how sure that is. */
export interface SectionGuess {
  readonly kind: SectionKind;
  /** 0…1, among the kinds the words speak for. */
  readonly probability: number;
}

interface Cue {
  readonly stems: readonly string[];
  readonly kind: SectionKind;
  readonly weight: number;
}

/** How often a kind occurs before anything is read: histories and the story make up most of a dictated note. */
const PRIOR: Readonly<Partial<Record<SectionKind, number>>> = {
  hpi: 1,
  sh: 0.8,
  fh: 0.8,
  pmh: 0.6,
  psh: 0.4,
  ros: 0.3,
  meds: 0.3,
  cc: 0.2,
  allergies: 0.2,
  assessment: 0.1,
  exam: 0,
  plan: -0.1,
  'discharge-dx': -0.3,
  course: -0.4,
  disposition: -0.4,
  immunizations: -0.3,
  imaging: -0.5,
  labs: -0.6,
  obhx: -0.5,
  procedure: -0.8,
  other: -1.2,
};
/** Names of operations by their endings. */
const OPERATION = /(?:ectomy|ectomies|plasty|otomy|ostomy|rrhaphy|oscopy|desis)$/;
/** A text shorter than this says little by itself; one longer is a story. */
const SHORT = 12;
const LONG = 45;
/** Kinds that are lists of a few words as a rule. */
const LISTS: readonly SectionKind[] = [
  'psh',
  'pmh',
  'meds',
  'allergies',
  'immunizations',
  'obhx',
  'cc',
  'discharge-dx',
  'disposition',
  'imaging',
  'labs',
  'exam',
];
/** How much of the evidence the first, second, … mention of a kind adds. */
const DIMINISHING = 0.85;

/** Tells the kind of a section from its words when its header is not known. */
export class SectionKindReader {
  private readonly byFirst = new Map<string, Cue[]>();
  private readonly lexicon: Lexicon;

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
    for (const row of lexicon.rows('section-words')) {
      const stems = stemsOf(tokenise(row['phrase'] as string), row['phrase'] as string, lexicon);
      const first = stems[0];
      if (first === undefined) continue;
      const cue: Cue = { stems, kind: row['kind'] as SectionKind, weight: Number(row['weight']) };
      const list = this.byFirst.get(first);
      if (list) list.push(cue);
      else this.byFirst.set(first, [cue]);
    }
    for (const list of this.byFirst.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  }

  /** @example new SectionKindReader(lexicon).kind('No known drug allergies.').kind // 'allergies' */
  kind(text: string): SectionGuess {
    const tokens = tokenise(text);
    const stems = stemsOf(tokens, text, this.lexicon);
    const scores = new Map<SectionKind, number>(Object.entries(PRIOR) as [SectionKind, number][]);
    const counts = new Map<SectionKind, number>();
    const add = (kind: SectionKind, weight: number): void => {
      const n = counts.get(kind) ?? 0;
      counts.set(kind, n + 1);
      scores.set(kind, (scores.get(kind) ?? 0) + weight * 0.35 * DIMINISHING ** n);
    };
    for (let i = 0; i < stems.length; i++) {
      const list = this.byFirst.get(stems[i] as string) ?? [];
      let longest = 0;
      for (const cue of list) {
        if (cue.stems.length < longest || !cue.stems.every((stem, k) => stems[i + k] === stem)) continue;
        longest = cue.stems.length;
        add(cue.kind, cue.weight);
      }
    }
    const words = tokens.map((token) => token.word);
    for (let i = 0; i < words.length; i++) {
      if (OPERATION.test(words[i] as string)) add('psh', 4);
      if (this.lexicon.drugs.at(words, i).length > 0) add('meds', 3);
    }
    const n = words.length;
    // Diseases told of relatives are the family's.
    if ((counts.get('fh') ?? 0) >= 2 && n <= 3 * LONG) add('fh', 3 * Math.min(4, counts.get('fh') ?? 0));
    if (/\bgiven\b[^.]{0,60}\b(?:mg|mcg|units|liter|ml|IV|IM)\b/.test(text)) add('course', 8);
    if (/^\W*(?:unremarkable|negative|non-?\s?contributory|unknown)\W*$/i.test(text)) add('fh', 8);
    const negations = words.filter((word) => word === 'no' || word === 'denies' || word === 'negative' || word === 'denied').length;
    if (negations >= 3 && negations / n > 0.06) add('ros', 5);
    if (n > LONG) {
      // What a list of a few words says outright, a story says in passing.
      for (const kind of LISTS) scores.set(kind, (PRIOR[kind] ?? 0) + ((scores.get(kind) ?? 0) - (PRIOR[kind] ?? 0)) * (LONG / n));
      add('hpi', 4);
    }
    if (n > 2 * LONG) add('hpi', 4);
    if (n <= SHORT) add('hpi', -7);
    else scores.set('cc', (scores.get('cc') ?? 0) - 0.05 * (n - SHORT));
    if (n <= 4) add('cc', 2);
    if (/^\s*1[.)]\s/.test(text)) add('assessment', /\s2[.)]\s/.test(text) ? 9 : 5);
    return best(scores);
  }
}

function best(scores: ReadonlyMap<SectionKind, number>): SectionGuess {
  let kind: SectionKind = 'other';
  let top = -Infinity;
  let total = 0;
  for (const [name, score] of scores) {
    total += Math.exp(score);
    if (score > top) {
      top = score;
      kind = name;
    }
  }
  return { kind, probability: Math.round((Math.exp(top) / total) * 100) / 100 };
}

/** Stems, with a colon kept as a stem of its own behind a label. */
function stemsOf(tokens: readonly Token[], text: string, lexicon: Lexicon): string[] {
  return tokens.flatMap((token, i) => {
    const stem = lexicon.folding.stem(token.word);
    const next = tokens[i + 1]?.start ?? text.length;
    return /^\s*:/.test(text.slice(token.end, next)) ? [stem, ':'] : [stem];
  });
}
