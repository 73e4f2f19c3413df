import { stemRange } from '../codesets/code.js';
import type { CodeId } from '../codesets/code-table.js';
import type { Icd10cm } from '../codesets/icd10cm.js';
import type { KnownWord, Lexicon } from '../codesets/lexicon.js';
import { tokenise } from '../codesets/words.js';
import type { Day } from '../model/date.js';

export type Side = 'right' | 'left' | 'bilateral';

/** What is documented about the axes that titles of sibling codes differ in. */
export interface SlotFacts {
  /** Stems of the words in scope of the condition. */
  readonly words: ReadonlySet<string>;
  readonly side: Side | undefined;
  readonly trimester: 'first' | 'second' | 'third' | undefined;
  /** initial: active treatment; subsequent: routine healing; sequela. */
  readonly episode: 'initial' | 'subsequent' | 'sequela';
}

/** An axis that was filled, and with what. */
export interface FilledSlot {
  readonly axis: 'laterality' | 'trimester' | '7th character' | 'detail';
  readonly value: string;
}

export interface ResolvedCode {
  readonly id: CodeId;
  readonly filled: readonly FilledSlot[];
  /** Axes whose value is not documented, so that the code says "unspecified". */
  readonly open: readonly FilledSlot['axis'][];
}

/** The code of a stem that is billable and leaves nothing open, whatever else is documented. */
export function finalCode(icd: Icd10cm, stem: string, date: Day): ResolvedCode | undefined {
  const id = icd.table.find(stem);
  if (id === -1 || !icd.table.billableOn(id, date) || isOpenStem(stem, icd.table.title(id, date))) return undefined;
  return { id, filled: [], open: [] };
}

/** What leaves an axis open gives way to the sibling that says what is documented. */
function isOpenStem(stem: string, title: string): boolean {
  // "Chronic or unspecified ulcer with hemorrhage": the index has the acute one, and another acute condition nearby makes none.
  return stem.length > 3 && /(?<!\bchronic or )\bunspecified\b/i.test(title);
}

/**
 * Completes a stem to the billable code that says what is documented and no more. Axes come from comparing sibling titles
 * (laterality, trimester, 7th character, other detail); where the note is silent the unspecified sibling is taken
 * (guidelines I.B.2, I.B.13, I.B.18).
 */
export function resolveSlots(icd: Icd10cm, lexicon: Lexicon, stem: string, facts: SlotFacts, date: Day): ResolvedCode | undefined {
  const final = finalCode(icd, stem, date);
  if (final) return final;
  const { table } = icd;
  const exact = table.find(stem);
  const complete = exact !== -1 && table.billableOn(exact, date);
  const own = exact === -1 ? '' : table.title(exact, date);
  const isOpen = isOpenStem(stem, own);
  if (complete && facts.side) {
    const sided = ofSide(icd, exact, facts.side, date);
    if (sided !== undefined) {
      const resolved = resolveSlots(icd, lexicon, table.code(sided), facts, date);
      if (resolved)
        return {
          ...resolved,
          filled: [{ axis: 'laterality', value: facts.side }, ...resolved.filled.filter(({ axis }) => axis !== 'laterality')],
        };
    }
  }
  const { first, last } = table.range(stemRange(isOpen ? openStem(stem) : stem));
  const ofStem = new Map<string, boolean>();
  const known = new Set(isOpen ? tokenise(own).map(({ word }) => lexicon.folding.stem(word)) : []);
  let best: CodeId | -1 = -1;
  let bestScore = -Infinity;
  const fallback = complete ? exact : icd.defaultBillable(stem, date);
  const words = withRegions(facts.words);
  const ofSides = sidesBetween(icd, lexicon, first, last, date);
  let sides = false;
  let trimesters = false;
  const seventh = facts.episode === 'initial' ? /[AB]$/ : facts.episode === 'subsequent' ? /D$/ : /S$/;
  for (let at = first; at < last; at++) {
    const id = at as CodeId;
    if (!table.billableOn(id, date)) continue;
    const code = table.code(id);
    if (complete && (code.length !== stem.length || (code.length === 7 && code[6] !== stem[6]))) continue;
    const title = titleReading(table.title(id, date), lexicon);
    if (isOpen && !code.startsWith(stem)) {
      const prefix = code.slice(0, stem.length);
      let says = ofStem.get(prefix);
      if (says === undefined) {
        const header = table.find(prefix);
        says = saysWhatIsSaid(header === -1 ? title : titleReading(table.title(header, date), lexicon), known, words, facts);
        ofStem.set(prefix, says);
      }
      if (!says) continue;
    }
    let score = id === fallback ? 0.4 : 0;
    if (!complete && code.length === 7 && title.namesEpisode) {
      if (!seventh.test(code)) continue;
      if (code.endsWith('B') && !facts.words.has('open')) continue;
      if (facts.episode === 'subsequent' && title.healsBadly && !hasAny(facts.words, ['delayed', 'nonunion', 'malunion'])) continue;
    }
    const side = title.side ?? (ofSides && title.isUnspecified ? 'unspecified' : undefined);
    if (side) {
      sides ||= side !== 'unspecified';
      score += side === 'unspecified' ? (facts.side ? -2 : 0) : side === facts.side ? 1 : -8;
    }
    const { trimester } = title;
    if (trimester) {
      trimesters = true;
      score += trimester === 'unspecified' ? (facts.trimester ? -2 : 0) : trimester === facts.trimester ? 1 : -8;
    }
    score += detail(title, words);
    if (score > bestScore) {
      best = id;
      bestScore = score;
    }
  }
  if (best === -1) best = fallback;
  if (best === -1) return undefined;
  if (facts.words.has('nondisplac')) best = sibling(icd, best, (text) => text.replace(/^Displaced/, 'Nondisplaced'), date) ?? best;
  const title = titleReading(table.title(best, date), lexicon);
  const filled: FilledSlot[] = [];
  const open: FilledSlot['axis'][] = [];
  const side = title.side ?? (ofSides && title.isUnspecified ? 'unspecified' : undefined);
  if (sides && side && side !== 'unspecified') filled.push({ axis: 'laterality', value: side });
  else if (sides && side === 'unspecified' && !facts.side) open.push('laterality');
  const { trimester } = title;
  if (trimester && trimester !== 'unspecified') filled.push({ axis: 'trimester', value: trimester });
  else if (trimesters) open.push('trimester');
  const code = table.code(best);
  if (code.length === 7 && exact !== -1) filled.push({ axis: '7th character', value: code[6] as string });
  return { id: best, filled, open };
}

