import { type KnownWord, longestAt } from '../../codesets/lexicon.js';
import { ASSESSMENT_KINDS, type SectionKind, type Segment } from '../../notes/structure.js';
import type { MdmElement } from './mdm-element.js';
import { proofOf, type ServiceContext, type ServiceDraft, wordsOf } from './service-draft.js';

const MANAGES =
  /\b(?:prescri(?:be|bed|ption)|start(?:ed|ing|s)?|initiat(?:e|ed|ing)|continu(?:e|ed|es|ing)|increas(?:e|ed|ing)|decreas(?:e|ed|ing)|titrat\w*|refill(?:ed|s)?|renew(?:ed)?|add(?:ed|ing)?|switch(?:ed)?|chang(?:e|ed)|stop(?:ped)?|discontinu\w*|taper\w*|hold|held|resume|given|give|take|sent|cont|on|with|begin|trial|rx|x \d+ days|for \d+ days|bid|tid|qid|daily|nightly|prn|treated?|administered|course|remain|adjust\w*|drops|cream|ointment|inhaler|tablets?|capsules?|spray|patch(?:es)?)\b|\b\d+(?:\.\d+)?\s?(?:mg|mcg|units?|puffs?|%)/i;
const OVER_THE_COUNTER =
  /\b(?:ibuprofen|acetaminophen|tylenol|advil|motrin|naproxen|aleve|antihistamines?|ferrous|vitamin|multivitamin|cetirizine|zyrtec|loratadine|claritin|fexofenadine|allegra|diphenhydramine|benadryl|over[- ]the[- ]counter|otc|guaifenesin|mucinex|saline|pseudoephedrine|dextromethorphan|miralax|polyethylene glycol|docusate|senna|loperamide|imodium|bismuth|antacids?|tums|hydrocortisone 1|hydrocortisone cream|calamine|nsaids?|aspirin 81|melatonin|fiber|probiotics?|artificial tears|zinc oxide|lubricant|nicotine (?:patch|gum|lozenge)s?)\b/i;
const SIMPLE =
  /\b(?:physical therapy|occupational therapy|home exercises?|pt referral|refer\w* to (?:pt|physical therapy)|braces?|splints?|splinting|boots?|orthotics?|debrox|warm compress\w*|sitz|compression (?:stockings?|socks)|heating pad|superficial dressing|elastic bandage|ace wrap|crutches|sling|casts?|walking boot|ice|rice|elevation|stretching|dietary (?:change|counsel\w*)|cut (?:down|out|the)|exercise|physical activity|min(?:utes)? a week|dash|lifestyle|weight loss|home cuff|salt|soda|hearing aids?|cpap|humidifier|gargle\w*|nasal rinse|topical)\b/i;
const PRESCRIPTION_STRENGTH =
  /\b(?:ibuprofen|motrin)\s+(?:[6-8]00)\b|\bnaproxen\s+(?:500|375)\b|\bprescription(?:[- ]strength)?\b|\bhydrocortisone 2\.5/i;
/** A strength with a schedule is a prescription, whatever the drug. */
const WRITTEN =
  /\b\d+(?:\.\d+)?\s?(?:mg|mcg|%|units?|meq|ml)(?=\s|[,.;)])[^.;]{0,40}\b(?:bid|tid|qid|daily|nightly|weekly|qhs|qam|every \d+|q\s?\d+\s?h\w*|x \d+ days|for \d+ days|twice|once)\b|\b[a-z]{4,}\s+\d+(?:\.\d+)?\s+(?:bid|tid|qid|qhs|qam)\b/i;
/** A list of drugs that were given is management; a list of those taken at home is history. */
const GIVEN_HERE = /\b(?:given|administered|prescribed|rx)\b/i;
const CHRONIC_ASPIRIN = /^(?:aspirin|asa)$/i;
const EMERGENCY_SURGERY =
  /\b(?:emergen(?:t|cy)|urgent)(?:ly)?\s+(?:\w+\s+){0,2}(?:surgery|operation|appendectomy|cholecystectomy|laparotomy|orif|cesarean|c-section|surgical(?! (?:referral|consult\w*|evaluation|opinion|clinic|follow))|intervention|endoscopy|catheterization|cath)\b|\btaken (?:emergently|urgently)? ?to (?:the )?(?:or|operating room|cath lab)\b|\bto (?:the (?:or|cath lab)|(?:cardiac )?cath lab)\b/i;
