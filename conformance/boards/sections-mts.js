import { failing, rounded } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';
import { parseCsv } from '../reference/csv.js';
import { SECTIONS } from '../reference/notes.js';
import { readShared } from '../reference/shared.js';

/** The reference's headers by our kinds. @type {Readonly<Record<string, string>>} */
const HEADER_OF = {
  sh: 'FAM/SOCHX',
  fh: 'FAM/SOCHX',
  hpi: 'GENHX',
  subjective: 'GENHX',
  pmh: 'PASTMEDICALHX',
  'problem-list': 'PASTMEDICALHX',
  cc: 'CC',
  psh: 'PASTSURGICAL',
  allergies: 'ALLERGY',
  ros: 'ROS',
  meds: 'MEDICATIONS',
  assessment: 'ASSESSMENT',
  impression: 'ASSESSMENT',
  ap: 'ASSESSMENT',
  exam: 'EXAM',
  vitals: 'EXAM',
  'discharge-dx': 'DIAGNOSIS',
  disposition: 'DISPOSITION',
  plan: 'PLAN',
  followup: 'PLAN',
  instructions: 'PLAN',
  course: 'EDCOURSE',
  immunizations: 'IMMUNIZATIONS',
  imaging: 'IMAGING',
  obhx: 'GYNHX',
  procedure: 'PROCEDURES',
  other: 'OTHER_HISTORY',
  labs: 'LABS',
  results: 'LABS',
};

/** @type {import('../board.js').Board} */
export const board = {
  name: 'sections-mts',
  measures: 'texts of sections without their header: the kind of section, by the 20 headers of the reference',
  needs: [SECTIONS],
  modes: ['embedded'],
  sampled: false,
  run({ mode }) {
    const { coder } = engineOf(mode);
    /** @type {import('../board.js').Figure[]} */
    const figures = [];
    /** @type {Record<string, { right: number, wrong: number }>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    for (const [part, target] of /** @type {const} */ ([
      ['Validation', 0.8],
      ['Training', undefined],
    ])) {
      const rows = parseCsv(readShared(`${SECTIONS}/MTS-Dialog-${part}Set.csv`));
      let right = 0;
      for (const row of rows) {
        const header = row['section_header'];
        const isRight = HEADER_OF[coder.sectionKind(row['section_text']).kind] === header;
        const stratum = (strata[`${part.toLowerCase()} ${header}`] ??= { right: 0, wrong: 0 });
        stratum[isRight ? 'right' : 'wrong']++;
        if (isRight) right++;
        else ids.push(`${part.toLowerCase()} ${row['ID']}`);
      }
      figures.push({
        name: `${part.toLowerCase()}: accuracy`,
        value: rounded(right / rows.length),
        n: rows.length,
        better: 'higher',
        ...(target === undefined ? {} : { target }),
      });
    }
    return { releases: releasesOf(engineOf(mode), ['lexicon/section-words', 'lexicon/drugs']), figures, strata, failing: failing(ids) };
  },
};
