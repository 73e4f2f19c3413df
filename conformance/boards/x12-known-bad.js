import { readFileSync } from 'node:fs';
import { SegmentReader } from '@medcode/core/claims/x12/tokenizer';
import { failing } from '../board.js';
import { engineOf } from '../engine.js';
import { sharedPath } from '../reference/shared.js';
import { findingsOf } from '../x12-findings.js';

const SAMPLES = 'releases/local/x12-samples';
const IMSWEB = 'imsweb__x12-parser/src__test__resources__837_5010__x12_';
const LINUX = 'LinuxForHealth__x12/src__tests__resources__837_005010X222A2__demo.';
const PAIRS = 'azoner__pyx12_pairs/';

/**
 * What is wrong in the samples, judged by hand with the guides at hand: file, then `position tag`, with the element where one is meant.
 * What more is wrong with these files (many have invalid numbers and old codes) is not counted.
 * @type {readonly (readonly [file: string, ...expected: string[]])[]}
 */
const KNOWN_BAD = [
  [`${IMSWEB}ambiguous_loop.txt`, '28 HI', '35 SE SE01'],
  [`${IMSWEB}bad_first_line.txt`, '1 ISA ISA02'],
  [`${IMSWEB}bad_segment_identifier.txt`, '6 ', '11 Nd4', '20 NM31'],
  [`${IMSWEB}bad_valid_code.txt`, '9 NM1 NM101', '27 HL HL01', '27 HL HL02', '33 LX LX01'],
  [`${IMSWEB}loop_errors1_exceeds_max_1_parent.txt`, '15 NM1'],
  [`${IMSWEB}loop_errors2_exceeds_max_repeats_multiple_parents.txt`, '27 HL HL01', '34 NM1'],
  [`${IMSWEB}loop_errors3_missing_loops.txt`, '9 NM1'],
  [`${IMSWEB}missing_elements.txt`, '7 NM1 NM102', '31 CLM CLM05'],
  [`${IMSWEB}missing_required_loop_in_one_repeat.txt`, '18 HL HL02', '20 NM1'],
  [`${IMSWEB}missing_required_loops_mult_repeats.txt`, '33 LX', '34 DTP DTP02', '59 LX'],
  [`${IMSWEB}multiple_gs.txt`, '38 GS GS06'],
  [`${IMSWEB}multiple_st.txt`, '37 ST ST02'],
  [`${IMSWEB}no_isa_line.txt`, '1 ISA'],
  [`${IMSWEB}segment_errors.txt`, '10 N3', '12 REF', '22 HI'],
  [`${IMSWEB}segments_out_of_order.txt`, '12 N4', '17 N3'],
  [`${LINUX}ambulance.example5.837`, '23 CLM CLM05-2'],
  [`${LINUX}cob.example3.A.837`, '44 NM1'],
  [`${LINUX}cob.example4.837`, '31 AMT AMT01'],
  ['LinuxForHealth__x12/demo-file__demo.837i', '22 CLM CLM06', '23 DTP DTP02'],
  ['LibrePPS__zX12/samples__837p_example.x12', '28 DTP', '29 DTP', '66 SE SE01'],
  ['LibrePPS__zX12/samples__837p_example_2.x12', '12 REF', '18 NM1', '21 N3', '21 N4'],
  ['LibrePPS__zX12/samples__readme_sample.x12', '5 NM1 NM108', '6 N3', '7 N4', '8 REF', '10 NM1', '14 REF'],
  [`${PAIRS}837miss.source.x12`, '4 SE', '4 GE', '4 IEA'],
  [`${PAIRS}bad_header_looping.source.x12`, '74 SE SE01'],
  [`${PAIRS}fail_no_IEA.source.x12`, '4 SE SE01', '6 IEA'],
  [`${PAIRS}trailer_errors.source.x12`, '61 SE SE01', '121 GE GE02', '122 IEA IEA01', '122 IEA IEA02'],
];

/** @type {import('../board.js').Board} */
export const board = {
  name: 'x12-known-bad',
  measures: 'faulty X12 samples of open-source projects: faults, judged by hand, that are found at their segment and element',
  needs: [SAMPLES],
  modes: ['embedded'],
  sampled: false,
  run({ mode }) {
    const engine = engineOf(mode);
    const totals = { n: 0, found: 0 };
    /** @type {Record<string, Record<string, number>>} */
    const strata = {};
    /** @type {string[]} */
    const ids = [];
    for (const [file, ...expected] of KNOWN_BAD) {
      const reader = new SegmentReader();
      const segments = [...reader.push(readFileSync(sharedPath(`${SAMPLES}/${file}`))), ...reader.end()];
      const findings = findingsOf(engine, segments);
      const places = new Set(findings.map(({ segment, tag, element }) => `${segment} ${tag}${element === null ? '' : ` ${element}`}`));
      const counts = { n: 0, found: 0, findings: findings.length };
      for (const place of expected) {
        counts.n++;
        if (places.has(place)) counts.found++;
        else ids.push(`${file} ${place}`);
      }
      strata[file] = counts;
      totals.n += counts.n;
      totals.found += counts.found;
    }
    return {
      releases: [],
      figures: [{ name: 'found', value: totals.found, n: totals.n, better: 'higher', target: totals.n }],
      strata,
      failing: failing(ids),
    };
  },
};
