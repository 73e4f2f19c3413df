import { codeKey, dottedCode, type KeyRange, stemRange } from '../codesets/code.js';
import type { CodeSearch } from '../codesets/code-search.js';
import type { CodeId } from '../codesets/code-table.js';
import type { HcpcsValidity } from '../codesets/hcpcs.js';
import type { Icd10cm } from '../codesets/icd10cm.js';
import { type Lexicon, longestAt, wordings } from '../codesets/lexicon.js';
import type { TermIndex } from '../codesets/terms.js';
import { SMALL_WORDS, type Token } from '../codesets/words.js';
import { MedcodeError } from '../errors.js';
import { type Day, day, formatDay } from '../model/date.js';
import type { CodedDiagnosis, CodedService, Encounter, NotChecked, NotCoded, Patient, Profile, Setting } from '../model/encounter.js';
import type { Assertion, Evidence, Note } from '../model/note.js';
import type { Release } from '../model/release.js';
import { AssertionReader, type Judgement, type SegmentAssertions } from '../notes/assertion.js';
import { type DrugMention, readDrugs } from '../notes/drugs.js';
import { episodeOf, type NoteFacts, namedTrimester, readFacts, type Side, sideOf, trimesterOf } from '../notes/facts.js';
import { lineAt } from '../notes/line-at.js';
import { type Mention, MentionReader, NoteContext } from '../notes/mentions.js';
import { assertionOf, judgePhrase, type PhraseAssertion } from '../notes/phrase-assertion.js';
import { type SectionGuess, SectionKindReader } from '../notes/section-kind.js';
import {
  ASSESSMENT_KINDS,
  type DocumentStart,
  HeaderTable,
  type SectionKind,
  type Segment,
  type StructuredNote,
  structureNote,
} from '../notes/structure.js';
import { ACCEPT, calibrated, properties } from './calibration.js';
import type { Candidate, Dropped, Place, Statement } from './candidate.js';
import { isLasting } from './chronic.js';
import { joinDocuments, placeInDocuments } from './documents.js';
import { isInlineProblem } from './inline-problem.js';
import { poaOf } from './poa.js';
import type { ProcedureReader, ReadProcedures } from './procedures/reader.js';
import { draftQuery } from './queries/queries.js';
import type { Action, NewCandidate, RuleContext } from './rule.js';
import { CODING_RULES } from './rules.js';
import { bandOf, evidenceNames, REVIEW, score } from './score.js';
import { type OrderAction, sequence } from './sequence.js';
import { ServiceCoder } from './services/code-services.js';
import { finalCode, type ResolvedCode, resolveSlots, titleReading } from './slots.js';

/** What the engine needs to code: code sets, compiled terms, lexicon. Made once, used for many notes. */
export class Coder {
  readonly icd: Icd10cm;
  readonly index: TermIndex;
  readonly lexicon: Lexicon;
  readonly search: CodeSearch;
  readonly services: ServiceCoder;
  private readonly headers: HeaderTable;
  private readonly mentions: MentionReader;
  private readonly assertions: AssertionReader;
  private readonly indexReleases: readonly Release[];
  private readonly procedureReader: (() => ProcedureReader) | undefined;
  private readonly alive = new Map<Day, Int8Array>();
  private sectionKinds: SectionKindReader | undefined;
  private also: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(
    icd: Icd10cm,
    index: TermIndex,
    lexicon: Lexicon,
    search: CodeSearch,
    indexReleases: readonly Release[] = [],
    procedures?: () => ProcedureReader,
    isValidHcpcs?: HcpcsValidity,
  ) {
    this.icd = icd;
    this.index = index;
    this.lexicon = lexicon;
    this.search = search;
    this.services = new ServiceCoder(lexicon, isValidHcpcs);
    this.headers = new HeaderTable(lexicon);
    this.mentions = new MentionReader(index, lexicon);
    this.assertions = new AssertionReader(lexicon);
    this.indexReleases = indexReleases;
    this.procedureReader = procedures;
  }

  /**
   * Codes one note.
   * @throws MedcodeError MC_INPUT_EMPTY, MC_INPUT_TOO_LARGE, MC_RELEASE_MISSING (no code list for the date)
   */
  code(input: NoteInput): Encounter {
    return new NoteCoding(this, input).run();
  }

  /**
   * Codes an encounter of several documents as one: rules see all of it; places are given in their documents. What other clinicians
   * wrote leads to a code only where guideline I.B.14 lets it.
   * @throws MedcodeError as {@link code}; MC_LINE_INVALID when two documents have the same id
   */
  codeDocuments(input: Omit<NoteInput, 'text' | 'starts'> & { readonly documents: readonly Note[] }): Encounter {
    const { documents, ...rest } = input;
    const joined = joinDocuments(documents);
    const starts = documents.map(({ authorRole }, i) => ({ start: joined.starts[i] as number, author: authorRole }));
    return placeInDocuments(this.code({ ...rest, text: joined.text, starts }), documents, joined);
  }

  structure(text: string, documents?: readonly DocumentStart[]): StructuredNote {
    return structureNote(text, this.headers, documents);
  }

