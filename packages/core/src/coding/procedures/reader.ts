import type { Icd10pcs } from '../../codesets/icd10pcs.js';
import type { Lexicon } from '../../codesets/lexicon.js';
import { tokenise } from '../../codesets/words.js';
import type { Day } from '../../model/date.js';
import type { CodedProcedure, NotCoded, ProcedureAxis, Profile } from '../../model/encounter.js';
import type { Evidence } from '../../model/note.js';
import type { Release } from '../../model/release.js';
import { AssertionReader } from '../../notes/assertion.js';
import type { Side } from '../../notes/facts.js';
import type { Segment, StructuredNote } from '../../notes/structure.js';
import { bandOf } from '../score.js';
import { type Operation, openProcedureBook, type ProcedureBook, type Status } from './book.js';
import { coronaryIntervention, counted } from './counts.js';
import { withoutParts } from './parts.js';
import { type Found, type Stems, stemsOf } from './phrases.js';
import { type Place, placesOf, type Role } from './places.js';
import { isDonor, isTissue } from './sites.js';
import { datesOf, isBefore, type Stay, stayOf } from './stay.js';
import { admitted, bodyStems, CodesByStem, fits, type Part, parseTemplate, type Slot, type Template } from './template.js';
import { titleLabel } from './title-label.js';

/** How a name of an operation was read. */
interface Naming {
  readonly operation: Operation;
  readonly i: number;
  readonly role: Role;
  readonly evidence: Evidence;
  readonly found: Found<Operation>;
  /** What its place tells around it. */
  readonly scope: string;
}

/** How a note is to be read for procedures. */
export interface ProcedureReading {
  readonly date: Day;
  readonly profile: Profile;
  /** In years, where it is known. */
  readonly age: number | undefined;
  readonly evidenceAt: (start: number, end: number) => Evidence;
}

/** What a note says was done, and what it names without it being done in this stay. */
export interface ReadProcedures {
  readonly procedures: readonly CodedProcedure[];
  readonly notCoded: readonly NotCoded[];
  /** What was read from. */
  readonly releases: readonly Release[];
}

/** A code on its way, with how each of its open characters was decided. */
interface Draft {
  readonly code: string;
  readonly operation: Operation;
  readonly segment: number;
  readonly role: Role;
  readonly evidence: Evidence[];
  /** Evidence of a character, by its place from 0; `default` where the note is silent and the first legal value was taken. */
  readonly decided: ReadonlyMap<number, Evidence | 'default'>;
  readonly alternatives: readonly string[];
}

/** An anatomical term beside an operation, or the body part its row gives where the note names none. */
interface Body {
  readonly parts: readonly Part[];
  readonly segment: number;
  readonly from: number;
  readonly to: number;
  readonly fallback: boolean;
}

const PLANNED_HEADER = /planned|proposed/i;

/** Taken through a scope from the bowel, where one sentence may name several sites. */
const SEVERAL_SITES = /^0[D*]B\*8Z[XZ]$/;
/** Skin replaced by a graft of the patient's own. */
const GRAFT = /^0HR\*X7/;
/** Operations on skin or what lies under it, by layers. */
const LAYERED = /^0(?:H|\[[A-Z]*[HJ][A-Z]*\])[BDR]\*/;

const BIOPSY_TOLD = /\bbiops/i;
const POLYP_TOLD = /\bpolyps?\b.*\b(?:removed|resected|snared?|excised|retrieved)\b|\bsnare\b/is;
const NOTHING_TAKEN = /\b(?:no|without|not) (?:\w+ )?(?:biops|polyps?\b)/i;

const STATUS_REASON: Readonly<Record<Exclude<Status, 'done'>, string>> = {
  planned: 'planned or advised, not done',
  declined: 'declined',
  'not-done': 'not done',
  past: 'done before this stay',
  cause: 'named as the cause of something else',
  used: 'used, not put in here',
  own: "the patient's own treatment going on, not begun by the hospital",
  mother: "the mother's procedure, not on the record of the newborn (I.C.15.a.2)",
};
/** Assistance of breathing by a mask, as patients with sleep apnea have it at home. */
const OWN_MASK = /\b(?:own|home|nightly|nocturnal|at night|qhs|osa|sleep apnea|obstructive sleep|during sleep|for sleep)\b/i;
const LASTING_DIALYSIS =
  /\b(?:on|dependent on|gets|receives)\s+(?:chronic |maintenance |outpatient |home |in-center |thrice[- ]weekly )*(?:hemodialysis|haemodialysis|hd|ihd|dialysis|peritoneal dialysis|pd)\b|\b(?:hemodialysis|hd|dialysis)[- ]dependent|\b(?:m\/?w\/?f|t\/?th\/?s|tts|tues|thurs)\b/i;
const DONE_HERE =
  /\b(?:session|inpatient|continued|received|underwent|dialyzed|tolerated|urgent|emergent|today|while here|in house|in-house|during)\b/i;
/** Words too common to be a cue of the lexicon. */
const DUE_TO = /\b(?:due to|from)\s+(?:the\s+|a\s+|prior\s+)?(?:\w+\s+)?$/i;
/** A line in use is not one put in. */
const VIA = /\b(?:via|through|using|with)\s+(?:(?!and\b|with\b)[\w/-]+\s+){0,4}$/i;
const PUT_IN = /\b(?:placed|inserted|exchanged|placement|insertion|put in|implanted)\b/i;
const RESULT = /^(?:neg|negative|normal|nl|unremarkable|clear|benign)\b/i;
const NEWBORN = /\b(?:nicu|newborn|neonat\w+|nursery|infant)\b/i;

