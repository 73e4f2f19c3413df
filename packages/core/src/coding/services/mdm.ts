import type { Lexicon } from '../../codesets/lexicon.js';
import type { CodedDiagnosis } from '../../model/encounter.js';
import type { Evidence } from '../../model/note.js';
import { ASSESSMENT_KINDS, type Segment, type StructuredNote } from '../../notes/structure.js';

/** Levels of medical decision making: 1 straightforward, 2 low, 3 moderate, 4 high (CPT E/M guidelines, 2021 office and 2023 other settings). */
export type MdmLevel = 1 | 2 | 3 | 4;
export const MDM_WORDS: Readonly<Record<MdmLevel, string>> = { 1: 'straightforward', 2: 'low', 3: 'moderate', 4: 'high' };

/** One element of medical decision making with what carried it. */
export interface MdmElement {
  readonly level: MdmLevel;
  readonly because: string;
  readonly evidence: readonly Evidence[];
}

export interface Mdm {
  readonly problems: MdmElement;
  readonly data: MdmElement;
  readonly risk: MdmElement;
  /** Two of the three elements must reach it. */
  readonly level: MdmLevel;
}

/** Categories whose conditions last a year or until death as a rule, in our own selection. */
const CHRONIC =
  /^(?:B18|B20|C|D[0-4]|D5[056]|D57|D6[0-4]|D86|E0[0-79]|E1[01-3]|E2|E66|E7[0-9]|E8[3-58]|F0[1-3]|F1|F2|F3|F4[0-5]|F50|F6|F7|F8|F9|G[1-3]|G4[0347]|G5[0-9]|G6|G70|G80|G89|G93|H3[4-6]|H4[0-2]|I0[5-9]|I1[0-6]|I2[05]|I27|I3[4-9]|I4[2-9]|I50|I69|I7|I8[37]|J3[0-2]|J4[0-7]|J8[4]|J96\.1|K2[15]|K5[0-2]|K5[78]|K7[034]|K8[67]|L2[0-8]|L4[0]|L7[01]|L93|M0[5-9]|M1|M3|M4|M5[0-4]|M79\.7|M8[01]|N18|N20|N25|N3[29]|N4[0]|N80|N9[5]|Q)/;
const SERIOUS = /^(?:A4[01]|G93\.4|I21|I22|I26|I60|I61|I63|I71\.[0-9]1|J96\.0|K65|K92\.2|N17|R57|R65|S06|T78\.2)/;
const SYSTEMIC = /^(?:A09|J1[2-8]|J09|J10|J11|N10|N12|K35|K57\.[0-9]2|K81|K85|L03|U07|A4|R50)/;
const UNCERTAIN_PROGNOSIS = /^(?:D37|D38|D4[0-9]|N63|R0[0-9]|R1[0-9]|R2[0-9]|R3[0-9]|R4[0-9]|R5[5-9]|R6|R9|R22|R59)/;
const WORSE =
  /\b(?:worsen(?:ing|ed)?|uncontrolled|not (?:at goal|controlled|well controlled)|poorly controlled|exacerbat(?:ion|ed)|flare|progress(?:ing|ion|ed)|above goal|suboptimal|inadequately|decompensated|refractory|increas(?:e|ed|ing)|breakthrough)\b/i;

const LAB =
  /\b(?:cbc|cmp|bmp|hba1c|hemoglobin a1c|a1c|lipid panel|tsh|urinalysis|ua|urine culture|psa|ferritin|vitamin d|crp|esr|troponin|bnp|inr|d-dimer|rapid strep|strep test|flu test|covid test|culture|blood work|labs?|autoimmune panel|thyroid panel|liver (?:panel|enzymes)|blood tests?|hcg|urine drug screen|microalbumin)\b/gi;
const IMAGING =
  /\b(?:x-?rays?|radiographs?|mri|ct(?: scan)?|ultrasound|echocardiogram|echo|ekg|ecg|electrocardiogram|mammogram|dexa|bone density|stress test|emg|holter|colonoscopy|endoscopy|pulmonary function|pfts?|sleep study|doppler)\b/gi;
