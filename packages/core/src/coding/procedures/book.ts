import type { Icd10pcs } from '../../codesets/icd10pcs.js';
import type { Lexicon } from '../../codesets/lexicon.js';
import { tokenise } from '../../codesets/words.js';
import { PhraseIndex } from './phrases.js';
import { type Part, parseParts, parseTemplate, type Template } from './template.js';

/** A named procedure of the lexicon. */
export interface Operation {
  readonly name: string;
  readonly templates: readonly Template[];
  /** Not reported on claims: plain imaging, bedside tests, drugs. */
  readonly mentionsOnly: boolean;
  /** Reported by the policy of the facility only. */
  readonly policy: boolean;
  /** Read in the description of an operation too, beside its title. */
  readonly narrative: boolean;
  /** Coded only where the text gives the number the code needs. */
  readonly counted: boolean;
  /** The body part where the note names none. */
  readonly fallback: Part | undefined;
}

/** A device, substance or qualifier by the words official titles have for it, first choice first. */
export interface DeviceCue {
  readonly titles: readonly string[];
}

export interface ApproachCue {
  readonly values: readonly string[];
  readonly rank: number;
}

export type Status = 'planned' | 'declined' | 'not-done' | 'past' | 'cause' | 'used' | 'own' | 'mother' | 'done';

export interface PerformanceCue {
  readonly status: Status;
  readonly before: boolean;
  readonly after: boolean;
}

/** The procedure tables of the lexicon, ready for matching. */
export interface ProcedureBook {
  readonly operations: PhraseIndex<Operation>;
  readonly anatomy: PhraseIndex<readonly Part[]>;
  readonly devices: PhraseIndex<DeviceCue>;
  readonly approaches: PhraseIndex<ApproachCue>;
  readonly performance: PhraseIndex<PerformanceCue>;
}

export function openProcedureBook(pcs: Icd10pcs, lexicon: Lexicon): ProcedureBook {
  const { folding } = lexicon;
  const operations = new PhraseIndex<Operation>(folding);
  for (const row of lexicon.rows('procedures/operations')) {
    const use = (row['use'] as string).split(' ');
    const names = (row['term'] as string).split('|');
    const at = use.find((one) => one.startsWith('at='))?.slice(3);
    const operation: Operation = {
      name: names[0] as string,
      templates: (row['code'] as string).split(',').flatMap((text) => parseTemplate(text.trim()) ?? []),
      mentionsOnly: use.includes('mentions'),
      policy: use.includes('policy'),
      narrative: use.includes('narrative'),
      counted: use.includes('counted'),
      fallback: at === undefined ? undefined : parseParts(at)?.[0],
    };
    for (const name of names)
      operations.add(name, operation, { adjacent: use.includes('phrase'), capitals: use.includes('upper') ? 5 : 3 });
  }
  const devices = new PhraseIndex<DeviceCue>(folding);
  for (const row of lexicon.rows('procedures/devices')) {
    const cue: DeviceCue = { titles: (row['title'] as string).split('|') };
    for (const term of (row['term'] as string).split('|')) devices.add(term, cue, { adjacent: true });
  }
  const approaches = new PhraseIndex<ApproachCue>(folding);
  for (const row of lexicon.rows('procedures/approaches')) {
    const cue: ApproachCue = { values: (row['approach'] as string).split(' '), rank: Number(row['rank']) };
    for (const term of (row['cue'] as string).split('|')) approaches.add(term, cue, { adjacent: true });
  }
  const performance = new PhraseIndex<PerformanceCue>(folding);
  for (const row of lexicon.rows('procedures/performance')) {
    const cue: PerformanceCue = { status: row['status'] as Status, before: row['reach'] !== 'after', after: row['reach'] !== 'before' };
    for (const term of (row['cue'] as string).split('|')) performance.add(term, cue, { adjacent: true });
  }
  return { operations, anatomy: anatomyIndex(pcs, lexicon), devices, approaches, performance };
}

/** The values the labels of a body system give a part. */
interface LabelledPart {
  right?: string;
  left?: string;
  both?: string;
  single?: string;
}

const SIDE = /\b(?:right|left|bilateral)\b/gi;

/** Own terms first, then the labels of the code book, then the Body Part Key. */
function anatomyIndex(pcs: Icd10pcs, lexicon: Lexicon): PhraseIndex<readonly Part[]> {
  const { folding } = lexicon;
  const index = new PhraseIndex<readonly Part[]>(folding);
  const own = new Set<string>();
  const keyOf = (text: string): string =>
    tokenise(text)
      .map(({ word }) => folding.stem(word))
      .sort()
      .join(' ');
  for (const row of lexicon.rows('procedures/anatomy')) {
    const parts = parseParts(row['parts'] as string) as Part[];
    for (const term of (row['term'] as string).split('|')) {
      own.add(keyOf(term));
      index.add(term, parts);
    }
  }
  const { labels, terms } = pcs.anatomy();
  const byName = new Map<string, { text: string; parts: Map<string, LabelledPart> }>();
  for (const { system, value, label } of labels) {
    const text = label.replace(SIDE, ' ').replace(/[,()]/g, ' ').trim();
    const key = keyOf(text);
    const entry = byName.get(key) ?? { text, parts: new Map<string, LabelledPart>() };
    byName.set(key, entry);
    const part = entry.parts.get(system) ?? {};
    entry.parts.set(system, part);
    const side = /\b(right|left|bilateral)\b/i.exec(label)?.[1]?.toLowerCase();
    if (side === 'right') part.right = value;
    else if (side === 'left') part.left = value;
    else if (side === 'bilateral') part.both = value;
    else part.single = value;
  }
  const partsOf = (label: string): Part[] => {
    const entry = byName.get(keyOf(label.replace(SIDE, ' ').replace(/[,()]/g, ' ')));
    return [...(entry?.parts ?? [])].flatMap(([system, { right, left, both, single }]): Part[] => {
      if (right !== undefined && left !== undefined) return [{ system, right, left, both }];
      return single === undefined ? [] : [{ system, right: single, left: undefined, both: undefined }];
    });
  };
  const add = (text: string, parts: Part[]): void => {
    const key = keyOf(text);
    if (own.has(key) || parts.length === 0) return;
    own.add(key);
    index.add(text, parts);
  };
  for (const { text } of byName.values()) add(text, partsOf(text));
  for (const { term, label } of terms) add(term.replace(/\(.*?\)/g, ' '), partsOf(label));
  return index;
}