  /** Everything the note says of conditions, with what is asserted; with `every`, also what only names one. */
  statements(note: StructuredNote, date: Day, every = false): Statement[] {
    const alive = this.aliveOn(date);
    const statements: Statement[] = [];
    const context = new NoteContext(note);
    const hasProblems = note.segments.some((segment) => isProblem(segment));
    note.segments.forEach((segment, number) => {
      if (!segment.tokens.length || NOT_READ.has(segment.kind)) return;
      // A report's category ("Lung-RADS 2.") is no condition; the sentence behind it on its line is.
      const before = note.segments[number - 1];
      const behind =
        before &&
        segment.problem === number - 1 &&
        before.line === segment.line &&
        CATEGORY.test(note.text.slice(before.start, before.end));
      const place = behind ? 'problem' : placeOf(segment, number, hasProblems);
      const found = this.mentions.read(
        note.text,
        segment,
        number,
        () => context.of(segment.section),
        place === 'problem' || place === 'list' || PAST.has(segment.kind) || (place === 'assessment-text' && !hasProblems),
        alive,
        every,
      );
      if (found.length === 0) return;
      const judge = this.assertions.prepare(note.text, segment);
      for (const mention of found) {
        const assertion = judge.judge(mention.start, mention.end);
        // "Past medical history of" within the story is history told there.
        const told = assertion.background && place === 'story' ? 'history' : place;
        const heading = segment.problem === undefined ? undefined : note.segments[segment.problem];
        const named = told === 'problem-text' && isInlineProblem(note.text, segment, heading, mention) ? 'problem' : told;
        statements.push({ mention, segment, assertion, place: named });
      }
    });
    return statements;
  }

  /** Whether a term leads to a code of a date, itself or below it; remembered per date. */
  private aliveOn(date: Day): (term: number) => boolean {
    let known = this.alive.get(date);
    if (!known) {
      known = new Int8Array(this.index.size);
      this.alive.set(date, known);
    }
    const states = known;
    return (term) => {
      if (states[term] === 0) states[term] = this.icd.livesOn(this.index.code(term), date) ? 1 : -1;
      return states[term] === 1;
    };
  }

  /** Further codes the lexicon gives with an index entry. */
  companions(code: string, path: string): readonly string[] {
    this.also ??= new Map(
      this.lexicon.index
        .filter((row) => row.also.length > 0)
        .flatMap((row) =>
          wordings(row.term).map((wording) => [`${row.code.replace(/[.-]/g, '')} ${wording.path.join(' › ')}`, row.also] as const),
        ),
    );
    return this.also.get(`${code} ${path}`) ?? [];
  }

  /**
   * A note as it is read: its sections, and every condition it names with what it says of it, in the order of the text.
   * @throws MedcodeError MC_INPUT_EMPTY, MC_INPUT_TOO_LARGE
   */
  read(text: string): { note: StructuredNote; mentions: ReadMention[] } {
    checkLength(text);
    const note = this.structure(text);
    const mentions = this.statements(note, LATEST).map(({ mention, segment, assertion }) => ({
      start: mention.start,
      end: mention.end,
      text: text.slice(mention.start, mention.end),
      section: segment.kind,
      ...assertionOf(assertion, segment.kind, text.slice(mention.start, mention.end)),
      ...(mention.denied ? { assertion: 'negated' as const } : {}),
    }));
    return { note, mentions: mentions.sort((a, b) => a.start - b.start || b.end - a.end) };
  }

  /** What kind of section a text without its header is. @throws MedcodeError MC_INPUT_EMPTY, MC_INPUT_TOO_LARGE */
  sectionKind(text: string): SectionGuess {
    checkLength(text);
    this.sectionKinds ??= new SectionKindReader(this.lexicon);
    return this.sectionKinds.kind(text);
  }

  /** What a text says of a phrase; see {@link judgePhrase}. */
  assert(text: string, phrase: string): PhraseAssertion {
    const note = this.structure(text);
    const judged = judgePhrase(note, phrase, this.assertions);
    // A lasting condition named alone, in no sentence, is an entry of a list of what the patient has.
    const alone = judged.cue === undefined && judged.start !== undefined && text.replace(phrase.trim(), '').search(/[\p{L}\p{N}]/u) < 0;
    if (!alone || judged.assertion !== 'present' || /\b(?:acute|exacerbation|crisis|new)\b/i.test(phrase)) return judged;
    const named = this.statements(note, LATEST).map(({ mention }) => mention.code);
    return named.length > 0 && named.every(isLasting) ? { ...judged, temporality: 'historical' } : judged;
  }

  /** A segment made ready so that stretches of it can be judged. */
  prepare(note: StructuredNote, segment: Segment): SegmentAssertions {
    return this.assertions.prepare(note.text, segment);
  }

  /** What a segment asserts of a stretch of it. */
  judge(note: StructuredNote, segment: Segment, start: number, end: number): Judgement {
    return this.assertions.prepare(note.text, segment).judge(start, end);
  }

  /** The procedures of an inpatient stay; ICD-10-PCS is used in no other setting (45 CFR 162.1002). */
  procedures(
    note: StructuredNote,
    { setting, date, profile, patient }: NoteInput,
    evidenceAt: (start: number, end: number) => Evidence,
  ): ReadProcedures {
    if (setting !== 'inpatient' || !this.procedureReader) return { procedures: [], notCoded: [], releases: [] };
    return this.procedureReader().code(note, { date, profile, age: patient.age, evidenceAt });
  }

  releases(date: Day): Release[] {
    return [this.icd.codesRelease(date), this.icd.notesRelease(date), ...this.indexReleases].filter((release) => release !== undefined);
  }
}

/** A condition a note names, with what is said of it. */
export interface ReadMention extends Assertion {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly section: SectionKind;
}

/** @throws MedcodeError MC_INPUT_EMPTY, MC_INPUT_TOO_LARGE */
function checkLength(text: string): void {
  if (text.trim() === '') throw new MedcodeError('MC_INPUT_EMPTY', 'the note has no text');
  if (text.length > LONGEST_NOTE)
    throw new MedcodeError('MC_INPUT_TOO_LARGE', `the note has ${text.length} characters; ${LONGEST_NOTE} are read in one piece`);
}