const OWN_READING =
  /\bI (?:have )?(?:personally |independently )?(?:reviewed|interpreted|read)\b[^.]{0,60}\b(?:x-?rays?|images?|imaging|films?|tracing|ekg|ecg|mri|ct|radiograph)/i;
const HISTORIAN =
  /\b(?:history|information) (?:was )?(?:obtained|provided|given) (?:from|by) (?:the |his |her )?(?:mother|father|parent|wife|husband|daughter|son|caregiver|family|guardian|spouse)/i;

const MANAGES =
  /\b(?:prescri(?:be|bed|ption)|start(?:ed|ing)?|initiat(?:e|ed)|continu(?:e|ed|es|ing)|increas(?:e|ed|ing)|decreas(?:e|ed|ing)|titrat\w*|refill|add(?:ed|ing)?|switch|chang(?:e|ed)|stop(?:ped)?|discontinu\w*|taper|hold|resume|given|take|sent|cont)\b|\b\d+(?:\.\d+)?\s?(?:mg|mcg|units?|puffs?)\b/i;
const OVER_THE_COUNTER =
  /\b(?:ibuprofen|acetaminophen|tylenol|advil|motrin|naproxen|aleve|antihistamine|ferrous|vitamin|cetirizine|loratadine|diphenhydramine|over[- ]the[- ]counter|otc|physical therapy|brace|splint|ice|rest)\b/i;
const MAJOR =
  /\b(?:decision for (?:major |emergency )?surgery|schedule(?:d)? for surgery|proceed with (?:surgery|operative)|surgical (?:fixation|repair|intervention)|admit(?:ted)? to (?:the )?hospital|hospitali[sz]ation|hospice|do not resuscitate|dnr)\b/i;
const INTENSIVE = /\b(?:chemotherapy|methotrexate monitoring|toxicity monitoring|clozapine|lithium level|intravenous vancomycin)\b/i;

/** Reads the three elements of medical decision making from a coded note. */
export function readMdm(note: StructuredNote, diagnoses: readonly CodedDiagnosis[], lexicon: Lexicon): Mdm {
  const answer = diagnoses.filter((diagnosis) => diagnosis.band !== 'suggestion');
  const management = note.segments.filter(
    (segment) => ASSESSMENT_KINDS.has(segment.kind) || segment.kind === 'plan' || segment.kind === 'course' || segment.kind === 'orders',
  );
  const problems = problemsElement(note, answer, management);
  const data = dataElement(note, management);
  const risk = riskElement(note, management, lexicon);
  const levels = [problems.level, data.level, risk.level].sort((a, b) => b - a);
  return { problems, data, risk, level: levels[1] as MdmLevel };
}

function problemsElement(note: StructuredNote, answer: readonly CodedDiagnosis[], management: readonly Segment[]): MdmElement {
  const conditions = answer.filter((diagnosis) => !/^[V-Z]/.test(diagnosis.code));
  const evidence = conditions.flatMap((diagnosis) => diagnosis.evidence.slice(0, 1)).slice(0, 4);
  const chronic = conditions.filter((diagnosis) => CHRONIC.test(diagnosis.code));
  const worse = management.find((segment) => WORSE.test(slice(note, segment)));
  const serious = conditions.find((diagnosis) => SERIOUS.test(diagnosis.code));
  if (serious) return { level: 4, because: `problem that threatens life or function: ${serious.code}`, evidence };
  const [illness] = chronic;
  if (illness && worse)
    return {
      level: 3,
      because: `chronic illness not at goal or worsening: ${illness.code}`,
      evidence: [...evidence, place(note, worse)],
    };
  if (chronic.length >= 2) return { level: 3, because: `${chronic.length} stable chronic illnesses`, evidence };
  const systemic = conditions.find((diagnosis) => SYSTEMIC.test(diagnosis.code));
  if (systemic) return { level: 3, because: `acute illness with systemic symptoms: ${systemic.code}`, evidence };
  const uncertain = conditions.find((diagnosis) => UNCERTAIN_PROGNOSIS.test(diagnosis.code));
  if (uncertain && conditions.length === 1) return { level: 3, because: `undiagnosed new problem: ${uncertain.code}`, evidence };
  if (illness) return { level: 2, because: `one stable chronic illness: ${illness.code}`, evidence };
  if (conditions.length >= 1) return { level: 2, because: 'acute, uncomplicated illness or injury', evidence };
  return { level: 1, because: 'no problem addressed beyond a minor one', evidence };
}