/** Where the table allows several approaches and the note is silent: how a biopsy and how another operation of the body system is mostly done. */
const BIOPSY_APPROACH: Readonly<Record<string, string>> = {
  D: '8',
  T: '83',
  B: '83',
  H: 'X3',
  C: 'X',
  U: '7X8',
  F: '3',
  G: '3',
  V: '3',
  K: '3',
  '7': '0',
  W: '3',
  Q: '3',
  P: '3',
  '9': 'X8',
};
const OPERATION_APPROACH: Readonly<Record<string, string>> = { H: 'X0', C: 'X0', '8': 'X0' };

/**
 * Reads procedures from notes of inpatient stays and builds complete ICD-10-PCS codes: the operation from its name, every other
 * character from the words around it, within what the tables of the date allow.
 *
 * Authority: ICD-10-PCS Official Guidelines for Coding and Reporting, sections A (conventions) and B (medical and surgical).
 */
export class ProcedureReader {
  private readonly pcs: Icd10pcs;
  private readonly lexicon: Lexicon;
  private readonly codes: CodesByStem;
  private readonly assertions: AssertionReader;
  private opened: ProcedureBook | undefined;

  constructor(pcs: Icd10pcs, lexicon: Lexicon) {
    this.pcs = pcs;
    this.lexicon = lexicon;
    this.codes = new CodesByStem(pcs);
    this.assertions = new AssertionReader(lexicon);
  }

  /**
   * The procedures of a note, in the order of the note, titles of operative notes first.
   * @throws MedcodeError MC_RELEASE_MISSING when no code list covers the date
   */
  code(note: StructuredNote, reading: ProcedureReading): ReadProcedures {
    this.pcs.requireCoverage(reading.date);
    this.opened ??= openProcedureBook(this.pcs, this.lexicon);
    return new NoteReading(this.opened, note, reading, this.pcs, this.codes, this.lexicon, this.assertions).read();
  }
}

class NoteReading {
  private readonly drafts: Draft[] = [];
  private readonly notCoded: NotCoded[] = [];
  private readonly stems: (Stems | undefined)[] = [];
  private readonly stay: Stay;
  private readonly isNewborn: boolean;
  private readonly places: readonly Place[];
  private readonly segments: readonly Segment[];
  private readonly titles: readonly number[];
  /** What stands in the titles and the description of an occasion; of none, in the rest of the note. */
  private readonly told = new Map<
    number | undefined,
    { readonly titles: number[]; readonly descriptions: number[]; readonly text: string }
  >();
  private readonly sideOfOperation = new Map<Operation, Side>();
  /** Every place an operation is named at. */
  private readonly named = new Map<Operation, { at: number; found: Found<Operation> }[]>();
  private readonly sideOfSystem = new Map<string, Side>();

  constructor(
    private readonly book: ProcedureBook,
    private readonly note: StructuredNote,
    private readonly reading: ProcedureReading,
    private readonly pcs: Icd10pcs,
    private readonly codes: CodesByStem,
    private readonly lexicon: Lexicon,
    private readonly assertions: AssertionReader,
  ) {
    this.stay = stayOf(note.text, reading.date);
    this.isNewborn = reading.age === 0 || (reading.age === undefined && NEWBORN.test(note.text.slice(0, 120)));
    this.places = placesOf(note, reading.profile === 'billing', this.stay);
    this.segments = this.places.map(({ segment }) => segment);
    const numbers = this.places.map((_, i) => i);
    const titles = numbers.filter((i) => this.roleOf(i) === 'title');
    // Titles in words that are not known leave the description to be read in full.
    this.titles = titles.some((i) => this.knows(i)) ? titles : [];
    const occasions = new Set(this.places.map(({ occasion }) => occasion));
    const unsorted = numbers.filter((i) => this.segment(i).kind === 'none');
    for (const occasion of occasions) {
      const here = numbers.filter((i) => this.places[i]?.occasion === occasion);
      this.told.set(occasion, {
        titles: here.filter((i) => this.titles.includes(i) || this.roleOf(i) === 'entry'),
        descriptions: here.filter((i) => this.roleOf(i) === 'narrative' || this.roleOf(i) === 'entry').concat(unsorted),
        text:
          [...occasions].filter((one) => one !== undefined).length < 2 && !here.some((i) => this.isDated(i))
            ? note.text
            : here.map((i) => note.text.slice(this.segment(i).start, this.segment(i).end)).join('\n'),
      });
    }
  }

  read(): ReadProcedures {
    const found = this.segments.map((segment, i) => this.operationsIn(segment, i));
    // A side named once for an operation holds wherever the note names it again, or another one of the same body system.
    found.forEach((list, i) => {
      for (const one of list) {
        const side = this.sideNear(i, one.from, one.to);
        if (!side) continue;
        if (!this.sideOfOperation.has(one.value)) this.sideOfOperation.set(one.value, side);
        for (const { slots } of one.value.templates) {
          const system = slots[1]?.kind === 'values' ? slots[1].values : '';
          if (system.length === 1 && !this.sideOfSystem.has(system)) this.sideOfSystem.set(system, side);
        }
      }
    });
    const order = [...this.titles, ...found.map((_, i) => i).filter((i) => !this.titles.includes(i))];
    for (const i of order) for (const one of found[i] as readonly Found<Operation>[]) this.resolve(one, i);
    return { procedures: this.answer(), notCoded: this.notCoded, releases: [this.pcs.codesRelease(this.reading.date)] };
  }