export interface NoteInput {
  readonly id: string;
  readonly text: string;
  readonly date: Day;
  readonly setting: Setting;
  readonly profile: Profile;
  readonly patient: Patient;
  /** Where documents begin in the text, when it is made of several. */
  readonly starts?: readonly DocumentStart[];
  /** Codes for words a helper pointed at; they come up for review, never more. */
  readonly pointed?: readonly PointedCode[];
  /** Codes a helper would not have chosen: they go to review. */
  readonly doubted?: readonly string[];
}

/** A code chosen for words of the note. */
export interface PointedCode {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** A heading answered by search alone is a suggestion from the first score and part of the answer from the second. */
const SEARCH_FLOOR = 0.6;
const SEARCH_TRUSTED = 0.88;
/** A code a helper doubts stands below the accept band. */
const DOUBTED = 0.75;

/** The category of an imaging report, standing alone. */
const CATEGORY = /^\W*(?:[A-Za-z]+-?)?RADS(?: category)?\s*\w{1,3}\W*$/i;

/** A heading that names nothing of its own. */
/** Diabetes, and what codes of it say beyond "with unspecified" and "without complications". */
const DIABETES = /^E(?:0[89]|1[013])/;
const COMPLICATED = /^...[0-6]/;
const REFERS_BACK = /^\W*(?:the )?(?:same|(?:see|as) above|unchanged|none)\W*$/i;

/** For questions that no date of service goes with. */
const LATEST = day('2026-10-01');

/** Longest note read in one piece, in UTF-16 code units. */
export const LONGEST_NOTE = 2_000_000;

/** Sections that assert nothing about the patient's diseases: signatures, instructions, headers with demographics. */
/** Lists of what the patient had and had done. */
const PAST: ReadonlySet<string> = new Set(['pmh', 'psh']);
const NOT_READ: ReadonlySet<string> = new Set([
  'signature',
  'demographics',
  'instructions',
  'technique',
  'allergies',
  'immunizations',
  'time',
  'orders',
  'followup',
  'anesthesia',
]);

function isProblem(segment: Segment): boolean {
  return (
    segment.form !== 'sentence' &&
    (ASSESSMENT_KINDS.has(segment.kind) || segment.kind === 'plan') &&
    segment.label === '' &&
    segment.problem !== undefined
  );
}

/** In an assessment with its plan, bullets under a heading are remarks; on their own, and in a list of diagnoses, they are problems. */
function placeOf(segment: Segment, number: number, hasProblems: boolean): Place {
  const { kind, form } = segment;
  // Prose under the reason for an admission tells how it came about.
  if (kind === 'admit-dx' && form === 'sentence') return 'story';
  if (ASSESSMENT_KINDS.has(kind) || kind === 'plan') {
    if (form === 'heading') return 'problem';
    if (form === 'item' && kind !== 'plan' && (segment.problem === number || (segment.problem !== undefined && kind !== 'ap')))
      return 'problem';
    if (segment.label !== '' && !/reasoning|assessment/.test(segment.label)) return 'plan-text';
    if (kind === 'plan' && !hasProblems) return 'plan-text';
    return segment.problem !== undefined
      ? form === 'sentence'
        ? 'problem-text'
        : 'plan-text'
      : kind === 'plan'
        ? 'plan-text'
        : 'assessment-text';
  }
  if (kind === 'problem-list') return 'list';
  if (kind === 'pmh' || kind === 'psh' || kind === 'obhx' || kind === 'sh' || kind === 'fh') return 'history';
  if (
    kind === 'cc' ||
    kind === 'hpi' ||
    kind === 'subjective' ||
    kind === 'course' ||
    kind === 'consult-reason' ||
    kind === 'indication' ||
    kind === 'none'
  )
    return 'story';
  if (kind === 'preop-dx') return 'assessment-text';
  if (kind === 'exam' || kind === 'labs' || kind === 'imaging' || kind === 'results' || kind === 'findings' || kind === 'procedure')
    return 'finding';
  return 'other';
}

class NoteCoding {
  private readonly coder: Coder;
  private readonly input: NoteInput;
  private readonly note: StructuredNote;
  private readonly facts: NoteFacts;
  private readonly patient: Patient;
  private readonly dropped: Dropped[] = [];
  private readonly order: OrderAction[] = [];
  private readonly asked: (Extract<Action, { kind: 'query' }> & { readonly by: string })[] = [];
  private readonly drugRanges = new Map<number, KeyRange[]>();
  /** Segments by the problem they stand under, and by the body parts they name. */
  private readonly byProblem = new Map<number, Segment[]>();
  private readonly byBodyPart = new Map<string, Segment[]>();
  private readonly complaints: readonly Segment[];
  private readonly affirmed = new Map<Segment, ReadonlySet<string>>();

  constructor(coder: Coder, input: NoteInput) {
    checkLength(input.text);
    coder.icd.requireCoverage(input.date);
    this.coder = coder;
    this.input = input;
    this.note = coder.structure(input.text, input.starts);
    this.facts = readFacts(input.text);
    this.complaints = this.note.segments.filter((segment) => segment.kind === 'cc');
    for (const segment of this.note.segments) {
      if (segment.problem !== undefined) append(this.byProblem, segment.problem, segment);
      if (segment.kind === 'ros') continue;
      for (const part of new Set(coder.lexicon.read(segment.tokens).stems.filter((stem) => BODY_PARTS.has(stem))))
        append(this.byBodyPart, part, segment);
    }
    this.patient = {
      ...(this.facts.age === undefined ? {} : { age: this.facts.age }),
      ...(this.facts.sex === undefined ? {} : { sex: this.facts.sex }),
      ...input.patient,
    };
  }