/** What a title says of the axes that siblings differ in. */
interface TitleReading {
  /** Its words; small ones among them. */
  readonly words: readonly KnownWord[];
  /** The side it names; `unspecified` when it names the axis without a side. */
  readonly side: Side | 'unspecified' | undefined;
  readonly trimester: 'first' | 'second' | 'third' | 'unspecified' | undefined;
  readonly namesRight: boolean;
  readonly namesLeft: boolean;
  readonly isUnspecified: boolean;
  readonly namesEpisode: boolean;
  readonly healsBadly: boolean;
  /** It says that there is something it does not name ("with unspecified complications"). */
  readonly isPresent: boolean;
}

const TITLES = new WeakMap<Lexicon, Map<string, TitleReading>>();

/** Reads a title of the classification; remembered, since every note compares the titles of siblings again. */
export function titleReading(title: string, lexicon: Lexicon): TitleReading {
  let titles = TITLES.get(lexicon);
  if (!titles) {
    titles = new Map();
    TITLES.set(lexicon, titles);
  }
  let reading = titles.get(title);
  if (!reading) {
    const lower = title.toLowerCase();
    const named = /\b(first|second|third) trimester\b/.exec(lower)?.[1] as 'first' | 'second' | 'third' | undefined;
    reading = {
      words: tokenise(lower).map(({ word }) => lexicon.known(word)),
      side: titleSide(lower),
      trimester: named ?? (lower.includes('unspecified trimester') ? 'unspecified' : undefined),
      namesRight: /\bright\b/.test(lower),
      namesLeft: /\bleft\b/.test(lower),
      isUnspecified: /\bunspecified\b/.test(lower),
      namesEpisode: /, (?:initial|subsequent|sequela)|encounter|sequela/.test(lower),
      healsBadly: /delayed healing|nonunion|malunion/.test(lower),
      isPresent: /\bwith unspecified\b/.test(lower),
    };
    titles.set(title, reading);
  }
  return reading;
}

/** What the siblings of a complete code have in common with it: all but the last character, or but the one before a 7th character. */
function openStem(code: string): string {
  return code.length === 7 ? code.slice(0, 5) : code.slice(0, Math.max(3, code.length - 1));
}

/** Whether a sibling's title adds something to the known stems of that of a code, and all it adds is documented. */
function saysWhatIsSaid(title: TitleReading, known: ReadonlySet<string>, words: ReadonlySet<string>, facts: SlotFacts): boolean {
  // "first trimester" says nothing new of words where the own title has "first pregnancy" and "unspecified trimester".
  let added = facts.trimester !== undefined && title.trimester === facts.trimester ? 1 : 0;
  for (const { word, stem, isSmall } of title.words) {
    if (word === 'without' || word === 'not') break;
    if (isSmall || known.has(stem)) continue;
    if (word === 'other' || word === 'specified' || word === 'unspecified') return false;
    const isDocumented =
      word === facts.side || (word === 'both' && facts.side === 'bilateral') || word === facts.trimester || words.has(stem);
    if (!isDocumented) return false;
    added++;
  }
  return added > 0;
}

