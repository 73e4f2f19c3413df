import type { MdmTable } from '../../model/encounter.js';
import { dataReviewed } from './data-reviewed.js';
import { managementRisk } from './management-risk.js';
import { MDM_WORDS, type MdmElement } from './mdm-element.js';
import { problemsAddressed } from './problems-addressed.js';
import type { ServiceContext, ServiceDraft } from './service-draft.js';
import type { MdmLevel } from './service-tables.js';

export interface Mdm {
  readonly level: MdmLevel;
  readonly table: MdmTable;
}

type ElementName = 'problems' | 'data' | 'risk';

/** What the next level of each element asks for, in our own words (CPT E/M guidelines, table of medical decision making). */
const NEXT: Readonly<Record<ElementName, Readonly<Record<1 | 2 | 3, string>>>> = {
  problems: {
    1: 'one stable chronic illness, an acute uncomplicated illness or injury, or two minor problems',
    2: 'a chronic illness that worsens or misses its goal, two stable ones, a new problem of uncertain outcome, an acute illness with systemic symptoms or a complicated injury',
    3: 'a severe exacerbation, or a problem that threatens life or bodily function',
  },
  data: {
    1: 'two tests or outside records, or an independent historian',
    2: 'three tests, records or historians; or an own reading of a test; or a discussion with an outside clinician',
    3: 'two of: three tests, records or historians; an own reading of a test; a discussion with an outside clinician',
  },
  risk: {
    1: 'treatment with low risk',
    2: 'prescription drug management, a decision about minor surgery with risk factors or major surgery, or treatment limited by social circumstances',
    3: 'a drug monitored for toxicity, emergency or high-risk surgery, hospital care, a decision not to resuscitate, or parenteral controlled substances',
  },
};

/**
 * Medical decision making of a visit: problems addressed, data reviewed and analysed, risk of management; two of the three must reach
 * the level (CPT E/M guidelines, 2021 for offices, 2023 for other settings).
 * @param billed other services of the encounter: tests whose reading is billed are not counted again as data
 */
export function readMdm(context: ServiceContext, billed: readonly ServiceDraft[]): Mdm {
  const data = dataReviewed(context, billed);
  const elements: Record<ElementName, MdmElement> = {
    problems: problemsAddressed(context, data.tests),
    data,
    risk: managementRisk(context, billed),
  };
  const levels = Object.values(elements)
    .map((element) => element.level)
    .sort((a, b) => b - a);
  const level = levels[1] as MdmLevel;
  const names = Object.keys(elements) as ElementName[];
  const above = (level + 1) as MdmLevel;
  const missing = names.filter((name) => elements[name].level < above);
  return {
    level,
    table: {
      level: MDM_WORDS[level],
      elements: names.map((name) => {
        const element = elements[name];
        return {
          element: name,
          level: MDM_WORDS[element.level],
          because: element.because,
          evidence: [...element.evidence],
          ...(element.level < 4 ? { next: NEXT[name][element.level as 1 | 2 | 3] } : {}),
        };
      }),
      ...(level < 4 ? { next: `${missing.length >= 3 ? 'two of problems, data, risk' : missing.join(' or ')} ${MDM_WORDS[above]}` } : {}),
    },
  };
}