  run(): Encounter {
    const { coder, input } = this;
    const statements = coder.statements(this.note, input.date, input.profile === 'mentions');
    let drugs: readonly DrugMention[] | undefined;
    const { note } = this;
    const context: RuleContext = {
      icd: coder.icd,
      lexicon: coder.lexicon,
      date: input.date,
      setting: input.setting,
      profile: input.profile,
      patient: this.patient,
      facts: this.facts,
      get drugs() {
        drugs ??= readDrugs(note, coder.lexicon);
        return drugs;
      },
      note,
      statements,
      evidenceAt: (start, end) => this.quote(start, end),
      prepare: (segment) => coder.prepare(note, segment),
      make: (made) => this.made(made),
    };
    const rules = CODING_RULES.filter(
      ({ appliesTo }) => appliesTo.settings.includes(input.setting) && appliesTo.profiles.includes(input.profile),
    );
    const admitting = rules.filter((rule) => rule.admit);
    const admit = (statement: Statement): { reason: string; by: string } | undefined => {
      for (const rule of admitting) {
        const refusal = rule.admit?.(statement, context);
        if (refusal) return { reason: refusal.reason, by: rule.id };
      }
      return undefined;
    };
    const restated = rules.reduce<readonly Statement[]>((said, rule) => rule.restate?.(said, context) ?? said, this.refined(statements));
    let candidates: readonly Candidate[] = [
      ...this.candidatesOf(statements, restated, admit),
      ...this.searched(statements),
      ...this.pointedAt(),
    ];
    for (const rule of rules) if (rule.apply) candidates = this.apply(candidates, rule.apply(candidates, context), rule.id);
    const ordered = sequence(candidates, this.order, context);
    const judge = this.judge(ordered);
    const diagnoses = ordered.map((candidate) => this.diagnosis(candidate, context, judge(candidate)));
    const done = coder.procedures(this.note, input, context.evidenceAt);
    const services: CodedService[] =
      input.profile === 'billing'
        ? coder.services.code({
            note: this.note,
            diagnoses,
            setting: input.setting,
            facts: this.facts,
            patient: this.patient,
            date: input.date,
            judge: (segment, start, end) => coder.judge(this.note, segment, start, end),
          })
        : [];
    return {
      id: input.id,
      setting: input.setting,
      profile: input.profile,
      date: formatDay(input.date),
      patient: this.patient,
      documents: [{ id: 'note', text: input.text }],
      diagnoses,
      // The delivery is a procedure on the mother's record.
      procedures: done.procedures.filter(({ code }) => this.patient.age !== 0 || !code.startsWith('10')),
      services,
      notCoded: [...this.notCoded(diagnoses), ...done.notCoded],
      queries: this.queries(),
      notChecked: this.notChecked(diagnoses),
      releases: [...coder.releases(input.date), ...done.releases],
    };
  }

  private candidatesOf(
    statements: readonly Statement[],
    restated: readonly Statement[],
    admit: (statement: Statement) => { reason: string; by: string } | undefined,
  ): Candidate[] {
    const out: Candidate[] = [];
    const hasProblems = statements.some((statement) => statement.place === 'problem');
    // What the story tells and the plan names stands for an assessment only where there is none.
    const isAssessed =
      hasProblems || statements.some(({ place, assertion }) => place === 'assessment-text' && assertion.assertion === 'present');
    const said = new Map<string, { readonly segments: Set<Segment>; problem: boolean }>();
    for (const { mention, segment, assertion, place } of statements) {
      if (assertion.assertion !== 'present' || assertion.experiencer === 'other' || mention.denied) continue;
      const category = mention.code.slice(0, 3);
      const entry = said.get(category) ?? { segments: new Set<Segment>(), problem: false };
      entry.segments.add(segment);
      entry.problem ||= place === 'problem';
      said.set(category, entry);
    }
    const unrelated = new Map<Segment, string[]>();
    for (const { mention, segment } of statements) if (mention.denied === 'unrelated') append(unrelated, segment, mention.code);
    for (const statement of this.vaccinations(restated)) {
      const refusal = admit(statement) ?? this.refusal(statement);
      for (const resolved of this.resolve(statement)) {
        const code = this.coder.icd.table.code(resolved.id);
        if (refusal) {
          this.dropped.push({ evidence: this.evidence(statement), code, ...refusal });
          continue;
        }
        if (!this.fitsPatient(code)) {
          this.dropped.push({ evidence: this.evidence(statement), code, reason: 'does not fit the age or sex of the patient', by: 'mce' });
          continue;
        }
        const elsewhere = said.get(statement.mention.code.slice(0, 3));
        const support = evidenceNames(statement, code, {
          setting: this.input.setting,
          profile: this.input.profile,
          hasProblems: statement.place === 'assessment-text' || statement.place === 'problem-text' ? hasProblems : isAssessed,
          openAxes: resolved.open.length,
          drugSupport: this.drugSupports(statement.segment, code),
          saidElsewhere: (elsewhere?.segments.size ?? 0) - (elsewhere?.segments.has(statement.segment) ? 1 : 0),
          saidAsProblem: elsewhere?.problem ?? false,
        });
        const candidate: Candidate = {
          id: resolved.id,
          code,
          title: this.coder.icd.table.title(resolved.id, this.input.date),
          probability: score(support, this.input.profile),
          support,
          evidence: [this.evidence(statement)],
          path: this.path(statement.mention, resolved),
          rules: statement.by ?? [],
          place: statement.place,
          order:
            statement.place === 'problem' || statement.segment.problem === undefined
              ? statement.mention.segment
              : statement.segment.problem,
          alternatives: this.alternatives(statement.mention, resolved),
          open: resolved.open,
          assertion: statement.assertion,
          unrelatedTo: unrelated.get(statement.segment) ?? [],
        };
        out.push(candidate);
        const { mention } = statement;
        if (mention.source.startsWith('lexicon'))
          for (const second of this.coder.companions(mention.code, mention.path)) out.push(...this.companion(candidate, second));
      }
    }
    return out;
  }

