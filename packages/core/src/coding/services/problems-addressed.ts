import { longestAt } from '../../codesets/lexicon.js';
import type { CodedDiagnosis } from '../../model/encounter.js';
import { ASSESSMENT_KINDS, type Segment } from '../../notes/structure.js';
import type { MdmElement } from './mdm-element.js';
import { proofOf, type ServiceContext, wordsOf } from './service-draft.js';

/** Categories whose conditions last a year or until death as a rule, in our own selection. */
const CHRONIC =
  /^(?:B18|B20|C|D[014]|D2[56]|D3[7-9]|D5[0567]|D6[0-4]|D86|E0[0-79]|E1[013]|E2|E5[0-9]|E66|E7[0-9]|E8[3-589]|E89|F0[1-3]|F1|F2|F3|F4[0-5]|F50|F6|F7|F8|F9|G[12]|G3|G4[0347]|G5[0-9]|G6|G70|G8[0-3]|G89|G93\.3|H3[4-6]|H4[0-2]|H90|H91|I0[5-9]|I1[0-6]|I2[05]|I27|I3[4-9]|I4[2-9]|I50|I69|I7[0-9]|I8[37]|J30|J3[1-2]|J4[1-7]|J8[4]|J96\.1|K2[15]|K5[01]|K57\.[0-9]0|K58|K59\.04|K7[034]|K8[67]|L20|L2[128]|L40|L7[01]|L89|L93|L97|M0[5-9]|M1|M3|M4[0-8]|M5[0-3]|M75|M79\.7|M8[01]|N18|N20|N25|N3[29]\.[3489]|N32|N40|N52|N8[01]|N94\.6|N95|Q|R73\.03)/;
/** Acute or chronic conditions that threaten life or bodily function in the near term. */
const SERIOUS =
  /^(?:A4[01]|B37\.7|C7[89]|C91\.00|C92\.00|D65|D70|E1[0-3]\.[01]|E86\.1|E87\.[01]\b|G00|G03|G41|G45\.9|G93\.[46]|I16\.[01]|I21|I22|I26|I33|I44\.2|I46|I47\.2|I49\.0|I50\.[234]?[13]$|I60|I61|I62|I63|I71\.[0-9]*[13]|J80|J81\.0|J9[36]\.[02]|J93|K25\.[0-24-6]|K26\.[0-24-6]|K35|K55\.0|K56\.[0-9]|K63\.1|K65|K72\.0|K85|K92\.[012]|N17|N44\.0|O00|O14\.[12]|O15|O45|R04\.2|R40\.2|R45\.85|R57|R65|R78\.81|S06\.[1-689]|S12|S2[67]|S3[67]|S72\.0|T3[6-9].*2A|T4.*2A|T50.*2A|T78\.[02]|T80\.211|T81\.1|T81\.44|E05\.[0-9]1|E27\.2|E87\.5|F10\.[129]31|G61\.0|G83\.4|H33\.0|H34\.1|I74|J95\.851|L51\.[1-3]|M72\.6|O72\.1|O88)/;
const SYSTEMIC =
  /^(?:A0[1-9]|A37|A69|B27|D57\.0|G51\.0|H60\.2|I80|I82|J09|J10\.[018]|J1[2-8]|J85|K52\.[0-9]|K57\.[0-9]2|K80\.0|K81|K83|L03|L02\.91|M00|N10|N12|N13\.[026]|N41\.0|N45|N70|N73|O23|O91|R50\.8|U07\.1|T40|T43)/;
/** The author's own word for it. */
const SYSTEMIC_SAID =
  /\b(?:(?:with|has|causing) systemic (?:symptoms|signs|illness|toxicity)|systemically (?:ill|unwell)|toxic[- ]appearing)\b/i;
/** Signs whose cause may be grave until it is known. */
const UNCERTAIN =
  /^(?:D3[7-9]|D4[0-8]|N63|R00\.[01]|R04|R06\.0|R07|R10\.[01]|R13|R16|R17|R20|R22|R29|R31|R40|R41|R47|R55|R56|R59|R60|R63\.4|R68\.1|R7[07]|R80|R87|R9[0-4]|R97|K62\.5|K92\.1|N93|N95\.0|H53|H54|R42|G44|R19\.0)/;