function dataElement(note: StructuredNote, management: readonly Segment[]): MdmElement {
  const tests = new Map<string, Evidence>();
  const reviewed = note.segments.filter((segment) => segment.kind === 'labs' || segment.kind === 'imaging' || segment.kind === 'results');
  for (const segment of [...management, ...reviewed]) {
    const text = slice(note, segment);
    for (const pattern of [LAB, IMAGING]) {
      for (const match of text.matchAll(pattern)) {
        const name = match[0].toLowerCase().replace(/s$/, '');
        if (!tests.has(name))
          tests.set(name, placeAt(note, segment, segment.start + match.index, segment.start + match.index + match[0].length));
      }
    }
  }
  const evidence = [...tests.values()].slice(0, 4);
  const own = note.segments.find((segment) => OWN_READING.test(slice(note, segment)));
  const historian = HISTORIAN.test(note.text);
  const count = tests.size + (historian ? 1 : 0);
  if (own) return { level: 3, because: 'independent interpretation of a test', evidence: [place(note, own), ...evidence] };
  if (count >= 3) return { level: 3, because: `${count} tests or sources`, evidence };
  if (count === 2 || historian) return { level: 2, because: historian ? 'an independent historian' : '2 tests or sources', evidence };
  return { level: 1, because: count === 1 ? 'one test' : 'no data', evidence };
}

function riskElement(note: StructuredNote, management: readonly Segment[], lexicon: Lexicon): MdmElement {
  const major = management.find((segment) => MAJOR.test(slice(note, segment)));
  const intensive = management.find((segment) => INTENSIVE.test(slice(note, segment)));
  if (intensive) return { level: 4, because: 'drug therapy that needs intensive monitoring', evidence: [place(note, intensive)] };
  for (const segment of management) {
    const text = slice(note, segment);
    if (!MANAGES.test(text) && segment.label === '') continue;
    const words = segment.tokens.map((token) => token.word);
    for (let i = 0; i < words.length; i++) {
      const drug = lexicon.drugs.at(words, i)[0];
      if (!drug || OVER_THE_COUNTER.test(drug.value.name)) continue;
      const first = segment.tokens[i];
      const last = segment.tokens[i + drug.words.length - 1];
      if (first && last)
        return {
          level: 3,
          because: `prescription drug management (${drug.value.name})`,
          evidence: [placeAt(note, segment, first.start, last.end)],
        };
    }
    if (/\bprescri(?:be|bed|ption)\b/i.test(text))
      return { level: 3, because: 'prescription drug management', evidence: [place(note, segment)] };
  }
  if (major) return { level: 3, because: 'decision about surgery or hospital care', evidence: [place(note, major)] };
  const simple = management.find((segment) => OVER_THE_COUNTER.test(slice(note, segment)));
  if (simple) return { level: 2, because: 'over-the-counter drug or simple therapy', evidence: [place(note, simple)] };
  return { level: 1, because: 'no management beyond minimal risk', evidence: [] };
}

/** The words of a segment, line breaks as spaces; positions stay those of the text. */
function slice(note: StructuredNote, segment: Segment): string {
  return note.text.slice(segment.start, segment.end).replace(/[\r\n\t]/g, ' ');
}

function place(note: StructuredNote, segment: Segment): Evidence {
  return placeAt(note, segment, segment.start, segment.end);
}

function placeAt(note: StructuredNote, segment: Segment, start: number, end: number): Evidence {
  return { document: 'note', start, end, text: note.text.slice(start, end), section: segment.kind, line: segment.line };
}