  /** A further code an index entry always carries, beside the first and with its proof. */
  private companion(first: Candidate, code: string): Candidate[] {
    const id = this.coder.icd.defaultBillable(code, this.input.date);
    if (id === -1) return [];
    return [
      {
        ...first,
        id,
        code: this.coder.icd.table.code(id),
        title: this.coder.icd.table.title(id, this.input.date),
        path: [...first.path, `with it: ${code}`],
        order: first.order + 0.25,
        probability: first.probability * 0.97,
        alternatives: [],
        open: [],
      },
    ];
  }

  /** A vaccine given at the visit is a reason for the encounter wherever it is noted (guideline I.C.21.c.2). */
  private vaccinations(statements: readonly Statement[]): Statement[] {
    return statements.map((statement) => {
      const { mention, segment, assertion } = statement;
      const given =
        mention.code === 'Z23' &&
        assertion.assertion === 'present' &&
        assertion.temporality === 'current' &&
        /\b(?:given|administered|received today)\b/i.test(this.input.text.slice(segment.start, segment.end));
      return given ? { ...statement, place: 'problem' as const } : statement;
    });
  }

  /**
   * The text under a heading refines the heading's code and never multiplies it (method, point 4): a statement below that names the
   * same category in more words takes the heading's place.
   */
  private refined(statements: readonly Statement[]): Statement[] {
    const underProblem = new Map<number, Statement[]>();
    for (const statement of statements)
      if (statement.segment.problem !== undefined) append(underProblem, statement.segment.problem, statement);
    return statements.map((statement) => {
      const { problem } = statement.segment;
      if (statement.place !== 'problem' || problem === undefined) return statement;
      const category = statement.mention.code.slice(0, 3);
      const closer = (underProblem.get(problem) ?? [])
        .filter(
          (other) =>
            other.segment !== statement.segment &&
            other.mention.code.slice(0, 3) === category &&
            // Within a category of injuries the 4th character is another site.
            (!/^[ST]/.test(category) || other.mention.code.slice(0, 5) === statement.mention.code.slice(0, 5)) &&
            other.mention.code !== statement.mention.code &&
            // Another complication of diabetes is a problem of its own (guideline I.C.4.a).
            (!DIABETES.test(category) || !COMPLICATED.test(statement.mention.code)) &&
            other.mention.words > statement.mention.words &&
            other.mention.denied === undefined &&
            other.assertion.assertion === 'present' &&
            other.assertion.temporality === 'current' &&
            other.assertion.experiencer === 'patient',
        )
        .sort((a, b) => b.mention.weight - a.mention.weight)[0];
      return closer ? { ...closer, place: 'problem' as const, segment: closer.segment } : statement;
    });
  }

  /** Problem headings in which no term was recognised, answered by search when it finds most of their words. */
  private searched(statements: readonly Statement[]): Candidate[] {
    const known = new Set(statements.filter((statement) => statement.place === 'problem').map((statement) => statement.mention.segment));
    const out: Candidate[] = [];
    this.note.segments.forEach((segment, number) => {
      if (!isProblem(segment) || placeOf(segment, number, true) !== 'problem' || known.has(number)) return;
      const words = segment.tokens.filter((token) => !SMALL_WORDS.has(token.word));
      if (words.length === 0 || words.length > 12) return;
      const text = this.input.text.slice(segment.start, segment.end);
      if (REFERS_BACK.test(text)) return;
      const judged = this.coder.judge(this.note, segment, segment.start, segment.end);
      if (judged.assertion !== 'present' || judged.experiencer === 'other') return;
      const [hit] = this.coder.search.search(text, this.input.date, 1);
      if (!hit || hit.score < SEARCH_FLOOR) return;
      const id = this.coder.icd.table.find(hit.code);
      if (id === -1) return;
      out.push({
        id,
        code: this.coder.icd.table.code(id),
        title: hit.title,
        probability: hit.score >= SEARCH_TRUSTED ? 0.6 : 0.35,
        support: [hit.score >= SEARCH_TRUSTED ? 'search, trusted' : 'search'],
        evidence: [this.evidenceAt(segment, segment.start, segment.end)],
        path: ['search', ...hit.path],
        rules: [],
        place: 'problem',
        order: number,
        alternatives: [],
        open: [],
        assertion: judged,
        unrelatedTo: [],
      });
    });
    return out;
  }

