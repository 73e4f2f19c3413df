import { readFileSync } from 'node:fs';
import { answerInterchange } from '@medcode/core/claims/x12/acknowledge/acknowledge';
import { ReceivedFile } from '@medcode/core/claims/x12/acknowledge/received';
import { segmentsOf } from '@medcode/core/claims/x12/tokenizer';
import { failing, rounded } from '../board.js';
import { namesIn, readShared } from '../reference/shared.js';

const PAIRS = 'releases/local/x12-samples/azoner__pyx12_pairs';
/** Our own claim files of one defect each, with the answer reasoned from the standard. */
const OWN = new URL('../../packages/core/test/claims/x12/acknowledgements/professional.json', import.meta.url);

/** @type {import('../board.js').Board} */
export const board = {
  name: 'x12-acknowledgements',
  measures: 'segments in error, elements in error and verdicts of 997 and 999, against those another open implementation wrote',
  needs: [PAIRS],
  modes: ['embedded'],
  sampled: false,
  run() {
    /** @type {string[]} */
    const ids = [];
    const counts = { answers: 0, same: 0, samePlaces: 0, verdicts: 0, sameVerdicts: 0, expected: 0, given: 0, common: 0 };
    const sources = namesIn(PAIRS).filter((name) => name.endsWith('.expected_ack.x12'));
    for (const name of sources) {
      const id = name.slice(0, -'.expected_ack.x12'.length);
      const expected = told(readShared(`${PAIRS}/${name}`));
      const given = told(answer(readShared(`${PAIRS}/${id}.source.x12`)));
      counts.answers++;
      counts.expected += expected.length;
      counts.given += given.length;
      counts.common += common(expected, given);
      const verdicts = [expected, given].map((rows) => rows.filter((row) => row.startsWith('AK5')));
      counts.verdicts += verdicts[0].length;
      counts.sameVerdicts += common(verdicts[0], verdicts[1]);
      const agrees = expected.join() === given.join();
      if (agrees) counts.same++;
      else ids.push(`${id} ${expected.length} ${given.length} ${common(expected, given)}`);
      if (expected.map(placeless).join() === given.map(placeless).join()) counts.samePlaces++;
    }
    const own = JSON.parse(readFileSync(OWN, 'utf8'));
    const wrong = own.cases.filter((/** @type {any} */ one) => ownAnswer(own.base, one.edits).join() !== one.expected.join());
    for (const one of wrong) ids.push(`own ${one.id}`);
    return {
      releases: [],
      figures: [
        { name: 'answers that agree', value: counts.same, n: counts.answers, better: 'higher' },
        { name: 'answers that agree but for the place of what is missing', value: counts.samePlaces, n: counts.answers, better: 'higher' },
        {
          name: 'segments: F1',
          value: rounded((2 * counts.common) / (counts.expected + counts.given)),
          n: counts.expected,
          better: 'higher',
        },
        { name: 'verdicts on transactions that agree', value: counts.sameVerdicts, n: counts.verdicts, better: 'higher' },
        {
          name: 'own claim files of one defect: answers as reasoned',
          value: own.cases.length - wrong.length,
          n: own.cases.length,
          better: 'higher',
        },
      ],
      strata: {},
      failing: failing(ids),
    };
  },
};

/** @param {string} text */
function answer(text) {
  const received = new ReceivedFile();
  for (const segment of segmentsOf(text)) received.read(segment);
  received.end();
  return received.interchanges
    .map((interchange) => answerInterchange(interchange, '999', { date: '2026-01-01', time: '12:00' }).text ?? '')
    .join('');
}

/** What an answer tells: segments, elements and verdicts; the copy of bad data is not compared. @param {string} text */
function told(text) {
  return [...segmentsOf(text)]
    .filter(({ tag }) => /^[AI]K[345]$/.test(tag))
    .map((segment) => {
      const { elements } = segment;
      const tag = segment.tag.replace('IK', 'AK');
      return [tag, ...elements.slice(1, tag === 'AK4' ? 4 : undefined)].join(' ').trimEnd();
    });
}

/** A missing segment has no place of its own: implementations differ in which they name. @param {string} row */
function placeless(row) {
  return /^AK3 .* 3$/.test(row) ? row.replace(/ \d+ /, ' ') : row;
}

/** How many rows two lists share, each counted once. @param {readonly string[]} a @param {readonly string[]} b */
function common(a, b) {
  const rest = [...b];
  return a.filter((row) => {
    const at = rest.indexOf(row);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  }).length;
}

/** @param {readonly string[]} base @param {readonly any[]} edits */
function ownAnswer(base, edits) {
  const lines = base.map((line) => [line]);
  for (const edit of edits) {
    if ('delete' in edit) lines[edit.delete - 1] = [];
    else if ('replace' in edit) lines[edit.replace - 1] = [edit.by];
    else lines[edit.after - 1].push(edit.insert);
  }
  const flat = lines.flat();
  const isTrailerEdited = edits.some((edit) => edit.replace === base.length);
  const transaction = isTrailerEdited ? flat : [...flat.slice(0, -1), `SE*${flat.length}*0001`];
  const file = [
    'ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*PRAIRIE        *261101*0900*^*00501*000000077*0*T*:',
    'GS*HC*RIVERSIDE*PRAIRIE*20261101*0900*12*X*005010X222A1',
    ...transaction,
    'GE*1*12',
    'IEA*1*000000077',
  ];
  const segments = [...segmentsOf(answer(file.map((segment) => `${segment}~`).join('')))].map(({ raw }) => raw);
  return segments.slice(
    segments.findIndex((raw) => raw.startsWith('AK2')) + 1,
    segments.findIndex((raw) => raw.startsWith('AK9')),
  );
}