  private operationsIn(segment: Segment, i: number): readonly Found<Operation>[] {
    if (segment.tokens.length === 0) return [];
    if (this.places[i]?.told === false) return [];
    const role = this.roleOf(i);
    const widest = segment.form === 'sentence' && role !== 'title' ? 2 : 3;
    const found = this.book.operations.find(this.note.text, this.stemsAt(i), widest);
    for (const one of found) {
      const places = this.named.get(one.value);
      if (places) places.push({ at: i, found: one });
      else this.named.set(one.value, [{ at: i, found: one }]);
    }
    if (this.reading.profile === 'mentions') return found;
    return found.filter(({ value }) => {
      if (value.mentionsOnly) return false;
      if (role === 'narrative') return this.titles.length === 0 || value.narrative;
      return role === 'title' || role === 'entry' || this.titles.length === 0 || !value.templates.some((template) => template.body);
    });
  }

  private resolve(found: Found<Operation>, i: number): void {
    const { value: operation } = found;
    const role = this.roleOf(i);
    const evidence = this.evidence(i, found.from, found.to);
    if (this.reading.profile === 'billing') {
      const status = this.status(found, i, role);
      if (status !== 'done') {
        const { start, end, text } = evidence;
        this.notCoded.push({ text, start, end, reason: STATUS_REASON[status], by: 'procedure-status' });
        return;
      }
    }
    const scope = role === 'text' ? this.textAround(i) : this.tellingOf(i).text;
    const templates = counted(operation.templates, { line: this.lineOf(i), occasion: scope, note: this.note.text });
    if (operation.counted && templates.every((template) => operation.templates.includes(template))) return;
    for (const template of templates) {
      this.donorsOf(found, i, template, role);
      const bodies: (Body | undefined)[] = template.body ? this.bodiesFor(found, i, template) : [undefined];
      if (template.body && bodies.length === 0 && found.positions.length > 1) bodies.push(...this.bodiesElsewhere(operation, i));
      if (template.body && bodies.length === 0 && operation.fallback) bodies.push(...this.sitesOf(template));
      if (template.body && bodies.length === 0 && operation.fallback)
        bodies.push({ parts: [operation.fallback], segment: i, from: found.from, to: found.to, fallback: true });
      const before = this.drafts.length;
      const naming = { operation, i, role, evidence, found, scope };
      for (const body of bodies) this.fill(template, body, naming);
      // What stands beside the name is no part of the table: the usual one is left.
      if (template.body && operation.fallback && this.drafts.length === before && bodies.some((body) => !body?.fallback))
        this.fill(template, { parts: [operation.fallback], segment: i, from: found.from, to: found.to, fallback: true }, naming);
    }
  }

  /** Adds the codes of a template for a body part. */
  private fill(template: Template, body: Body | undefined, { operation, i, role, evidence, found, scope }: Naming): void {
    const near = (body ? this.sideNear(body.segment, body.from, body.to) : undefined) ?? this.sideNear(i, found.from, found.to);
    const system = template.slots[1]?.kind === 'values' ? template.slots[1].values : '';
    const side =
      near ?? this.sideOfOccasion(i) ?? this.sideOfOperation.get(operation) ?? this.sideOfNote() ?? this.sideOfSystem.get(system);
    for (const part of body ? this.byDepth(body.parts, template, scope) : [undefined]) {
      let stems = bodyStems(template, part, side, this.codes, this.reading.date);
      if (stems.length === 0) continue;
      if (template.slots[3]?.kind === 'values') stems = [this.bodyNamed(stems, i, found)];
      // A stent or balloon in a coronary artery is counted with the others (guideline B4.4).
      const coronary = template.body && /^027[0-3]/.test(stems[0] as string) ? coronaryIntervention(scope)[0] : undefined;
      if (coronary) stems = [coronary.text.slice(0, 4)];
      for (const stem of stems) {
        const draft = this.choose(stem, coronary ?? template, operation, i, role, evidence, found);
        if (!draft) continue;
        const decided = new Map(draft.decided);
        const sided = part ? part.left !== undefined : template.slots[3]?.kind === 'side';
        if (sided && side === undefined) decided.set(3, 'default');
        else if (body && !body.fallback) decided.set(3, this.evidence(body.segment, body.from, body.to));
        if (body?.fallback) decided.set(3, 'default');
        this.drafts.push({ ...draft, decided });
      }
      break;
    }
  }

  /** Of the body parts a row lists the one whose official title shares most words with what stands about the operation. */
  private bodyNamed(codes: readonly string[], i: number, found: Found<Operation>): string {
    const { stems, commas } = this.stemsAt(i);
    let from = found.from;
    while (
      from > 0 &&
      stems[from - 1] !== 'with' &&
      commas[from - 1] === commas[found.from] &&
      this.segment(i).tokens[from - 1]?.word !== 'and'
    )
      from--;
    const about = new Set(stems.slice(from, found.to + 8));
    const shared = (stem: string): number => {
      const title = this.title(this.codes.below(stem, this.reading.date)[0] as string);
      const words = tokenise(title)
        .filter(({ word }) => !SIDES.has(word))
        .map(({ word }) => this.lexicon.folding.stem(word));
      return new Set(words.filter((word) => about.has(word))).size;
    };
    return codes.reduce((best, stem) => (shared(stem) > shared(best) ? stem : best));
  }