  /** Codes a helper chose for words that were not read: judged like any other words, and never more than a matter for review. */
  private pointedAt(): Candidate[] {
    const out: Candidate[] = [];
    for (const { code, start, end } of this.input.pointed ?? []) {
      const segment = this.note.segments.find((one) => one.start < end && start < one.end);
      const id = this.coder.icd.table.find(code.replace('.', ''));
      if (!segment || id === -1 || !this.coder.icd.table.billableOn(id, this.input.date)) continue;
      const judged = this.coder.judge(this.note, segment, start, end);
      if (judged.assertion !== 'present' || judged.experiencer === 'other' || !this.fitsPatient(this.coder.icd.table.code(id))) continue;
      out.push({
        id,
        code: this.coder.icd.table.code(id),
        title: this.coder.icd.table.title(id, this.input.date),
        probability: REVIEW,
        support: ['pointed at'],
        evidence: [this.evidenceAt(segment, start, end)],
        path: ['language model', 'search'],
        rules: [],
        place: 'other',
        order: this.note.segments.indexOf(segment),
        alternatives: [],
        open: [],
        assertion: judged,
        unrelatedTo: [],
      });
    }
    return out;
  }

  /** Whether a drug named in the same problem is evidence for a code. */
  private drugSupports(segment: Segment, code: string): boolean {
    const { problem } = segment;
    if (problem === undefined) return false;
    let ranges = this.drugRanges.get(problem);
    if (!ranges) {
      ranges = [];
      for (const other of this.byProblem.get(problem) ?? []) {
        const { words, known } = this.coder.lexicon.read(other.tokens);
        known.forEach(({ drugs }, i) => {
          for (const drug of longestAt(drugs, words, i)) ranges?.push(...drug.value.supports.map((stem) => stemRange(stem)));
        });
      }
      this.drugRanges.set(problem, ranges);
    }
    const key = codeKey(code);
    return ranges.some((range) => range.from <= key && key < range.to);
  }

  /** Why a statement does not lead to a code in this setting, or undefined when it may. */
  private refusal(statement: Statement): { reason: string; by: string } | undefined {
    const { assertion, mention, segment } = statement;
    const cue = assertion.cue ? ` (“${assertion.cue}”)` : '';
    const isStatus = /^[Z]/.test(mention.code);
    if (this.input.profile === 'mentions')
      return assertion.experiencer === 'other' ? { reason: `said of someone else${cue}`, by: 'assertion' } : undefined;
    if (assertion.experiencer === 'other' && !/^Z8[0-4]/.test(mention.code))
      return { reason: `family history or another person${cue}`, by: 'assertion' };
    if (mention.denied)
      return { reason: mention.denied === 'absent' ? 'said to be absent (“without”)' : 'named as not the cause', by: 'assertion' };
    if (assertion.assertion === 'negated') return { reason: `negated${cue}`, by: 'assertion' };
    if (assertion.assertion === 'hypothetical' || assertion.assertion === 'conditional')
      return { reason: `${assertion.assertion}${cue}`, by: 'assertion' };
    if (segment.kind === 'copied') return { reason: 'copied-forward or template text, not said of this encounter', by: 'section' };
    if (segment.kind === 'ros') return { reason: 'review of systems, not an assessed problem', by: 'section' };
    if (
      /^Z(?:89|90|98)/.test(mention.code) &&
      assertion.temporality !== 'historical' &&
      (statement.place === 'story' || statement.place === 'finding' || statement.place === 'other')
    )
      return { reason: 'a procedure told of, not a state after it', by: 'assertion' };
    if (assertion.resolved && this.input.setting !== 'inpatient' && !isStatus && statement.place !== 'problem')
      return { reason: `resolved${cue}`, by: 'assertion' };
    if (assertion.temporality === 'historical' && !isStatus && statement.place !== 'problem')
      return { reason: `historical${cue}`, by: 'assertion' };
    return undefined;
  }

  private fitsPatient(code: string): boolean {
    const flags = this.coder.icd.flags(code, this.input.date);
    if (this.patient.sex === 'M' && (flags.includes('FEMALE') || flags.includes('MATERNITY'))) return false;
    if (this.patient.sex === 'F' && flags.includes('MALE')) return false;
    const { age } = this.patient;
    if (age !== undefined) {
      if (flags.includes('NEWBORN') && age > 0) return false;
      if (flags.includes('PEDIATRIC') && age > 17) return false;
      if (flags.includes('ADULT') && age < 15) return false;
    }
    return true;
  }

  private resolve(statement: Statement): ResolvedCode[] {
    const { mention, segment } = statement;
    const final = finalCode(this.coder.icd, mention.code, this.input.date);
    if (final) return [final];
    const below = segment.problem === undefined ? [] : (this.byProblem.get(segment.problem) ?? []).filter((other) => other !== segment);
    const words = new Set(this.affirmedWords(segment));
    if (mention.code.startsWith('S') && /\bnon-?\s?displaced\b/i.test(this.input.text)) words.add(this.stem('nondisplaced'));
    const body = this.bodyStems(mention);
    const isBodyPart = body.size === 0 ? undefined : (word: string): boolean => body.has(this.stem(word));
    const elsewhere = [...new Set([...body].flatMap((part) => this.byBodyPart.get(part) ?? []))];
    const facts = {
      words,
      side: sideOf(this.input.text, segment, mention.start, mention.end, isBodyPart, below, elsewhere),
      trimester: trimesterOf(this.facts.gestation?.weeks) ?? namedTrimester(this.input.text.slice(segment.start, segment.end)),
      episode: episodeOf(this.input.text, [segment, ...below, ...this.complaints]),
    };
    const fill = (side: Side | undefined): ResolvedCode | undefined =>
      resolveSlots(this.coder.icd, this.coder.lexicon, mention.code, { ...facts, side }, this.input.date);
    const resolved = fill(facts.side);
    if (!resolved) return [];
    // Both sides and no bilateral code: right and left, each with its own (guideline I.B.13).
    if (facts.side === 'bilateral' && !resolved.filled.some((slot) => slot.axis === 'laterality')) {
      const sides = [fill('right'), fill('left')].filter(
        (one) => one !== undefined && one.filled.some((slot) => slot.axis === 'laterality'),
      );
      if (sides.length === 2) return sides as ResolvedCode[];
    }
    return [resolved];
  }

