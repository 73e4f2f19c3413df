import type { Evidence } from '../../../model/note.js';
import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import type { QueryId } from '../../queries/queries.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

/** An unspecified code, what in the record bears on the missing detail, and the question for it. */
interface Detail {
  readonly codes: ReturnType<typeof codeRanges>;
  readonly query: QueryId;
  readonly indicators: RegExp;
  /** Answers the record supports, each with the words that support it; absent: those of the template. */
  readonly answers?: readonly (readonly [indicator: RegExp, answer: string])[];
  /** Words of the diagnosis that say the detail, though the code does not. */
  readonly said?: RegExp;
  /** Words that settle the detail, wherever they stand. */
  readonly unless?: RegExp;
  /** The answer that keeps the list open when the record supports one alone. */
  readonly otherwise?: string;
}

const DETAILS: readonly Detail[] = [
  {
    codes: codeRanges('I50.9'),
    query: 'heart-failure-type',
    indicators:
      /\b(?:lvef|ef|ejection fraction)\b[^\n.]{0,20}?\d{1,2}(?:\s?-\s?\d{1,2})?\s?%?|\b(?:systolic|diastolic) dysfunction\b|\bbnp\b[^\n.]{0,20}?\d+/gi,
  },
  {
    codes: codeRanges('I50.20, I50.30, I50.40'),
    query: 'heart-failure-acuity',
    indicators:
      /\b(?:iv|intravenous) (?:furosemide|lasix|bumetanide|diuretics?|diuresis)\b|\bbnp\b[^\n.]{0,20}?\d+|\bpulmonary edema\b|\bvolume overload(?:ed)?\b|\bdecompensat\w+/gi,
  },
  { codes: codeRanges('N18.9'), query: 'ckd-stage', indicators: /\be?gfr\b[^\n.]{0,20}?\d{1,3}\b/gi },
  {
    codes: codeRanges('E08.9, E09.9, E10.9, E11.9, E13.9, E08.65, E09.65, E10.65, E11.65, E13.65'),
    query: 'diabetes-control',
    indicators:
      /\buncontrolled\b(?=[^\n.]{0,30}\b(?:diabetes|t[12]dm|dm)\b)|\b(?:diabetes|t[12]dm|dm)\b[^\n.]{0,30}?\b(?:uncontrolled|out of control)\b/gi,
    unless: /\bhyp(?:er|o)glyc[ae]+mi[ac]\b/i,
  },
  {
    codes: codeRanges('J45.90'),
    query: 'asthma-severity',
    indicators:
      /\b(?:albuterol|rescue inhaler)\b[^\n.]{0,30}|\b(?:inhaled (?:cortico)?steroids?|fluticasone|budesonide|montelukast|tiotropium)\b|\bfev1\b[^\n.]{0,15}?\d+\s?%?|\b(?:night-?time|nocturnal) (?:awakenings?|symptoms)\b|\bdaily symptoms\b/gi,
  },
  {
    codes: codeRanges('D64.9'),
    query: 'anemia-type',
    said: /\b(?:iron|hemolytic|aplastic|pernicious|sickle|blood loss|b12)\b/i,
    indicators:
      /\b(?:ferritin|tibc|transferrin(?: saturation)?|iron|mcv|b12|folate|reticulocytes?|hemoglobin|hgb|hb)\b[^\n.]{0,15}?\d+(?:\.\d+)?|\btransfus\w+|\b(?:acute |chronic )?blood loss\b|\b(?:ebl|estimated blood loss)\b[^\n.]{0,15}?\d+|\bmelena\b|\bchemotherapy\b/gi,
    answers: [
      [/ferritin|tibc|transferrin|iron|mcv/i, 'iron deficiency anemia'],
      [/transfus|blood loss|\bebl\b|melena/i, 'anemia due to blood loss (acute or chronic, please specify)'],
      [/\bb12\b/i, 'vitamin B12 deficiency anemia'],
      [/folate/i, 'folate deficiency anemia'],
      [/chemotherapy/i, 'anemia due to chemotherapy'],
    ],
    otherwise: 'anemia of chronic disease (please name the disease)',
  },
  {
    codes: codeRanges('E46'),
    query: 'malnutrition-severity',
    indicators:
      /\b(?:bmi|body mass index)\b[^0-9\n.]{0,10}?1\d(?:\.\d+)?|\b(?:weight loss|lost)\b[^\n.]{0,20}?\d+\s?(?:%|lbs?|pounds|kg)|\b(?:muscle|fat|temporal) (?:wasting|loss|depletion)\b|\bintake\b[^\n.]{0,25}?\d+\s?%|\balbumin\b[^\n.]{0,10}?\d+(?:\.\d+)?/gi,
  },
  {
    codes: codeRanges('E66.9'),
    query: 'obesity-class',
    indicators: /\b(?:bmi|body mass index)\b[^0-9\n.]{0,15}?(?:3\d|[4-9]\d)(?:\.\d+)?/gi,
  },
  {
    codes: codeRanges(
      'L89.009, L89.019, L89.029, L89.109, L89.119, L89.129, L89.139, L89.149, L89.159, L89.209, L89.219, L89.229, L89.309, L89.319, L89.329, L89.509, L89.519, L89.529, L89.609, L89.619, L89.629, L89.819, L89.899, L89.90',
    ),
    query: 'pressure-ulcer-stage',
    indicators:
      /\b(?:full|partial)[- ]thickness\b|\b(?:eschar|slough|granulation|undermining|tunnel\w+)\b|\bnon-?blanch\w+|\bexposed (?:bone|muscle|tendon|fat)\b|\b\d+(?:\.\d+)?\s?(?:cm\s?)?[x×]\s?\d+(?:\.\d+)?(?:\s?cm)?/gi,
  },
  {
    codes: codeRanges('G93.40'),
    query: 'encephalopathy-type',
    indicators:
      /\bammonia\b[^\n.]{0,10}?\d*|\b(?:sepsis|septic|uremi[ac]|hyponatremia|hypernatremia|hypoglyc[ea]emia|hypercapnia|hypoxia|hypoxic)\b|\b(?:opioids?|benzodiazepines?|sedatives?|intoxication|toxicity|overdose)\b/gi,
    answers: [
      [/ammonia/i, 'hepatic encephalopathy'],
      [/sepsis|septic|uremi|natremia|hypoglyc/i, 'metabolic encephalopathy'],
      [/opioid|benzodiazepine|sedative|intoxication|toxicity|overdose/i, 'toxic encephalopathy'],
      [/hypox|hypercapnia/i, 'hypoxic encephalopathy'],
    ],
    otherwise: 'delirium without encephalopathy',
  },
  {
    codes: codeRanges('J96.9'),
    query: 'respiratory-failure-acuity',
    indicators:
      /\b(?:spo2|o2 sats?|oxygen saturation|pao2|pa?co2)\b[^\n.]{0,15}?\d+\s?%?|\b(?:bipap|intubat\w+|mechanical ventilation|high[- ]flow|home (?:oxygen|o2))\b/gi,
  },
  {
    codes: codeRanges('J96.00, J96.10, J96.20'),
    query: 'respiratory-failure-type',
    indicators: /\b(?:spo2|o2 sats?|oxygen saturation|pao2|pa?co2|abg)\b[^\n.]{0,15}?\d+\s?%?/gi,
  },
  {
    codes: codeRanges('J18.9'),
    query: 'pneumonia-organism',
    indicators:
      /\b(?:sputum|respiratory|bal|blood) cultures?\b[^\n.]{0,40}|\b(?:mrsa|procalcitonin|legionella|mycoplasma)\b[^\n.]{0,15}|\b(?:vancomycin|cefepime|meropenem|zosyn|piperacillin[-/ ]tazobactam)\b|\b(?:dysphagia|witnessed aspiration|aspirated)\b/gi,
  },
  {
    codes: codeRanges('I48.91'),
    query: 'atrial-fibrillation-type',
    indicators:
      /\b(?:cardioversion|cardioverted|ablation|amiodarone|flecainide|dofetilide|sotalol)\b|\b(?:converted|returned) to sinus rhythm\b|\brate[- ]control\w*/gi,
  },
  {
    codes: codeRanges('F32.A, F32.9, F33.9'),
    query: 'depression-severity',
    indicators: /\bphq-?9\b[^0-9\n]{0,20}\d{1,2}\b|\b(?:suicidal ideation|psychotic features|anhedonia)\b/gi,
  },
];