const SIGN = /^(?:R|M25\.5|M54|M79\.[16]|N64|H57|K62\.5)/;
/** Problems that run a definite course and leave nothing behind. */
const MINOR = /^(?:J00|L22|L30\.4|L55\.0|L84|W57|T63\.4|S[0-9]0\.[0-9]6|S[0-9]0\.|R09\.81|R05|R06\.7|K00|K12\.0|B36|Z48)/;
const ALREADY_WORSE =
  /^(?:E1[013]\.(?:65|649|62[12]|10|11)|G40\.[0-9]*1|I16|I50\.[234]?[13]|I1[13]\.0|J44\.[01]|J45\.[2-9]\d?[12]|K5[01]\.[0-9]+1|F3[023]\.[23]|F31\.[2-6]|F20|M10\.[0-9]|L40\.5|I20\.0|I25\.1[1]0|M1A.*1$|G43\.[0-9]*1|D57\.[02]|N18\.[56])/;
const WORSE =
  /\b(?:worsen(?:ing|ed)?|uncontrolled|not (?:at|yet at|to) (?:goal|target)|not (?:well[- ])?controlled|poor(?:ly)?[- ]control(?:led)?|inadequate(?:ly)? control\w*|exacerbat(?:ion|ed)|flar(?:e|ing|e-up|ed)|progress(?:ing|ed|ion)|above (?:goal|target)|(?:sub|less than )optimal(?:ly)?|decompensated|refractory|breakthrough|persistent(?:ly)? elevated|remains? (?:elevated|high|symptomatic)|elevated (?:today|above)|uptrending|not improv(?:ed|ing)|no improvement|inadequate response|partial response|failed|fails|side effects?|not tolerat\w*|intoleran\w*|declin(?:e|ing)|recurrent episodes|deteriorat\w*|active disease|out of control|not at treatment goal|under-?(?:replaced|treated|dosed)|high today|increased (?:symptoms|frequency|pain)|getting worse|symptomatic)\b/i;
const STEP_UP =
  /\b(?:increas(?:e|ed|ing)|titrat\w*(?: up)?|up-?titrat\w*|escalat\w*|intensif\w*|add(?:ed|ing)?|start(?:ed|ing)?|switch(?:ed|ing)?|rais(?:e|ed|ing)|prescrib(?:e|ed|ing)|doubl(?:e|ed|ing)|rising|up to|to \d+(?:\.\d+)?\s?(?:mg|mcg|units?|u))\b/i;
const SEVERE =
  /\b(?:severe exacerbation|severe(?:ly)? (?:worsening|decompensated|uncontrolled|progression)|life[- ]threatening|impending (?:respiratory )?(?:failure|arrest)|respiratory (?:distress|failure)|hemodynamically unstable|unstable angina|septic|acute decompensat\w*|suicidal ideation with|active suicidal|intent(?:ion)? to (?:kill|harm)|threat to life|icu)\b/i;
const DENIED = /\b(?:no|not|without|denies|denied|never|if|unless|should|for any|any|or)\b[^.;]{0,30}$/i;
const STABLE = /\b(?:stable|well[- ]controlled|controlled|at goal|at target|in remission|resolved|doing well|asymptomatic|well managed)\b/i;
const COMPLICATED_INJURY =
  /\b(?:displaced|comminuted|intra-?articular|loss of consciousness|loc\b|head injury|open fracture|tendon (?:injury|laceration)|nerve injury|dislocat\w*|multiple (?:injuries|fractures)|closed reduction|concussion|polytrauma|retained foreign)\b/i;

/** Characters of a category. */
const CATEGORY = 3;