/** Whether titles of an interval differ in the side they name. */
function sidesBetween(icd: Icd10cm, lexicon: Lexicon, first: number, last: number, date: Day): boolean {
  let right = false;
  let left = false;
  for (let at = first; at < last && !(right && left); at++) {
    if (!icd.table.billableOn(at as CodeId, date)) continue;
    const title = titleReading(icd.table.title(at as CodeId, date), lexicon);
    right ||= title.namesRight;
    left ||= title.namesLeft;
  }
  return right && left;
}

/** Parts of a limb and the region the classification counts them to. */
const REGIONS: readonly { readonly parts: readonly string[]; readonly region: readonly string[] }[] = [
  { parts: ['leg', 'thigh', 'calf', 'knee', 'shin'], region: ['lower', 'limb', 'extremity'] },
  { parts: ['l1', 'l2', 'l3', 'l4', 'l5'], region: ['lumbar', 'region'] },
  { parts: ['c2', 'c3', 'c4', 'c5', 'c6', 'c7'], region: ['cervical', 'region'] },
  { parts: ['t4', 't5', 't6', 't7', 't8', 't9', 't10', 't11', 't12'], region: ['thoracic', 'region'] },
  { parts: ['arm', 'forearm', 'elbow', 'upperarm'], region: ['upper', 'limb', 'extremity'] },
];

/** The words documented, with the region of the limb a part belongs to. */
function withRegions(words: ReadonlySet<string>): ReadonlySet<string> {
  const added = REGIONS.filter(({ parts }) => parts.some((part) => words.has(part))).flatMap(({ region }) => region);
  return added.length === 0 ? words : new Set([...words, ...added]);
}

/** The billable code of the same category whose title is the given one with a word exchanged. */
export function sibling(icd: Icd10cm, id: CodeId, exchange: (title: string) => string, date: Day): CodeId | undefined {
  const { table } = icd;
  const title = table.title(id, date);
  const wanted = exchange(title);
  if (wanted === title) return undefined;
  const { first, last } = table.range(stemRange(table.code(id).slice(0, 3)));
  for (let at = first; at < last; at++) {
    const other = at as CodeId;
    if (table.billableOn(other, date) && table.title(other, date) === wanted) return other;
  }
  return undefined;
}

/** The code of the same category whose title names the side where this one leaves it open: "of right lower extremity", "left ear". */
function ofSide(icd: Icd10cm, id: CodeId, side: Side, date: Day): CodeId | undefined {
  for (const { index } of icd.table.title(id, date).matchAll(/\bunspecified (?=[a-z])/gi)) {
    const named = sibling(icd, id, (title) => title.slice(0, index) + title.slice(index).replace(/^unspecified/i, side), date);
    if (named !== undefined) return named;
    const both =
      side === 'bilateral' &&
      sibling(icd, id, (title) => title.slice(0, index) + title.slice(index).replace(/^unspecified \w+$/i, side), date);
    if (both !== undefined && both !== false) return both;
  }
  return undefined;
}

/** The side a title names; `unspecified` when it names the axis without a side. */
function titleSide(title: string): Side | 'unspecified' | undefined {
  if (/\bbilateral\b|\bboth\b/.test(title)) return 'bilateral';
  if (/\bright\b/.test(title)) return 'right';
  if (/\bleft\b/.test(title)) return 'left';
  if (
    /\bunspecified (?:side|artificial|(?:fe)?male breast|eye|ear|side|shoulder|elbow|wrist|hand|hip|knee|ankle|foot|toe|finger|arm|leg|limb|thigh|lower|upper|breast|ovary|kidney|lung|femur|humerus|radius|ulna|tibia|fibula|forearm|thumb|great|lesser|eyelid|orbit|cornea|clavicle|scapula|patella|part|joint|index|middle|ring|little|ureter|testis|carotid)/.test(
      title,
    )
  )
    return 'unspecified';
  return undefined;
}

const AXIS: ReadonlySet<string> = new Set(
  'right left bilateral unspecified encounter initial subsequent sequela trimester first second third side affecting dominant nondominant closed displaced other specified'.split(
    ' ',
  ),
);

/** How well the rest of a title fits the words in scope: said words count for it, unsaid ones against it. */
function detail(title: TitleReading, words: ReadonlySet<string>): number {
  // "with unspecified complications" says that there are some.
  let score = title.isPresent ? -1 : 0;
  let open = false;
  for (const { word, stem, isSmall } of title.words) {
    if (isSmall) continue;
    // "unspecified site", "unspecified female breast": the noun only names the axis that is left open.
    const afterUnspecified = open;
    open = word === 'unspecified';
    if (open) score += 0.3;
    if (afterUnspecified && !words.has(stem)) continue;
    if (word === 'other') score -= 1;
    if (AXIS.has(word)) continue;
    if (word === 'without' || word === 'not') break;
    score += words.has(stem) ? 0.5 : -1;
  }
  return score;
}

function hasAny(words: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return wanted.some((word) => words.has(word));
}