/** Quotations a question carries, at most. */
const QUOTED = 4;

export const rule = defineRule({
  id: 'unspecified-query',
  title: 'An unspecified code stands where detail is absent, and is asked about where the record bears on it',
  sources: [guideline('I.A.9.b'), guideline('I.B.2'), guideline('I.B.18')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  /** The code is never changed: a question goes out, and only when the record holds an indicator to quote. */
  apply(candidates, { note: { text }, evidenceAt }) {
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    return DETAILS.flatMap((detail): Action[] => {
      const open = answer.find(({ code }) => holds(detail.codes, code));
      if (!open || detail.unless?.test(text) || detail.said?.test(about(open))) return [];
      const indicators = quoted(text, detail.indicators, evidenceAt);
      if (indicators.length === 0) return [];
      const options = supported(detail, indicators);
      return [
        {
          kind: 'query',
          query: detail.query,
          about: about(open),
          indicators: [...open.evidence.slice(0, 1), ...indicators.filter((one) => !overlaps(one, open))],
          ...(options ? { options } : {}),
        },
      ];
    });
  },
});

function quoted(text: string, words: RegExp, evidenceAt: (start: number, end: number) => Evidence): Evidence[] {
  const out: Evidence[] = [];
  for (const match of text.matchAll(words)) {
    const end = match.index + match[0].trimEnd().length;
    if (!DENIED.test(text.slice(Math.max(0, match.index - 12), match.index))) out.push(evidenceAt(match.index, end));
    if (out.length === QUOTED - 1) break;
  }
  return out;
}

const DENIED = /\b(?:no|not|denies|without|negative for)\s+$/i;

function supported({ answers, otherwise }: Detail, indicators: readonly Evidence[]): string[] | undefined {
  if (!answers || otherwise === undefined) return undefined;
  const said = indicators.map(({ text }) => text).join(' ');
  return [...answers.filter(([indicator]) => indicator.test(said)).map(([, answer]) => answer), otherwise];
}

function overlaps({ start, end }: Evidence, { evidence: [words] }: Candidate): boolean {
  return words !== undefined && start < words.end && words.start < end;
}

function about({ evidence, title }: Candidate): string {
  return evidence[0]?.text ?? title;
}