/** Number and complexity of the problems addressed (CPT E/M guidelines, first element). */
export function problemsAddressed(context: ServiceContext, tests: number): MdmElement {
  const conditions = [...context.diagnoses, ...treatedBeside(context)].filter((diagnosis) => !/^[V-Z]/.test(diagnosis.code));
  const evidence = conditions.flatMap((diagnosis) => diagnosis.evidence.slice(0, 1)).slice(0, 4);
  const of = (level: MdmElement['level'], because: string, more: readonly MdmElement['evidence'][number][] = []): MdmElement => ({
    level,
    because,
    evidence: [...evidence, ...more].slice(0, 5),
  });
  const serious = conditions.find((diagnosis) => SERIOUS.test(diagnosis.code));
  if (serious) return of(4, `threatens life or bodily function: ${serious.code}`);
  const blocks = new Map(conditions.map((diagnosis) => [diagnosis, blockOf(context, diagnosis)]));
  for (const [diagnosis, block] of blocks) {
    const severe = block.find((segment) => said(context, segment, SEVERE));
    if (severe) return of(4, `severe or threatening: ${diagnosis.code}`, [proofOf(context.note, severe)]);
  }
  // In an emergency department a sign that may be a grave illness is worked up as one.
  const grave = conditions.find((diagnosis) => /^(?:R07\.[289]|R55|R06\.0|R41\.82|R47|R29\.8|G45|R57|R65|R10\.0|R56)/.test(diagnosis.code));
  if (context.setting === 'ed' && grave && tests >= 3) return of(4, `may threaten life until excluded: ${grave.code}`);
  const chronic = conditions.filter(
    (diagnosis) =>
      CHRONIC.test(diagnosis.code) ||
      (blocks.get(diagnosis) ?? []).some((segment) => /\bchronic\b/i.test(wordsOf(context.note, segment)) && isChronicable(diagnosis.code)),
  );
  // Of one chronic illness the whole story tells how it goes.
  const single = new Set(chronic.map(({ code }) => code.slice(0, CATEGORY))).size === 1 && conditions.length <= 2;
  const story = context.note.segments.filter(({ kind }) => kind === 'hpi' || kind === 'subjective');
  for (const diagnosis of chronic) {
    if (ALREADY_WORSE.test(diagnosis.code)) return of(3, `chronic illness, worse or not at its goal: ${diagnosis.code}`);
    const block = blocks.get(diagnosis) ?? [];
    const worse = [...block, ...(single ? story : [])].find((segment) => said(context, segment, WORSE));
    if (worse) return of(3, `chronic illness, worse or not at its goal: ${diagnosis.code}`, [proofOf(context.note, worse)]);
    const stepped = block.find((segment) => said(context, segment, STEP_UP) && drugIn(context, segment));
    if (stepped && !block.some((segment) => STABLE.test(wordsOf(context.note, segment))))
      return of(3, `chronic illness whose treatment was stepped up: ${diagnosis.code}`, [proofOf(context.note, stepped)]);
  }
  const painful = chronic.find((diagnosis) => PAIN.test(diagnosis.code));
  const score = painful && context.note.segments.find((segment) => PAIN_SCORE.test(wordsOf(context.note, segment)));
  if (painful && score) return of(3, `chronic pain not at its goal: ${painful.code}`, [proofOf(context.note, score)]);
  const categories = new Set(chronic.map((diagnosis) => diagnosis.code.slice(0, 3)));
  if (categories.size >= 2) return of(3, `${categories.size} stable chronic illnesses`);
  const systemic =
    conditions.find((diagnosis) => SYSTEMIC.test(diagnosis.code)) ??
    conditions.find((diagnosis) => (blocks.get(diagnosis) ?? []).some((segment) => said(context, segment, SYSTEMIC_SAID)));
  if (systemic) return of(3, `acute illness with systemic symptoms: ${systemic.code}`);
  const injury = conditions.find((diagnosis) => diagnosis.code.startsWith('S'));
  if (injury) {
    const complicated = context.note.segments.find(
      (segment) =>
        (ASSESSMENT_KINDS.has(segment.kind) || segment.kind === 'plan' || segment.kind === 'imaging') &&
        said(context, segment, COMPLICATED_INJURY) &&
        !/non-?displaced/i.test(wordsOf(context.note, segment)),
    );
    if (complicated || injury.code.startsWith('S06'))
      return of(3, `complicated injury: ${injury.code}`, complicated ? [proofOf(context.note, complicated)] : []);
  }
  const uncertain = conditions.find((diagnosis) => UNCERTAIN.test(diagnosis.code));
  if (uncertain && (tests > 0 || conditions.length === 1)) return of(3, `new problem of uncertain outcome: ${uncertain.code}`);
  const sign = conditions.find((diagnosis) => diagnosis.code.startsWith('R') && !MINOR.test(diagnosis.code));
  if (sign && tests >= 2) return of(3, `new problem under investigation: ${sign.code}`);
  const [illness] = chronic;
  if (illness) return of(2, `one stable chronic illness: ${illness.code}`);
  const acute = conditions.filter((diagnosis) => !MINOR.test(diagnosis.code));
  if (acute[0]) return of(2, `acute, uncomplicated illness or injury: ${acute[0].code}`);
  if (conditions.length >= 2) return of(2, `${conditions.length} minor problems`);
  if (conditions[0]) return of(1, `one minor problem: ${conditions[0].code}`);
  return of(1, 'no problem addressed beyond a minor one');
}