  /** Guideline B3.5: of overlapping layers the deepest that was cut is coded; without a word for it, the order of the lexicon stands. */
  private byDepth(parts: readonly Part[], template: Template, text: string): readonly Part[] {
    if (template.slots[1]?.kind === 'values' && template.slots[1].values.length < 2) return parts;
    // Loose skin wiped off is skin: only what is cut into is coded by its depth.
    if (template.slots[2]?.kind === 'values' && template.slots[2].values === 'D')
      return [...parts].sort((a, b) => Number(b.system === 'H') - Number(a.system === 'H'));
    const layer = LAYERS.find(({ words, systems }) => words.test(text) && parts.some(({ system }) => systems.includes(system)));
    if (!layer) return parts;
    const inLayer = parts.filter(({ system }) => layer.systems.includes(system));
    return [...inLayer, ...parts.filter((part) => !inLayer.includes(part))];
  }

  /** Of the codes of a stem the one whose approach, device and qualifier the note names; where it is silent, the first the row gives. */
  private choose(
    stem: string,
    template: Template,
    operation: Operation,
    i: number,
    role: Role,
    evidence: Evidence,
    found: Found<Operation>,
  ): Draft | undefined {
    const all = this.codes.below(stem, this.reading.date).filter((code) => fits(template, code));
    if (all.length === 0) return undefined;
    const decided = new Map<number, Evidence | 'default'>();
    let codes = all;
    if ('01234'.includes(stem[0] as string)) {
      const legal = new Set(codes.map((code) => code[4] as string));
      if (legal.size > 1) {
        const cue = this.approach(legal, i, role, found);
        const value = cue?.value ?? silentApproach(stem, template, legal);
        codes = codes.filter((code) => code[4] === value);
        decided.set(4, cue?.evidence ?? 'default');
      }
    }
    for (const { titles, evidence: words } of this.devices(codes, i, role)) {
      for (const title of titles) {
        const narrower = codes.filter((code) => this.title(code).includes(title));
        if (narrower.length === 0 || narrower.length === codes.length) continue;
        for (const place of [4, 5, 6])
          if (new Set(codes.map((code) => code[place])).size > new Set(narrower.map((code) => code[place])).size) decided.set(place, words);
        codes = narrower;
        break;
      }
    }
    for (const place of [4, 5, 6]) {
      const legal = new Set(codes.map((code) => code[place] as string));
      if (legal.size < 2) continue;
      const value = preferred(template.slots[place] as Slot, legal);
      codes = codes.filter((code) => code[place] === value);
      if (!decided.has(place)) decided.set(place, 'default');
    }
    const code = this.handAssisted(codes[0] as string, i);
    const silent = [...decided].filter(([, how]) => how === 'default').map(([place]) => place);
    const alternatives = all
      .filter((other) => other !== code && [4, 5, 6].every((place) => other[place] === code[place] || silent.includes(place)))
      .slice(0, 10);
    return { code, operation, segment: i, role, evidence: [evidence], decided, alternatives };
  }

  /** A hand in the abdomen is a qualifier of its own where the table has one; the approach stays percutaneous endoscopic (B5.2b). */
  private handAssisted(code: string, i: number): string {
    const assisted = `${code.slice(0, 6)}G`;
    const known = code[4] === '4' && code[6] === 'Z' && this.codes.below(code.slice(0, 4), this.reading.date).includes(assisted);
    if (!known || !this.title(assisted).includes('Hand-Assisted')) return code;
    return /\bhand[- ]?(?:assist|port)/i.test(this.tellingOf(i).text) ? assisted : code;
  }

  /** The anatomical terms an operation belongs to: beside it, else after it with what is joined by "and", else before it. */
  private bodiesFor(found: Found<Operation>, i: number, template?: Template): Body[] {
    const stems = this.stemsAt(i);
    if (template !== undefined && SEVERAL_SITES.test(template.text)) {
      const sites = this.sitesIn(i, template, found);
      if (sites.length > 1) return sites;
    }
    const isGraft = template !== undefined && GRAFT.test(template.text);
    const named = this.book.anatomy
      .find(this.note.text, stems, 1)
      .filter(
        (one) =>
          stems.clause[one.from] === stems.clause[found.from] &&
          !one.positions.every((place) => found.positions.includes(place)) &&
          !(isGraft && isDonor(one, stems)),
      );
    const places = named.filter((one) => !isTissue(one, stems));
    const layered = template !== undefined && LAYERED.test(template.text);
    if (places.length === 0 && (isGraft || layered)) {
      const site = this.siteBefore(i);
      if (site) return [site];
    }
    const anatomy = places.length > 0 && layered ? places : named;
    const beside = anatomy.filter((one) => one.to < found.from && content(stems, one.to, found.from) === 0 && found.from - one.to <= 2);
    const inside = anatomy.filter((one) => one.from <= found.to && one.to >= found.from);
    const after = anatomy.filter((one) => one.from > found.to);
    const out = (list: readonly Found<readonly Part[]>[]) =>
      list.map((one) => ({ parts: one.value, segment: i, from: one.from, to: one.to, fallback: false }));
    const first = after[0];
    if (inside[0]) return out(joined(this.note.text, inside, inside[0], stems, 1));
    if (beside.length > 0 && !(first && found.to + 2 >= first.from))
      return out(joined(this.note.text, anatomy, beside.at(-1) as Found<readonly Part[]>, stems, -1));
    if (first && first.from - found.to <= (isGraft ? 20 : 9)) return out(joined(this.note.text, anatomy, first, stems, 1));
    const before = anatomy.filter((one) => one.to < found.from && found.from - one.to <= (layered ? 20 : 12)).at(-1);
    return before ? out([before]) : [];
  }