  /** Stems of the words of a segment, without those it says are absent. */
  private affirmedWords(segment: Segment): ReadonlySet<string> {
    let words = this.affirmed.get(segment);
    if (!words) {
      const judge = this.coder.prepare(this.note, segment);
      const { denies } = judge;
      const stems = new Set<string>();
      this.coder.lexicon.read(segment.tokens).known.forEach(({ stem, isSmall }, i) => {
        const { start, end } = segment.tokens[i] as Token;
        if (!isSmall && !(denies && judge.judge(start, end).assertion === 'negated')) stems.add(stem);
      });
      words = stems;
      this.affirmed.set(segment, words);
    }
    return words;
  }

  private stem(word: string): string {
    return this.coder.lexicon.folding.stem(word);
  }

  /** Body parts a mention names, as stems, for finding its side elsewhere in the note. */
  private bodyStems(mention: Mention): Set<string> {
    const out = new Set<string>();
    const { from, to } = this.coder.index.wordsOf(mention.term);
    for (let w = from; w < to; w++) {
      const stem = this.coder.index.stems[((this.coder.index.words[w] as number) & 0x7fffffff) >>> 0] as string;
      if (BODY_PARTS.has(stem)) out.add(stem);
    }
    if (out.size > 0) return out;
    const id = this.coder.icd.defaultBillable(mention.code, this.input.date);
    if (id === -1) return out;
    const title = this.coder.icd.table.title(id, this.input.date);
    for (const { stem } of titleReading(title, this.coder.lexicon).words) if (BODY_PARTS.has(stem)) out.add(stem);
    return out;
  }

  private path(mention: Mention, resolved: ResolvedCode): string[] {
    const levels = mention.path ? mention.path.split(' › ') : [this.coder.icd.table.title(resolved.id, this.input.date)];
    return [...levels, ...resolved.filled.map((slot) => `${slot.axis}: ${slot.value}`)];
  }

  private alternatives(mention: Mention, resolved: ResolvedCode): CodeId[] {
    const out: CodeId[] = [];
    for (const term of mention.others) {
      const id = this.coder.icd.defaultBillable(this.coder.index.code(term), this.input.date);
      if (id !== -1 && id !== resolved.id && !out.includes(id)) out.push(id);
    }
    return out.slice(0, 10);
  }

  private apply(candidates: readonly Candidate[], actions: readonly Action[], rule: string): readonly Candidate[] {
    if (actions.length === 0) return candidates;
    let out = [...candidates];
    // What names a code comes last: it marks candidates, and those that are to go must still be the ones the rule saw.
    const ordering = (action: Action): number =>
      action.kind === 'before' || action.kind === 'first' || action.kind === 'not-first' ? 1 : 0;
    for (const action of [...actions].sort((a, b) => ordering(a) - ordering(b))) {
      switch (action.kind) {
        case 'drop':
          out = out.filter((candidate) => candidate !== action.candidate);
          for (const evidence of action.candidate.evidence.slice(0, 1))
            this.dropped.push({ evidence, code: action.candidate.code, reason: action.reason, by: rule });
          break;
        case 'replace': {
          const at = out.findIndex((candidate) => action.candidates.includes(candidate));
          out = out.filter((candidate) => !action.candidates.includes(candidate));
          out.splice(at < 0 ? out.length : at, 0, byRule(action.by, rule));
          break;
        }
        case 'add':
          out.push(byRule(action.candidate, rule));
          break;
        case 'query':
          this.asked.push({ ...action, by: rule });
          break;
        default: {
          this.order.push(action);
          const named = action.code;
          out = out.map((candidate) => (candidate.code === named ? byRule(candidate, rule) : candidate));
        }
      }
    }
    return out;
  }

  /** A code a rule decided on, as a candidate with the standing of what it rests on. */
  private made({ code, from, evidence, path, order, probability }: NewCandidate): Candidate | undefined {
    const { icd } = this.coder;
    const { date } = this.input;
    const exact = icd.table.find(code);
    const id = exact !== -1 && icd.table.billableOn(exact, date) ? exact : icd.defaultBillable(code, date);
    const first = from[0] ?? (evidence && evidence.length > 0 ? READ : undefined);
    if (id === -1 || !first) return undefined;
    return {
      ...first,
      id,
      code: icd.table.code(id),
      title: icd.table.title(id, date),
      probability: probability ?? Math.min(...from.map((part) => part.probability)),
      evidence: evidence ?? from.flatMap((part) => part.evidence.slice(0, 2)),
      path,
      rules: [...new Set(from.flatMap((part) => part.rules))],
      order: order ?? first.order,
      alternatives: [],
      open: [],
    };
  }

  /** What a coder reads of each code once the answer stands: how probable it is, and the names of what made it so. */
  private judge(ordered: readonly Candidate[]): (candidate: Candidate) => Judged {
    // A code for every mention is no question of what belongs to a claim; its score is learned as a probability.
    const { profile } = this.input;
    if (profile === 'mentions') return ({ probability, support }) => ({ probability, support, band: bandOf(probability, profile) });
    const company = {
      note: this.note,
      setting: this.input.setting,
      answer: ordered.filter(({ probability }) => probability >= REVIEW),
      dropped: this.dropped,
      asked: this.asked.flatMap(({ indicators }) => indicators),
    };
    const doubted = new Set(this.input.doubted);
    return (candidate) => {
      const names = properties(candidate, company);
      const believed = calibrated(candidate.probability, names);
      const probability = doubted.has(dottedCode(candidate.code)) ? Math.min(believed, DOUBTED) : believed;
      const inAnswer = bandOf(candidate.probability, profile) !== 'suggestion';
      return {
        probability,
        band: !inAnswer ? 'suggestion' : probability >= ACCEPT ? 'accept' : 'review',
        support: [...candidate.support, ...names],
      };
    };
  }