const SURGERY =
  /\b(?:decision (?:for|to proceed with) (?:\w+ )?(?:surgery|operation|surgical)|(?:schedul\w*|proceed\w*|elect\w*|plan(?:ned|ning)?|consent\w*|book\w*|sign(?:ed)? up)\s+(?:\w+\s+){0,4}(?:surgery|surgical|operation|arthroplasty|replacement|arthroscop\w*|cholecystectomy|hysterectomy|herniorrhaphy|hernia repair|laminectomy|fusion|discectomy|mastectomy|lumpectomy|prostatectomy|thyroidectomy|colectomy|resection|reconstruction|rotator cuff repair|carpal tunnel release|orif|cataract (?:surgery|extraction)|tonsillectomy|septoplasty|cabg|tubes|bunionectomy|release|meniscectomy|excision|biopsy)|surgical (?:fixation|repair|intervention) (?:recommended|planned|scheduled))\b/i;
const MINOR_SURGERY = /\b(?:excision|biopsy|release|tubes|carpal tunnel release|cataract|endoscopy|colonoscopy)\b/i;
const HOSPITAL =
  /\b(?:admit(?:ted|ting)?\b(?! (?:to )?(?:drinking|using|smoking|feeling|that))|admission\b|hospitali[sz](?:e|ed|ation)|transfer(?:red)? (?:\w+\s+){0,4}(?:to|for)\b|(?:sent|send|sending|referred|direct(?:ed)?|advised to go)\b[^.]{0,20}\b(?:to (?:the )?(?:ed|er|emergency (?:department|room)))|escalat\w* (?:of )?care|observation (?:status|unit|admission)|place(?:d)? in observation|icu|higher level of care)\b/i;
const NOT_ADMITTED =
  /\b(?:no|not|without|denies|avoid|does not (?:need|require)|prior|previous|recent|last|if|history of|after|following|since|discharge from|considered|prevent|go to|return to|call|present to|for follow)\b[^.;]{0,40}$/i;
const LIMITED_CARE =
  /\b(?:do not resuscitate|dnr|dni|comfort (?:care|measures)|hospice|de-?escalat\w*|palliative care (?:only|consult)|withdraw\w* (?:of )?care|code status changed)\b/i;
const TOXIC =
  /\b(?:methotrexate|lithium|clozapine|amiodarone|azathioprine|mycophenolate|tacrolimus|cyclosporine|leflunomide|chemotherapy|cyclophosphamide|vancomycin|gentamicin|digoxin|valproate|carbamazepine|phenytoin|isotretinoin|hydroxychloroquine|flecainide|dofetilide|sotalol|adalimumab|infliximab|rituximab|lenalidomide|capecitabine|carboplatin|paclitaxel|cisplatin|doxorubicin|fluorouracil|folfox|pembrolizumab|heparin drip|insulin drip|amphotericin)\b/i;
const MONITORED =
  /\b(?:monitor\w*|level|toxicity|cbc|lfts?|liver (?:panel|enzymes|function)|renal function|creatinine|anc\b|trough|qtc?|labs? (?:every|q|monthly|today))\b/i;
const CONTROLLED_PARENTERAL =
  /\b(?:morphine|hydromorphone|dilaudid|fentanyl|ketamine|lorazepam|ativan|midazolam|diazepam|meperidine)\b[^.;]{0,30}\b(?:iv|ivp|im|intravenous\w*|intramuscular\w*|drip)\b|\b(?:iv|intravenous) (?:morphine|hydromorphone|dilaudid|fentanyl|ketamine|lorazepam|ativan|opioids?|narcotics?)\b/i;