  /** All parts of the bowel a clause names with polyps removed or biopsies taken: each is coded (guideline B3.2b). */
  private sitesIn(i: number, template: Template, found: Found<Operation>): Body[] {
    const stems = this.stemsAt(i);
    const seen = new Set<string>();
    return this.book.anatomy.find(this.note.text, stems, 1).flatMap((one) => {
      if (stems.clause[one.from] !== stems.clause[found.from] || one.positions.every((place) => found.positions.includes(place))) return [];
      const part = one.value.find(({ system }) => system === 'D');
      const stem = bodyStems(template, part, undefined, this.codes, this.reading.date)[0];
      const before = stems.tokens.slice(Math.max(0, one.from - 2), one.from).map(({ word }) => word);
      if (part === undefined || stem === undefined || seen.has(stem) || before.some((word) => word === 'no' || word === 'normal'))
        return [];
      seen.add(stem);
      return [{ parts: [part], segment: i, from: one.from, to: one.to, fallback: false }];
    });
  }

  /** The place an occasion has named last before a sentence, for operations on skin and what lies under it. */
  private siteBefore(i: number): Body | undefined {
    const here = this.places[i] as Place;
    for (let at = i - 1; at >= Math.max(0, i - 2) && this.places[at]?.occasion === here.occasion; at--) {
      if (this.segment(at).section !== here.segment.section) break;
      const stems = this.stemsAt(at);
      const one = this.book.anatomy
        .find(this.note.text, stems, 1)
        .filter((found) => !isTissue(found, stems) && found.value.some(({ system }) => system === 'H'))
        .at(-1);
      if (one) return { parts: one.value, segment: at, from: one.from, to: one.to, fallback: false };
    }
    return undefined;
  }

  /** Guideline B3.9: skin taken from another site for a graft is coded too. */
  private donorsOf(found: Found<Operation>, i: number, template: Template, role: Role): void {
    if (!GRAFT.test(template.text)) return;
    const excision = parseTemplate('0HB*XZZ') as Template;
    const stems = this.stemsAt(i);
    for (const one of this.book.anatomy.find(this.note.text, stems, 1)) {
      if (!isDonor(one, stems) || isTissue(one, stems)) continue;
      const side = this.sideNear(i, one.from, one.to);
      const evidence = this.evidence(i, one.from, one.to);
      for (const part of one.value) {
        const codes = bodyStems(excision, part, side, this.codes, this.reading.date);
        for (const stem of codes) {
          const draft = this.choose(stem, excision, found.value, i, role, evidence, found);
          if (draft)
            this.drafts.push({ ...draft, decided: new Map(draft.decided).set(3, side || part.left === undefined ? evidence : 'default') });
        }
        if (codes.length > 0) break;
      }
    }
  }

  /** Where a title names no body part, what the rest of the note says of the same operation, or another title of the same root operation. */
  private bodiesElsewhere(operation: Operation, i: number): Body[] {
    const root = rootOf(operation);
    const others = [...this.named].filter(([other]) => other !== operation && rootOf(other) === root).flatMap(([, places]) => places);
    const titled = this.roleOf(i) === 'title' ? others.filter(({ at }) => this.roleOf(at) === 'title') : [];
    const several = operation.templates.find(({ text }) => SEVERAL_SITES.test(text));
    const all: Body[] = [];
    for (const { at, found } of [...(this.named.get(operation) ?? []), ...titled]) {
      const bodies = at === i ? [] : this.bodiesFor(found, at, several);
      if (bodies.length > 0 && !several) return bodies;
      all.push(...bodies);
    }
    return all;
  }

  /** The sites of an endoscopic biopsy or polypectomy, as the findings tell them. */
  private sitesOf(template: Template): Body[] {
    if (template.slots[2]?.kind !== 'values' || template.slots[2].values !== 'B') return [];
    const told = admitted(template.slots[6] as Slot) === 'X' ? BIOPSY_TOLD : POLYP_TOLD;
    const out: Body[] = [];
    this.segments.forEach((segment, i) => {
      if (segment.kind !== 'findings' && segment.kind !== 'procedure') return;
      const text = this.note.text.slice(segment.start, segment.end);
      if (!told.test(text) || NOTHING_TAKEN.test(text)) return;
      for (const one of this.book.anatomy.find(this.note.text, this.stemsAt(i), 1))
        if (
          bodyStems(
            template,
            one.value.find(({ system }) => system === 'D'),
            undefined,
            this.codes,
            this.reading.date,
          ).length > 0
        )
          out.push({ parts: one.value, segment: i, from: one.from, to: one.to, fallback: false });
    });
    return out;
  }

  private approach(
    legal: ReadonlySet<string>,
    i: number,
    role: Role,
    found: Found<Operation>,
  ): { value: string; evidence: Evidence } | undefined {
    // Cutting into the mouth or the skin opens no other body layer: the approach is external (guideline B5.2, definition of open).
    const incisionIsExternal = legal.has('X');
    const scopes = [[i], role === 'text' ? [i - 1, i + 1] : this.tellingOf(i).descriptions];
    let best: { value: string; evidence: Evidence; rank: number; distance: number; scope: number } | undefined;
    scopes.forEach((segments, scope) => {
      for (const at of segments) {
        if (at < 0 || at >= this.segments.length) continue;
        for (const cue of this.book.approaches.find(this.note.text, this.stemsAt(at), 0)) {
          const value = cue.value.values.find((one) => legal.has(one));
          if (value === undefined || (cue.value.rank === 1 && incisionIsExternal)) continue;
          const distance = at === i ? Math.min(Math.abs(cue.from - found.to), Math.abs(cue.to - found.from)) : 100 + at;
          const conversion = cue.value.rank === 5;
          const better =
            !best ||
            (conversion && best.rank !== 5) ||
            (best.rank !== 5 &&
              (scope < best.scope ||
                (scope === best.scope && (cue.value.rank > best.rank || (cue.value.rank === best.rank && distance < best.distance)))));
          if (better) best = { value, evidence: this.evidence(at, cue.from, cue.to), rank: cue.value.rank, distance, scope };
        }
      }
    });
    return best;
  }