/** Lasting illnesses whose code is uncertain and whose drug the assessment names with them: they were addressed all the same. */
function treatedBeside(context: ServiceContext): CodedDiagnosis[] {
  const reported = new Set(context.diagnoses.map(({ code }) => code.slice(0, CATEGORY)));
  return context.suggested.filter(
    ({ code, evidence }) =>
      CHRONIC.test(code) &&
      !reported.has(code.slice(0, CATEGORY)) &&
      evidence.some((item) => {
        const at = context.note.segments.find((segment) => segment.start <= item.start && item.start < segment.end);
        return at !== undefined && ASSESSMENT_KINDS.has(at.kind) && drugIn(context, at);
      }),
  );
}

const PAIN = /^(?:G89|M25\.5|M54|M79)/;
/** Pain of five or more of ten. */
const PAIN_SCORE = /\b(?:[5-9]|10)\s?\/\s?10\b/;

/** Whether "chronic" in the text makes a lasting illness of a code that does not say so. */
function isChronicable(code: string): boolean {
  return SIGN.test(code) || /^(?:M|K|G|H|L|J|N)/.test(code);
}

/** The text that belongs to a diagnosis: its problem in the assessment, or the sentence it stands in. */
function blockOf(context: ServiceContext, diagnosis: CodedDiagnosis): Segment[] {
  const { segments } = context.note;
  const out = new Set<Segment>();
  for (const evidence of diagnosis.evidence) {
    const at = segments.find((segment) => segment.start <= evidence.start && evidence.start < segment.end);
    if (!at || !(ASSESSMENT_KINDS.has(at.kind) || at.kind === 'plan' || at.kind === 'course')) continue;
    out.add(at);
    if (at.problem === undefined) continue;
    for (const other of segments) if (other.problem === at.problem && other.section === at.section) out.add(other);
  }
  // A note of one problem needs no heading: its whole assessment and plan speak of it, in however many codes.
  const named = context.diagnoses.filter((other) => !/^[V-Z]/.test(other.code)).map((other) => other.evidence[0]?.line);
  if (new Set(named).size === 1 && (named.length === 1 || segments.filter(isHeading).length === 1))
    for (const segment of segments) if (ASSESSMENT_KINDS.has(segment.kind) || segment.kind === 'plan') out.add(segment);
  return [...out];
}

function isHeading({ kind, form }: Segment): boolean {
  return ASSESSMENT_KINDS.has(kind) && form === 'heading';
}

function said(context: ServiceContext, segment: Segment, pattern: RegExp): boolean {
  const text = wordsOf(context.note, segment);
  const match = pattern.exec(text);
  return match !== null && !DENIED.test(text.slice(0, match.index));
}

function drugIn(context: ServiceContext, segment: Segment): boolean {
  const { words, known } = context.lexicon.read(segment.tokens);
  return known.some(({ drugs }, i) => longestAt(drugs, words, i).length > 0);
}