  private diagnosis(candidate: Candidate, context: RuleContext, { probability, band, support }: Judged): CodedDiagnosis {
    const { icd } = this.coder;
    return {
      code: dottedCode(candidate.code),
      system: 'icd10cm',
      title: candidate.title,
      probability: Math.round(probability * 100) / 100,
      band,
      evidence: dedupe(candidate.evidence),
      path: [...candidate.path],
      rules: [...candidate.rules],
      support: [...support],
      origin: 'engine',
      alternatives: candidate.alternatives.map((id) => icd.name(id, this.input.date)),
      ...(this.input.setting === 'inpatient'
        ? { poa: poaOf(candidate, context, icd.poaExemptOrLast(candidate.code, this.input.date)) }
        : {}),
    };
  }

  private evidence(statement: Statement): Evidence {
    return this.evidenceAt(statement.segment, statement.mention.start, statement.mention.end);
  }

  /** Evidence anywhere in the note, widened to whole words. */
  private quote(from: number, to: number): Evidence {
    let start = from;
    let end = to;
    while (isWithinWord(this.input.text, start)) start--;
    while (isWithinWord(this.input.text, end)) end++;
    const segment = this.note.segments.find((candidate) => candidate.start <= start && start < candidate.end);
    const line = lineAt(this.input.text, start);
    return { document: 'note', start, end, text: this.input.text.slice(start, end), section: segment?.kind ?? 'none', line };
  }

  private evidenceAt(segment: Segment, start: number, end: number): Evidence {
    return { document: 'note', start, end, text: this.input.text.slice(start, end), section: segment.kind, line: segment.line };
  }

  /** What was seen and not coded, once a code and reason; mentions of codes that are in the answer are no news. */
  private notCoded(diagnoses: readonly CodedDiagnosis[]): NotCoded[] {
    const coded = new Set(diagnoses.filter((d) => d.band !== 'suggestion').map((d) => d.code));
    const seen = new Set<string>();
    const out: NotCoded[] = [];
    for (const { evidence, code, reason, by } of this.dropped) {
      const dotted = dottedCode(code);
      const key = `${dotted}|${reason}`;
      if (coded.has(dotted) || seen.has(key)) continue;
      seen.add(key);
      out.push({ text: evidence.text, start: evidence.start, end: evidence.end, reason, by, code: dotted });
    }
    return out.sort((a, b) => a.start - b.start);
  }

  /** What the rules ask, with what is documented; each asked once. */
  private queries(): Encounter['queries'] {
    const out = new Map<string, Encounter['queries'][number]>();
    for (const { query, by, about, indicators, options } of this.asked) {
      const draft = draftQuery(query, about, options);
      if (!out.has(draft.question)) out.set(draft.question, { id: query, by, about, ...draft, indicators: dedupe(indicators).slice(0, 4) });
    }
    return [...out.values()];
  }

  private notChecked(diagnoses: readonly CodedDiagnosis[]): NotChecked[] {
    const out: NotChecked[] = [];
    if (
      this.input.setting === 'inpatient' &&
      diagnoses.some((d) => this.coder.icd.poaExempt(d.code.replace('.', ''), this.input.date) === 'not-checked')
    )
      out.push({
        what: 'POA exemption',
        reason: `no POA-exempt list is installed for ${formatDay(this.input.date)}; an earlier list, where there is one, was taken as still in force`,
        remedy: 'medcode data import the POAexemptCodes file of the fiscal year',
      });
    out.push({
      what: 'NCCI, MUE and other claim edits',
      reason: 'they are checked on the finished encounter',
      remedy: 'medcode check, with the --json of this answer',
    });
    return out;
  }
}

/** What is printed of a code's standing. */
type Judged = Pick<CodedDiagnosis, 'probability' | 'band'> & { readonly support: readonly string[] };

/** What a rule reads from the note itself, with no mention it rests on. */
const READ: Pick<Candidate, 'order' | 'place' | 'assertion' | 'unrelatedTo' | 'support'> = {
  order: 0,
  place: 'assessment-text',
  assertion: { assertion: 'present', temporality: 'current', experiencer: 'patient' },
  unrelatedTo: [],
  support: [],
};

const WORD = /[\p{L}\p{M}\p{N}]/u;

function isWithinWord(text: string, at: number): boolean {
  return WORD.test(text[at - 1] ?? '') && WORD.test(text[at] ?? '');
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Leaves a rule's name on what it made. */
function byRule(candidate: Candidate, rule: string): Candidate {
  return candidate.rules.includes(rule) ? candidate : { ...candidate, rules: [...candidate.rules, rule] };
}

function dedupe(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<number>();
  return evidence.filter((item) => (seen.has(item.start) ? false : seen.add(item.start)));
}

const BODY_PARTS: ReadonlySet<string> = new Set(
  'knee hip shoulder ankle elbow wrist hand foot finger thumb toe leg arm thigh forearm eye ear breast ovary kidney lung femur humerus radius ulna tibia fibula clavicle scapula patella heel calf rotator meniscus limb'.split(
    ' ',
  ),
);