  /** Device and qualifier words, those of the sentence before those of the rest, the longer title before the shorter. */
  private devices(codes: readonly string[], i: number, role: Role): { titles: readonly string[]; evidence: Evidence }[] {
    if (codes.length < 2) return [];
    const rank = codes[0]?.[2] === 'G' && codes[0].startsWith('0') ? byFusionDevice : byLength;
    const scopes = [[i], role === 'text' ? [i - 1, i + 1] : this.about(i)];
    return scopes.flatMap((segments) =>
      segments
        .filter((at) => at >= 0 && at < this.segments.length)
        .flatMap((at) =>
          this.book.devices
            .find(this.note.text, this.stemsAt(at), 0)
            .map((cue) => ({ titles: cue.value.titles, evidence: this.evidence(at, cue.from, cue.to) })),
        )
        .sort((a, b) => rank(a.titles[0] as string) - rank(b.titles[0] as string)),
    );
  }

  /** Whether the note says a procedure was done in this stay: the nearest cue of the clause decides. */
  private status(found: Found<Operation>, i: number, role: Role): Status {
    const segment = this.segment(i);
    const header = this.note.sections[segment.section]?.header ?? '';
    if (role === 'title' && PLANNED_HEADER.test(header)) return 'planned';
    const stems = this.stemsAt(i);
    const codes = found.value.templates.map(({ text }) => text);
    const line = this.note.text.slice(segment.start, segment.end);
    if (this.isNewborn && codes.some((code) => code.startsWith('10'))) return 'mother';
    if (codes.some((code) => code.startsWith('5A09')) && OWN_MASK.test(line)) return 'own';
    if (codes.some((code) => code.startsWith('5A1D') || code.startsWith('3E1M39')) && LASTING_DIALYSIS.test(line) && !DONE_HERE.test(line))
      return 'own';
    const before = this.note.text.slice(segment.start, (this.stemsAt(i).tokens[found.from] as { start: number }).start);
    if (role === 'text' && DUE_TO.test(before)) return 'cause';
    if (codes.some((code) => /^0[26]H/.test(code)) && VIA.test(before) && !PUT_IN.test(line)) return 'used';
    let nearest: { status: Status; distance: number } | undefined;
    for (const cue of this.book.performance.find(this.note.text, stems, 0)) {
      if (stems.clause[cue.from] !== stems.clause[found.from]) continue;
      const told = role === 'title' || role === 'narrative';
      if (told && cue.value.status !== 'not-done' && cue.value.status !== 'declined' && cue.value.status !== 'done') continue;
      const distance = cue.to < found.from ? found.from - cue.to : cue.from > found.to ? cue.from - found.to : undefined;
      if (distance === undefined || (cue.to < found.from ? !cue.value.before : !cue.value.after)) continue;
      if (distance > (cue.value.status === 'cause' ? 4 : cue.to < found.from ? 12 : 8) || (nearest && nearest.distance <= distance))
        continue;
      nearest = { status: cue.value.status, distance };
    }
    if (role !== 'title' && this.datedBefore(found, i)) return 'past';
    if (nearest) return nearest.status;
    if (role === 'title') return 'done';
    const { start, end } = this.evidence(i, found.from, found.to);
    const { assertion, temporality, experiencer, cue } = this.assertions.prepare(this.note.text, segment).judge(start, end);
    // A negative result is one of something done.
    if (assertion === 'negated' && !RESULT.test(cue ?? '')) return 'not-done';
    if ((assertion === 'hypothetical' || assertion === 'conditional') && !/^until\b/i.test(cue ?? '')) return 'planned';
    return temporality === 'historical' || experiencer === 'other' ? 'past' : 'done';
  }

  /** Whether the clause gives a procedure a date before the stay. */
  private datedBefore(found: Found<Operation>, i: number): boolean {
    const { tokens, clause } = this.stemsAt(i);
    const [first, last] = [tokens[found.from], tokens[found.to]];
    if (!first || !last) return false;
    const { start, end } = this.segment(i);
    const dates = datesOf(this.note.text.slice(start, end), this.reading.date).filter(({ bare }) => !bare);
    return dates.some((date) => {
      const at = tokens.findIndex((token) => token.start >= start + date.start);
      if (at < 0 || clause[at] !== clause[found.from]) return false;
      const distance = at > found.to ? at - found.to : found.from - at;
      return distance <= (at > found.to ? 6 : 4) && isBefore(date, this.stay);
    });
  }

  private answer(): CodedProcedure[] {
    const { profile, date } = this.reading;
    const byCode = new Map<string, Draft>();
    for (const draft of this.drafts) {
      const before = byCode.get(draft.code);
      if (before)
        before.evidence.push(
          ...draft.evidence.filter((one) => !before.evidence.some(({ start, end }) => start < one.end && one.start < end)),
        );
      else byCode.set(draft.code, draft);
    }
    let drafts = withoutVaguer([...byCode.values()]);
    if (profile === 'billing') drafts = withoutParts(drafts, ({ segment }) => this.occasionOf(segment));
    return drafts.map((draft) => {
      const probability = profile === 'mentions' ? 0.7 : draft.operation.policy ? POLICY : trust(draft);
      return {
        code: draft.code,
        system: 'icd10pcs' as const,
        title: this.title(draft.code),
        probability,
        band: bandOf(probability, profile),
        evidence: draft.evidence,
        path: [draft.operation.name],
        rules: [],
        origin: 'engine' as const,
        axes: this.axes(draft, date),
        alternatives: draft.alternatives.map((code) => ({ code, title: this.title(code) })),
      };
    });
  }