const SOCIAL =
  /\b(?:homeless\w*|unhoused|food insecurity|housing (?:insecurity|instability)|cannot afford|can't afford|unable to afford|afford\w* (?:his|her|their|the) medic\w*|lack of (?:transportation|insurance)|no (?:transportation|insurance)|transportation (?:barriers?|difficult\w*)|uninsured|financial (?:barriers?|strain|hardship|constraints)|social determinants?|literacy|cost (?:barrier|of medic\w*))\b/i;

/** Told in the story, but in the words of one who prescribes. */
const INSTRUCTS =
  /^\W*(?:(?:I|we)(?: will| have|'ll|'ve)? )?(?:start(?:ed)?|stop(?:ped)?|increased?|decreased?|switch(?:ed)?|add(?:ed)?|refill(?:ed)?|renew(?:ed)?|prescribed?|raised?|lower(?:ed)?|titrated?)\s/i;
/** Drugs that run by the drip in intensive care, adjusted to what is measured. */
const DRIP =
  /\b(?:norepinephrine|levophed|vasopressin|epinephrine (?:drip|infusion)|phenylephrine|dopamine|dobutamine|milrinone|vasopressors?|pressors?|insulin (?:drip|infusion)|heparin (?:drip|infusion)|nicardipine|esmolol|amiodarone (?:drip|infusion)|alteplase|tenecteplase|tpa|bipap|intubat\w*)\b/i;
const ESCALATED =
  /\b(?:(?:transfer(?:red)?|upgrad\w*|mov(?:e|ed)|escalat\w*)\b[^.;]{0,30}\b(?:to (?:the )?(?:[ms]?icu|ccu|intensive care|step-?down|higher level)|care)|rapid response|to (?:the )?[ms]?icu)\b/i;

/** The note of the clinician who admits. */
const ADMISSION = /\b(?:admission (?:history|h\s?&\s?p|note)|history (?:and|&) physical|h\s?&\s?p|admit(?:ting)? note)\b/i;
const HEAD = 300;

const TREATS: ReadonlySet<SectionKind> = new Set(['plan', 'ap', 'course', 'orders', 'disposition', 'discharge-condition']);

/** A drug of a combination written as one word ("ciprofloxacin-dexamethasone"). */
function inCombination(
  { lexicon }: ServiceContext,
  word: string,
): ReturnType<ServiceContext['lexicon']['drugs']['at']>[number] | undefined {
  if (!/[-/]/.test(word)) return undefined;
  for (const part of word.split(/[-/]/)) {
    const drug = lexicon.drugs.at([part], 0)[0];
    if (drug) return drug;
  }
  return undefined;
}

/**
 * Risk of complications and morbidity of patient management (CPT E/M guidelines, third element).
 * @param others procedures of the encounter: the decision for one carries at least low risk
 */
export function managementRisk(context: ServiceContext, others: readonly ServiceDraft[] = []): MdmElement {
  const { note } = context;
  // A note that has a line for the diagnosis at most tells in its story what was done.
  const told = !note.sections.some(({ kind }) => TREATS.has(kind) && !(context.setting === 'ed' && kind === 'ap'));
  const management = note.segments.filter(
    (segment) =>
      ((segment.kind === 'none' || segment.kind === 'hpi' || segment.kind === 'subjective') &&
        (told || INSTRUCTS.test(wordsOf(note, segment)))) ||
      ASSESSMENT_KINDS.has(segment.kind) ||
      segment.kind === 'plan' ||
      segment.kind === 'course' ||
      segment.kind === 'orders' ||
      segment.kind === 'disposition' ||
      segment.kind === 'discharge-condition' ||
      (segment.kind === 'meds' && GIVEN_HERE.test(note.sections[segment.section]?.header ?? '')),
  );
  const found = (pattern: RegExp, unless?: RegExp): Segment | undefined =>
    management.find((segment) => {
      const text = wordsOf(note, segment);
      const match = pattern.exec(text);
      return match !== null && !(unless?.test(text.slice(0, match.index)) ?? false);
    });
  const of = (level: MdmElement['level'], because: string, segment: Segment): MdmElement => ({
    level,
    because,
    evidence: [proofOf(note, segment)],
  });
  const limited = found(LIMITED_CARE, /\b(?:no|not|full code|discuss)\b[^.;]{0,20}$/i);
  if (limited) return of(4, 'decision to limit or de-escalate care', limited);
  const emergency = found(EMERGENCY_SURGERY, NOT_ADMITTED);
  if (emergency) return of(4, 'decision for emergency surgery', emergency);
  const hospital = found(HOSPITAL, NOT_ADMITTED);
  if (hospital && (context.setting !== 'inpatient' || ADMISSION.test(note.text.slice(0, HEAD))))
    return of(4, 'decision for hospital care', hospital);
  if (context.setting === 'inpatient') {
    const escalated = found(ESCALATED, NOT_ADMITTED);
    if (escalated) return of(4, 'decision to escalate hospital care', escalated);
    const drip = found(DRIP, /\b(?:no|not|off|without|weaned|stopped|discontinu\w*|prior|previous|yesterday|extubat\w*)\b[^.;]{0,40}$/i);
    if (drip) return of(4, 'drug therapy that needs intensive monitoring', drip);
  }
  const controlled = found(CONTROLLED_PARENTERAL);
  if (controlled) return of(4, 'parenteral controlled substance', controlled);
  const toxic = management.find(
    (segment) =>
      TOXIC.test(wordsOf(note, segment)) && (MONITORED.test(wordsOf(note, segment)) || underProblem(context, segment, MONITORED)),
  );
  if (toxic) return of(4, 'drug therapy monitored for toxicity', toxic);
  const surgery = found(SURGERY, /\b(?:no|not|without|avoid|if|consider|may|would|prior|history of|s\/p)\b[^.;]{0,30}$/i);
  if (surgery) {
    const text = wordsOf(note, surgery);
    const minor = MINOR_SURGERY.test(text);
    const risks =
      /\b(?:high[- ]risk|risk factors?|comorbid\w*|increased (?:surgical|perioperative) risk|cardiac clearance|medical clearance)\b/i.test(
        management.map((segment) => wordsOf(note, segment)).join(' '),
      );
    if (risks && !minor) return of(4, 'decision for major surgery with risk factors', surgery);
    if (!minor) return of(3, 'decision for major surgery', surgery);
    if (risks) return of(3, 'decision for minor surgery with risk factors', surgery);
  }
  for (const segment of management) {
    const text = wordsOf(note, segment);
    if (!MANAGES.test(text) && segment.label === '' && segment.form === 'sentence') continue;
    if (WRITTEN.test(text) && !OVER_THE_COUNTER.test(text)) return of(3, 'prescription drug management', segment);
    if (PRESCRIPTION_STRENGTH.test(text) && !/\b(?:no|not|without|declin\w*|decline)\b[^.;]{0,25}prescription/i.test(text))
      return of(3, 'prescription drug management', segment);
    const { words, known } = context.lexicon.read(segment.tokens);
    for (let i = 0; i < known.length; i++) {
      const drug = longestAt((known[i] as KnownWord).drugs, words, i)[0] ?? inCombination(context, words[i] as string);
      const first = segment.tokens[i];
      const last = drug && segment.tokens[i + drug.words.length - 1];
      if (!drug || !first || !last || OVER_THE_COUNTER.test(drug.value.name) || CHRONIC_ASPIRIN.test(drug.value.name)) continue;
      if (/\b(?:over[- ]the[- ]counter|otc)\b/i.test(text)) continue;
      if (/vaccin|immuni/i.test(drug.value.class)) continue;
      if (
        /\b(?:allerg\w*(?: to)?|avoid|no|not|without|declin\w*|refus\w*|instead of|history of)\s+(?:\w+\s+){0,2}$/i.test(
          text.slice(0, first.start - segment.start),
        )
      )
        continue;
      return {
        level: 3,
        because: `prescription drug management (${drug.value.name})`,
        evidence: [proofOf(note, segment, first.start, last.end)],
      };
    }
    if (
      /\b(?:antibiotics?(?! (?:are |were )?(?:done|complete|completed|finished|stopped|ended))|antivirals?|prescribed|(?:steroid|prednisone) (?:burst|taper|course|pack)|(?:topical|inhaled|nasal|oral) (?:cortico)?steroids?|steroid (?:cream|ointment|drops)|(?:antibiotic|steroid|otic|ophthalmic|ear|eye) (?:drops|ointment)|(?:controller|rescue|maintenance) inhaler|rx (?:sent|given|for)|e-?prescribed|refill(?:ed|s)?|sent to pharmacy|medication (?:adjust\w*|chang\w*|refill\w*|management)|insulin|continue (?:current |same |all )?(?:home )?(?:medications?|meds|regimen))\b/i.test(
        text,
      ) &&
      !/\bno antibiotics?|antibiotics? (?:not|are not)|without antibiotics?/i.test(text)
    )
      return of(3, 'prescription drug management', segment);
  }
  const social = found(SOCIAL, /\b(?:no|denies|without)\b[^.;]{0,20}$/i) ?? undefined;
  if (social) return of(3, 'treatment limited by social circumstances', social);
  if (context.diagnoses.some((diagnosis) => /^Z5[5-9]|^Z6[0-5]/.test(diagnosis.code))) {
    const diagnosis = context.diagnoses.find((one) => /^Z5[5-9]|^Z6[0-5]/.test(one.code));
    return {
      level: 3,
      because: `treatment limited by social circumstances: ${diagnosis?.code ?? ''}`,
      evidence: diagnosis?.evidence.slice(0, 1) ?? [],
    };
  }
  if (surgery) return of(2, 'decision for minor surgery', surgery);
  const simple = found(OVER_THE_COUNTER) ?? found(SIMPLE);
  if (simple) return of(2, 'over-the-counter drug or simple treatment', simple);
  const minor = others.find((draft) => draft.kind === 'procedure' && draft.row?.global !== undefined);
  if (minor) return { level: 2, because: `decision for a procedure of low risk (${minor.code})`, evidence: minor.evidence.slice(0, 1) };
  return { level: 1, because: 'no management beyond minimal risk', evidence: [] };
}

function underProblem(context: ServiceContext, segment: Segment, pattern: RegExp): boolean {
  const { segments } = context.note;
  if (segment.problem !== undefined)
    return segments.some((other) => other.problem === segment.problem && pattern.test(wordsOf(context.note, other)));
  const at = segments.indexOf(segment);
  return [segments[at - 1], segments[at + 1]].some(
    (other) => other?.section === segment.section && other.problem === undefined && pattern.test(wordsOf(context.note, other)),
  );
}