  private axes(draft: Draft, date: Day): ProcedureAxis[] {
    const named = draft.evidence[0] as Evidence;
    return this.pcs.axes(draft.code, date).map(({ position, name, value, label: printed }) => {
      const label = printed === '' ? titleLabel(draft.code, this.title(draft.code), position) : printed;
      const how = draft.decided.get(position - 1);
      if (how === 'default') return { position, name, value, label, source: 'default' as const };
      return { position, name, value, label, evidence: how ?? named, source: how ? ('note' as const) : ('procedure' as const) };
    });
  }

  private title(code: string): string {
    return this.pcs.nameOf(code, this.reading.date).title;
  }

  private sideNear(i: number, from: number, to: number): Side | undefined {
    const { tokens, clause } = this.stemsAt(i);
    let best: Side | undefined;
    let distance = 7;
    for (let at = Math.max(0, from - 6); at <= Math.min(tokens.length - 1, to + 6); at++) {
      const side = SIDES.get(tokens[at]?.word ?? '') ?? this.letterSide(i, at);
      if (!side || clause[at] !== clause[from]) continue;
      const d = at < from ? from - at : at > to ? at - to : 0;
      if (d < distance) {
        best = side;
        distance = d;
      }
    }
    return best;
  }

  /** The one side an entry or a dated section speaks of, when it speaks of one only. */
  private sideOfOccasion(i: number): Side | undefined {
    const { occasion } = this.places[i] as Place;
    if (occasion === undefined) return undefined;
    const sides = new Set<Side>();
    this.places.forEach((place, at) => {
      if (place.occasion === occasion)
        place.segment.tokens.forEach(({ word }, token) => {
          const side = SIDES.get(word) ?? this.letterSide(at, token);
          if (side) sides.add(side);
        });
    });
    return sides.size === 1 ? [...sides][0] : undefined;
  }

  /** "L forearm" is left, "1.5 L" is not. */
  private letterSide(i: number, at: number): Side | undefined {
    const { tokens } = this.stemsAt(i);
    const token = tokens[at];
    if (token === undefined || (token.word !== 'l' && token.word !== 'r')) return undefined;
    if (!/^[LR] (?=[a-z])/.test(this.note.text.slice(token.start, token.end + 2)) || /\d/.test(tokens[at - 1]?.word ?? ''))
      return undefined;
    return token.word === 'l' ? 'left' : 'right';
  }

  /** The one side a note speaks of, when it speaks of one only. */
  private sideOfNote(): Side | undefined {
    const sides = new Set<Side>();
    for (const segment of this.segments) for (const { word } of segment.tokens) if (SIDES.has(word)) sides.add(SIDES.get(word) as Side);
    return sides.size === 1 ? [...sides][0] : undefined;
  }

  private knows(i: number): boolean {
    return this.book.operations.find(this.note.text, this.stemsAt(i), 3).some(({ value }) => value.templates.length > 0);
  }

  private roleOf(i: number): Role {
    return (this.places[i] as Place).role;
  }

  /** What is told outside of any occasion belongs together by its line. */
  private occasionOf(i: number): number {
    const { occasion, segment } = this.places[i] as Place;
    return occasion ?? -segment.line;
  }

  /** An entry or a section of procedures with a date of its own tells one of several occasions. */
  private isDated(i: number): boolean {
    const { role, segment } = this.places[i] as Place;
    const { kind, header } = this.note.sections[segment.section] ?? { kind: 'none', header: '' };
    return (
      role === 'entry' ||
      (role !== 'text' && kind !== 'procedure' && kind !== 'findings' && kind !== 'technique' && kind !== 'anesthesia') ||
      /\d\/\d/.test(header)
    );
  }

  /** The occasion a place tells of. */
  private tellingOf(i: number): { readonly titles: readonly number[]; readonly descriptions: readonly number[]; readonly text: string } {
    return this.told.get(this.places[i]?.occasion) as { titles: number[]; descriptions: number[]; text: string };
  }

  private about(i: number): number[] {
    const { titles, descriptions } = this.tellingOf(i);
    return [...new Set([...titles, ...descriptions])].filter((at) => at !== i);
  }

  private segment(i: number): Segment {
    return this.segments[i] as Segment;
  }

  private stemsAt(i: number): Stems {
    return (this.stems[i] ??= stemsOf(this.note.text, this.segment(i).tokens, this.lexicon.folding));
  }

  /** A sentence and two after it, as far as they tell of the same. */
  private lineOf(i: number): string {
    const here = this.places[i] as Place;
    const about: string[] = [];
    for (let at = i; at <= i + 2; at++) {
      const place = this.places[at];
      if (place === undefined || place.segment.section !== here.segment.section || place.occasion !== here.occasion) break;
      about.push(this.note.text.slice(place.segment.start, place.segment.end));
    }
    return about.join('\n');
  }

  /** Some sentences about one, within its section. */
  private textAround(i: number): string {
    const { section } = this.segment(i);
    const about = this.segments.slice(Math.max(0, i - 3), i + 4).filter((segment) => segment.section === section);
    return this.note.text.slice((about[0] as Segment).start, (about.at(-1) as Segment).end);
  }

  private evidence(i: number, from: number, to: number): Evidence {
    const { tokens } = this.segment(i);
    return this.reading.evidenceAt((tokens[from] as { start: number }).start, (tokens[to] as { end: number }).end);
  }
}

/** Layers from the deepest, where they are said to be part of what was removed or opened. */
const LAYERS: readonly { readonly words: RegExp; readonly systems: string }[] = [
  {
    words:
      /\b(?:down to|to the level of|to and including|including|including the|through|debridement of|excision of|necrotic|devitalized)\b[^.;]{0,60}\b(?:bone(?! biops| graft)|osteomyelitic)\b/i,
    systems: 'PQN',
  },
  {
    words:
      /\b(?:down to|to the level of|to and including|including|including the|through|debridement of|excision of|necrotic|devitalized)\b[^.]{0,60}\bmuscles?\b/i,
    systems: 'K',
  },
  { words: /\b(?:subcutaneous|fascia|fascial)\b/i, systems: 'J' },
];

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['right', 'right'],
  ['rt', 'right'],
  ['left', 'left'],
  ['lt', 'left'],
  ['bilateral', 'bilateral'],
  ['bilaterally', 'bilateral'],
  ['both', 'bilateral'],
]);

function content(stems: Stems, from: number, to: number): number {
  let n = 0;
  for (let at = from + 1; at < to; at++) if (stems.stems[at] !== '' && !SIDES.has(stems.tokens[at]?.word ?? '')) n++;
  return n;
}

/** An anatomical term with its neighbours joined by "and" or a comma. */
function joined<T>(text: string, all: readonly Found<T>[], first: Found<T>, stems: Stems, direction: 1 | -1): Found<T>[] {
  const out = [first];
  const sorted = direction === 1 ? all.filter((one) => one.from > first.to) : all.filter((one) => one.to < first.from).reverse();
  let edge = first;
  for (const one of sorted) {
    const [low, high] = direction === 1 ? [edge, one] : [one, edge];
    if (content(stems, low.to, high.from) > 0 || high.from - low.to > 3) break;
    const between = stems.tokens.slice(low.to + 1, high.from).map(({ word }) => word);
    if (
      between.includes('of') ||
      between.includes('in') ||
      (between.length === 0 && (stems.commas[high.from] as number) === (stems.commas[low.to] as number))
    )
      break;
    // What stands in brackets says more exactly where.
    if (direction === 1 && /\(/.test(text.slice(stems.tokens[low.to]?.end, stems.tokens[high.from]?.start))) return [one];
    out.push(one);
    edge = one;
  }
  return out;
}

/** Section and root operation of a row. */
function rootOf({ templates }: Operation): string {
  const slot = templates[0]?.slots[2];
  return slot ? (admitted(slot) ?? '') : '';
}

/** Of two official titles the longer says more. */
function byLength(title: string): number {
  return -title.length;
}

/** Guideline B3.10c: a fusion is coded to its interbody device, else to autologous bone, alone or mixed with other. */
function byFusionDevice(title: string): number {
  const at = ['Interbody Fusion Device', 'Autologous Tissue Substitute', 'Nonautologous Tissue Substitute'].indexOf(title);
  return at < 0 ? 3 : at;
}

/** The approach of an operation the note does not describe. */
function silentApproach(stem: string, template: Template, legal: ReadonlySet<string>): string {
  const slot = template.slots[4] as Slot;
  if (slot.kind !== 'any') return preferred(slot, legal);
  const diagnostic = admitted(template.slots[6] as Slot) === 'X';
  const usual = (diagnostic ? BIOPSY_APPROACH : OPERATION_APPROACH)[stem[1] as string] ?? '0';
  return Array.from(`${usual}038X74`).find((value) => legal.has(value)) ?? ([...legal][0] as string);
}

/** The value of a place the note is silent about: the order of the row; without one, none (Z) before any. */
function preferred(slot: Slot, legal: ReadonlySet<string>): string {
  const order = slot.kind === 'values' ? slot.values : 'Z';
  return Array.from(order).find((value) => legal.has(value)) ?? ([...legal].sort()[0] as string);
}

/** Of two codes of one operation on one body part the one that says less, where what it lacks is only silence. */
function withoutVaguer(drafts: readonly Draft[]): Draft[] {
  const vague = (draft: Draft): number => [...draft.decided.values()].filter((how) => how === 'default').length;
  return drafts.filter(
    (draft) =>
      !drafts.some(
        (other) =>
          other !== draft &&
          other.code.slice(0, 3) === draft.code.slice(0, 3) &&
          (other.operation === draft.operation || other.code[3] === draft.code[3]) &&
          vague(other) < vague(draft) &&
          [3, 4, 5, 6].every((place) => other.code[place] === draft.code[place] || draft.decided.get(place) === 'default'),
      ),
  );
}

/** What is reported by the policy of a facility only stays a suggestion. */
const POLICY = 0.3;

/** How far a code may be believed: by where it is named and how much of it the note says. */
function trust(draft: Draft): number {
  const base = { title: 0.92, entry: 0.86, text: 0.78, narrative: 0.7 }[draft.role];
  const silent = [...draft.decided].reduce(
    (sum, [place, how]) => sum + (how === 'default' ? (place === 3 ? 0.2 : place === 4 ? 0.06 : 0.03) : 0),
    0,
  );
  return Math.round(Math.max(0.5, base - silent) * 100) / 100;
}
