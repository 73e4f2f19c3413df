/**
 * Kinds of defects, planted one at a time in a sound professional claim file (examples/x12/two-patients.837): what is changed, and the
 * one finding that is to come of it. Segments are named by how they begin; the first that does is meant.
 *
 * @typedef {object} Expected
 * @property {string | number} at beginning of the segment the finding stands at, in the changed file, `#2` for the second one that does; or
 *   its position
 * @property {string} tag
 * @property {string | null} element
 * @property {string | null} loop
 * @property {1 | 2 | 3 | 4 | 5 | 7} snip
 *
 * @typedef {object} PlantedDefect
 * @property {string} name
 * @property {(segments: readonly string[]) => string[]} edit
 * @property {Expected} expect
 *
 * @typedef {(segments: readonly string[]) => string[]} Edit
 */

/** @param {readonly string[]} segments @param {string} beginning */
function find(segments, beginning) {
  const index = segments.findIndex((segment) => segment.startsWith(beginning));
  if (index < 0) throw new Error(`no segment begins with ${beginning}`);
  return index;
}

/** @param {readonly string[]} segments @param {number} index */
function split(segments, index) {
  return (segments[index] ?? '').split('*');
}

/** Writes another value: `set('CLM', 5, 2, 'X')` is CLM05-2. @param {string} beginning @param {number} element @param {number} component @param {string} value @returns {Edit} */
function setComponent(beginning, element, component, value) {
  return (segments) => {
    const index = find(segments, beginning);
    const elements = split(segments, index);
    const components = (elements[element] ?? '').split(':');
    while (components.length < component) components.push('');
    components[component - 1] = value;
    elements[element] = components.join(':');
    return segments.with(index, elements.join('*'));
  };
}

/** @param {string} beginning @param {number} element @param {string} value @returns {Edit} */
function set(beginning, element, value) {
  return (segments) => {
    const index = find(segments, beginning);
    const elements = split(segments, index);
    while (elements.length <= element) elements.push('');
    elements[element] = value;
    return segments.with(index, elements.join('*'));
  };
}

/** @param {string} beginning @param {string} segment @returns {Edit} */
const put = (beginning, segment) => (segments) => segments.with(find(segments, beginning), segment);
/** @param {string[]} beginnings @returns {Edit} */
const drop =
  (...beginnings) =>
  (segments) => {
    const rest = [...segments];
    for (const beginning of beginnings) rest.splice(find(rest, beginning), 1);
    return rest;
  };
/** @param {string} beginning @param {string[]} added @returns {Edit} */
const after =
  (beginning, ...added) =>
  (segments) =>
    segments.toSpliced(find(segments, beginning) + 1, 0, ...added);
/** @param {string} beginning @param {string[]} added @returns {Edit} */
const before =
  (beginning, ...added) =>
  (segments) =>
    segments.toSpliced(find(segments, beginning), 0, ...added);
/** Drops the last segments of the transaction set. @param {number} count @returns {Edit} */
const dropLast = (count) => (segments) => segments.toSpliced(find(segments, 'SE*') - count, count);
/** Takes a segment out and puts it before another. @param {string} beginning @param {string} other @returns {Edit} */
const move = (beginning, other) => (segments) => {
  const index = find(segments, beginning);
  const moved = segments.slice(index, index + 1);
  const rest = segments.toSpliced(index, 1);
  return rest.toSpliced(find(rest, other), 0, ...moved);
};

/** The position a finding is expected at. @param {readonly string[]} segments @param {string | number} at */
export function positionOf(segments, at) {
  if (typeof at === 'number') return at;
  const [beginning = '', turn = '1'] = at.split('#');
  let index = -1;
  for (let i = 0; i < Number(turn); i++) index = segments.findIndex((segment, j) => j > index && segment.startsWith(beginning));
  if (index < 0) throw new Error(`no segment begins with ${at}`);
  return index + 1;
}

/** Lets a segment and the next one change places. @param {string} beginning @returns {Edit} */
const swapWithNext = (beginning) => (segments) => {
  const index = find(segments, beginning);
  return segments.toSpliced(index, 2, ...segments.slice(index, index + 2).reverse());
};

/** Counts the segments of the transaction set again. @type {Edit} */
function recount(segments) {
  const end = segments.findIndex((segment) => segment.startsWith('SE*'));
  const start = segments.findIndex((segment) => segment.startsWith('ST*'));
  if (end < 0 || start < 0) return [...segments];
  return segments.map((segment, i) => (i === end ? segment.replace(/^SE\*\d+/, `SE*${end - start + 1}`) : segment));
}

/**
 * @param {string} name @param {Edit} edit @param {string | number} at @param {string} tag @param {string | null} element
 * @param {string | null} loop @param {Expected['snip']} snip
 * @returns {PlantedDefect}
 */
function defect(name, edit, at, tag, element, loop, snip) {
  return { name, edit: (segments) => recount(edit(segments)), expect: { at, tag, element, loop, snip } };
}

/** The same where the trailer is what is changed. @param {string} name @param {Edit} edit @param {string | number} at @param {string} tag @param {string | null} element @param {string | null} loop @returns {PlantedDefect} */
function envelope(name, edit, at, tag, element, loop) {
  return { name, edit, expect: { at, tag, element, loop, snip: 1 } };
}

/** @type {readonly PlantedDefect[]} */
export const PLANTED_DEFECTS = [
  // Envelope.
  envelope('ISA01 not a code', set('ISA', 1, '09'), 1, 'ISA', 'ISA01', 'ISA'),
  envelope('ISA05 not a code', set('ISA', 5, 'Z9'), 1, 'ISA', 'ISA05', 'ISA'),
  envelope('ISA09 no date', set('ISA', 9, '261340'), 1, 'ISA', 'ISA09', 'ISA'),
  envelope('ISA10 no time', set('ISA', 10, '2561'), 1, 'ISA', 'ISA10', 'ISA'),
  envelope('ISA15 not a code', set('ISA', 15, 'X'), 1, 'ISA', 'ISA15', 'ISA'),
  envelope('IEA02 other control number', set('IEA', 2, '000000108'), 'IEA', 'IEA', 'IEA02', 'ISA'),
  envelope('IEA01 wrong count', set('IEA', 1, '2'), 'IEA', 'IEA', 'IEA01', 'ISA'),
  envelope('IEA missing', drop('IEA'), 110, 'IEA', null, 'ISA'),
  envelope('GE missing', drop('GE*'), 'IEA', 'GE', null, 'GS'),
  envelope('GE02 other control number', set('GE*', 2, '108'), 'GE*', 'GE', 'GE02', 'GS'),
  envelope('GE01 wrong count', set('GE*', 1, '2'), 'GE*', 'GE', 'GE01', 'GS'),
  envelope('GS missing', drop('GS*'), 'ST*', 'GS', null, 'GS'),
  envelope('GS01 of another transaction', set('GS*', 1, 'HP'), 'GS*', 'GS', 'GS01', 'GS'),
  envelope('GS04 no date', set('GS*', 4, '20261305'), 'GS*', 'GS', 'GS04', 'GS'),
  envelope('GS05 no time', set('GS*', 5, '2915'), 'GS*', 'GS', 'GS05', 'GS'),
  envelope('GS06 not a number', set('GS*', 6, 'A7'), 'GS*', 'GS', 'GS06', 'GS'),
  envelope('GS07 not a code', set('GS*', 7, 'Q'), 'GS*', 'GS', 'GS07', 'GS'),
  envelope('ST03 not the version of the group', set('ST*', 3, '005010X223A2'), 'ST*', 'ST', 'ST03', 'ST'),
  envelope('ST01 not the transaction', set('ST*', 1, '835'), 'ST*', 'ST', 'ST01', 'ST'),
  envelope('ST01 not a transaction', set('ST*', 1, '839'), 'ST*', 'ST', 'ST01', 'ST'),
  envelope('ST02 too short', set('ST*', 2, '1'), 'ST*', 'ST', 'ST02', 'ST'),
  envelope('ISA13 not a number', set('ISA', 13, '00000010X'), 1, 'ISA', 'ISA13', 'ISA'),
  envelope('ISA13 too short', set('ISA', 13, '107'), 1, 'ISA', 'ISA13', 'ISA'),
  envelope('ISA06 too short', set('ISA', 6, 'RFC48213'), 1, 'ISA', 'ISA06', 'ISA'),
  envelope('ISA14 not a code', set('ISA', 14, '2'), 1, 'ISA', 'ISA14', 'ISA'),
  envelope('IEA02 too short', set('IEA', 2, '107'), 'IEA', 'IEA', 'IEA02', 'ISA'),
  envelope('GS02 empty', set('GS*', 2, ''), 'GS*', 'GS', 'GS02', 'GS'),
  envelope('GS03 too long', set('GS*', 3, 'HARBORCLEARINGHOUSE'), 'GS*', 'GS', 'GS03', 'GS'),
  envelope('GS08 unknown', set('GS*', 8, '005010X222A9'), 'ST*', 'ST', 'ST03', 'ST'),
  envelope('GS08 empty', set('GS*', 8, ''), 'GS*', 'GS', 'GS08', 'GS'),
  envelope('ST03 empty', put('ST*', 'ST*837*0001'), 'ST*', 'ST', 'ST03', 'ST'),
  envelope('ST missing', drop('ST*'), 'BHT', 'ST', null, 'ST'),
  envelope('ISA missing', drop('ISA'), 1, 'ISA', null, 'ISA'),
  envelope('SE01 not a number', set('SE*', 1, 'X'), 'SE*', 'SE', 'SE01', 'ST'),
  envelope('SE missing', drop('SE*'), 'GE*', 'SE', null, 'ST'),
  envelope('SE01 wrong count', set('SE*', 1, '7'), 'SE*', 'SE', 'SE01', 'ST'),
  envelope('SE02 other control number', set('SE*', 2, '0002'), 'SE*', 'SE', 'SE02', 'ST'),

  // Header.
  defect('BHT missing', drop('BHT'), 'NM1*41', 'BHT', null, 'ST', 2),
  defect('BHT01 not the code', set('BHT', 1, '0018'), 'BHT', 'BHT', 'BHT01', 'ST', 2),
  defect('BHT02 not a code', set('BHT', 2, '17'), 'BHT', 'BHT', 'BHT02', 'ST', 2),
  defect('BHT03 empty', set('BHT', 3, ''), 'BHT', 'BHT', 'BHT03', 'ST', 2),
  defect('BHT04 no date', set('BHT', 4, '20260231'), 'BHT', 'BHT', 'BHT04', 'ST', 1),
  defect('BHT05 no time', set('BHT', 5, '2460'), 'BHT', 'BHT', 'BHT05', 'ST', 1),
  defect('BHT06 not a code', set('BHT', 6, 'XX'), 'BHT', 'BHT', 'BHT06', 'ST', 2),
  defect('submitter missing', drop('NM1*41', 'PER*IC'), 'NM1*40', 'NM1', null, '1000A', 2),
  defect('submitter contact missing', drop('PER*IC'), 'NM1*40', 'PER', null, '1000A', 2),
  defect('submitter qualifier', set('NM1*41', 8, 'XX'), 'NM1*41', 'NM1', 'NM108', '1000A', 2),
  defect('submitter number empty', set('NM1*41', 9, ''), 'NM1*41', 'NM1', 'NM109', '1000A', 2),
  defect('submitter name empty', set('NM1*41', 3, ''), 'NM1*41', 'NM1', 'NM103', '1000A', 2),
  defect('contact without number', put('PER*IC', 'PER*IC*BILLING OFFICE*TE'), 'PER*IC', 'PER', 'PER04', '1000A', 2),
  defect('contact qualifier', set('PER*IC', 3, 'XX'), 'PER*IC', 'PER', 'PER03', '1000A', 2),
  defect('contact number without qualifier', set('PER*IC', 5, ''), 'PER*IC', 'PER', 'PER05', '1000A', 1),
  defect('receiver missing', drop('NM1*40'), 'HL*1', 'NM1', null, '1000B', 2),
  defect('receiver is a person', set('NM1*40', 2, '1'), 'NM1*40', 'NM1', 'NM102', '1000B', 2),
  defect('submitter qualifier of loop', set('NM1*41', 1, '4X'), 'NM1*4X', 'NM1', 'NM101', '1000A', 2),

  // Billing provider.
  defect('HL01 not the first', set('HL*1', 1, '7'), 'HL*7', 'HL', 'HL01', '2000A', 2),
  defect('HL01 empty', set('HL*1', 1, ''), 'HL**', 'HL', 'HL01', '2000A', 1),
  defect('HL02 at the top', set('HL*1', 2, '1'), 'HL*1*1', 'HL', 'HL02', '2000A', 2),
  defect('HL03 not a code', set('HL*1', 3, '29'), 'HL*1', 'HL', 'HL03', '2000A', 2),
  defect('HL04 says no child', set('HL*1', 4, '0'), 'HL*1', 'HL', 'HL04', '2000A', 2),
  defect('HL of the billing provider missing', drop('HL*1'), 'PRV*BI', 'HL', null, '2000A', 2),
  defect('taxonomy qualifier of the billing provider', set('PRV*BI', 2, 'ZZ'), 'PRV*BI', 'PRV', 'PRV02', '2000A', 2),
  defect('taxonomy of the billing provider empty', set('PRV*BI', 3, ''), 'PRV*BI', 'PRV', 'PRV03', '2000A', 2),
  defect('provider code of the billing provider', set('PRV*BI', 1, 'PE'), 'PRV*PE', 'PRV', 'PRV01', '2000A', 2),
  defect('billing provider name segment missing', drop('NM1*85'), 'N3*1200', 'NM1', null, '2010AA', 2),
  defect('billing provider qualifier', set('NM1*85', 1, '8X'), 'NM1*8X', 'NM1', 'NM101', '2010AA', 2),
  defect('billing provider kind', set('NM1*85', 2, '3'), 'NM1*85', 'NM1', 'NM102', '2010AA', 2),
  defect('billing provider kind empty', set('NM1*85', 2, ''), 'NM1*85', 'NM1', 'NM102', '2010AA', 1),
  defect('billing provider name empty', set('NM1*85', 3, ''), 'NM1*85', 'NM1', 'NM103', '2010AA', 2),
  defect('billing provider name too long', set('NM1*85', 3, 'A'.repeat(61)), 'NM1*85', 'NM1', 'NM103', '2010AA', 1),
  defect('billing provider prefix not used', set('NM1*85', 6, 'DR'), 'NM1*85', 'NM1', 'NM106', '2010AA', 2),
  defect('billing provider number qualifier', set('NM1*85', 8, '24'), 'NM1*85', 'NM1', 'NM108', '2010AA', 2),
  defect('billing provider number without qualifier', set('NM1*85', 8, ''), 'NM1*85', 'NM1', 'NM108', '2010AA', 1),
  defect('billing NPI check digit', set('NM1*85', 9, '1470258315'), 'NM1*85', 'NM1', 'NM109', '2010AA', 5),
  defect('billing provider street missing', drop('N3*1200'), 'N4*PORTLAND*OR*972051234', 'N3', null, '2010AA', 2),
  defect('billing provider city missing', drop('N4*PORTLAND*OR*972051234'), 'REF*EI', 'N4', null, '2010AA', 2),
  defect('street and city swapped', move('N4*PORTLAND', 'N3*1200'), 'N3*1200', 'N3', null, '2010AA', 2),
  defect('street empty', set('N3*1200', 1, ''), 'N3**', 'N3', 'N301', '2010AA', 1),
  defect('city empty', set('N4*PORTLAND', 1, ''), 'N4**OR', 'N4', 'N401', '2010AA', 2),
  defect('city too short', set('N4*PORTLAND', 1, 'P'), 'N4*P*', 'N4', 'N401', '2010AA', 1),
  defect('state not a state', set('N4*PORTLAND', 2, 'ZQ'), 'N4*PORTLAND', 'N4', 'N402', '2010AA', 5),
  defect('ZIP code too short', set('N4*PORTLAND', 3, '97'), 'N4*PORTLAND', 'N4', 'N403', '2010AA', 1),
  defect('billing ZIP code of five digits', set('N4*PORTLAND', 3, '97205'), 'N4*PORTLAND', 'N4', 'N403', '2010AA', 5),
  defect('tax number missing', drop('REF*EI'), 'PER*IC*BILLING OFFICE*TE*5035550142*FX', 'REF', null, '2010AA', 2),
  defect('tax number empty', put('REF*EI', 'REF*EI'), 'REF*EI', 'REF', 'REF02', '2010AA', 2),
  defect('tax number qualifier', set('REF*EI', 1, 'ZZ'), 'REF*ZZ', 'REF', 'REF01', '2010AA', 2),
  defect('tax number twice', after('REF*EI', 'REF*EI*931234568'), 'REF*EI*931234568', 'REF', null, '2010AA', 2),
  defect(
    'too many contacts',
    after('PER*IC*BILLING OFFICE*TE*5035550142*FX', 'PER*IC*DESK A*TE*5035550144', 'PER*IC*DESK B*TE*5035550145'),
    'PER*IC*DESK B',
    'PER',
    null,
    '2010AA',
    2,
  ),
  defect(
    'billing provider twice',
    before('NM1*87', 'NM1*85*2*RIVERSIDE ANNEX*****XX*1470258314', 'N3*1200 MILL STREET', 'N4*PORTLAND*OR*972051234', 'REF*EI*931234567'),
    'NM1*85*2*RIVERSIDE ANNEX',
    'NM1',
    null,
    '2010AA',
    2,
  ),
  defect('pay-to address without street', drop('N3*PO BOX'), 'N4*PORTLAND*OR*97208', 'N3', null, '2010AB', 2),
  defect('pay-to address with a name', set('NM1*87', 3, 'RIVERSIDE'), 'NM1*87', 'NM1', 'NM103', '2010AB', 2),

  // Subscriber.
  defect('HL of the subscriber missing', drop('HL*2'), 'SBR*S', 'HL', null, '2000B', 2),
  defect('HL01 out of sequence', set('HL*2', 1, '5'), 'HL*5', 'HL', 'HL01', '2000B', 2),
  defect('HL02 not the billing provider', set('HL*2', 2, '9'), 'HL*2', 'HL', 'HL02', '2000B', 2),
  defect('HL02 empty', set('HL*2', 2, ''), 'HL*2', 'HL', 'HL02', '2000B', 2),
  defect('HL03 of the subscriber', set('HL*2', 3, '23'), 'HL*2', 'HL', 'HL03', '2000B', 2),
  defect('HL04 without a child', set('HL*2', 4, '1'), 'HL*2', 'HL', 'HL04', '2000B', 2),
  defect('HL04 not a code', set('HL*2', 4, '3'), 'HL*2', 'HL', 'HL04', '2000B', 2),
  defect('HL04 denies the child', set('HL*3', 4, '0'), 'HL*3', 'HL', 'HL04', '2000B', 2),
  defect('SBR missing', drop('SBR*S'), 'NM1*IL', 'SBR', null, '2000B', 2),
  defect('SBR01 not a code', set('SBR*S', 1, 'X'), 'SBR*X', 'SBR', 'SBR01', '2000B', 2),
  defect('SBR01 empty', set('SBR*S', 1, ''), 'SBR**18', 'SBR', 'SBR01', '2000B', 1),
  defect('SBR02 not self', set('SBR*S', 2, '01'), 'SBR*S', 'SBR', 'SBR02', '2000B', 2),
  defect('SBR06 not used', set('SBR*S', 6, '1'), 'SBR*S', 'SBR', 'SBR06', '2000B', 2),
  defect('SBR09 not a code', set('SBR*S', 9, 'QQ'), 'SBR*S', 'SBR', 'SBR09', '2000B', 2),
  defect('subscriber missing', drop('NM1*IL', 'N3*15', 'N4*SALEM', 'DMG', 'REF*SY'), 'NM1*PR', 'NM1', null, '2010BA', 2),
  defect('subscriber name segment missing', drop('NM1*IL'), 'N3*15', 'NM1', null, '2010BA', 2),
  defect('subscriber number qualifier', set('NM1*IL', 8, 'XX'), 'NM1*IL', 'NM1', 'NM108', '2010BA', 2),
  defect('subscriber number empty', put('NM1*IL', 'NM1*IL*1*LINDEN*OSKAR*P***MI'), 'NM1*IL', 'NM1', 'NM109', '2010BA', 4),
  defect('subscriber number too short', set('NM1*IL', 9, 'A'), 'NM1*IL', 'NM1', 'NM109', '2010BA', 1),
  defect('subscriber last name empty', set('NM1*IL', 3, ''), 'NM1*IL', 'NM1', 'NM103', '2010BA', 2),
  defect('subscriber first name too long', set('NM1*IL', 4, 'O'.repeat(36)), 'NM1*IL', 'NM1', 'NM104', '2010BA', 1),
  defect('birth date not in the calendar', set('DMG', 2, '19530931'), 'DMG', 'DMG', 'DMG02', '2010BA', 1),
  defect('birth date in another format', set('DMG', 2, '530927'), 'DMG', 'DMG', 'DMG02', '2010BA', 2),
  defect('birth date format', set('DMG', 1, 'D6'), 'DMG', 'DMG', 'DMG01', '2010BA', 2),
  defect('sex not a code', set('DMG', 3, 'X'), 'DMG', 'DMG', 'DMG03', '2010BA', 2),
  defect('sex empty', put('DMG', 'DMG*D8*19530927'), 'DMG', 'DMG', 'DMG03', '2010BA', 2),
  defect('birth date twice', after('DMG', 'DMG*D8*19530928*M'), 'DMG*D8*19530928', 'DMG', null, '2010BA', 2),
  defect('birth date before the address', move('DMG', 'N3*15'), 'N3*15', 'N3', null, '2010BA', 2),
  defect('payer missing', drop('NM1*PR', 'N3*400', 'N4*PORTLAND*OR*97204', 'REF*2U'), 'CLM', 'NM1', null, '2010BB', 2),
  defect('payer name empty', set('NM1*PR', 3, ''), 'NM1*PR', 'NM1', 'NM103', '2010BB', 2),
  defect('payer number qualifier', set('NM1*PR', 8, 'MI'), 'NM1*PR', 'NM1', 'NM108', '2010BB', 2),
  defect('payer without number and qualifier', put('NM1*PR', 'NM1*PR*2*CASCADE PEOPLES HEALTH'), 'NM1*PR', 'NM1', 'NM109', '2010BB', 2),
  defect('subscriber without number and qualifier', put('NM1*IL', 'NM1*IL*1*LINDEN*OSKAR*P'), 'NM1*IL', 'NM1', 'NM109', '2010BA', 4),
  defect('principal diagnosis empty', put('HI*ABK', 'HI**ABF:E119*ABF:Z794'), 'HI**', 'HI', 'HI01', '2300', 1),
  defect('line segments of two lines changed about', swapWithNext('LX*2'), 'SV1*HC:20610', 'SV1', null, '2400', 2),
  defect('period of service reversed', put('DTP*472', 'DTP*472*RD8*20261012-20261001'), 'DTP*472', 'DTP', 'DTP03', '2400', 4),
  defect('payer is a person', set('NM1*PR', 2, '1'), 'NM1*PR', 'NM1', 'NM102', '2010BB', 2),
  defect('payer further number qualifier', set('REF*2U', 1, 'G1'), 'REF*G1', 'REF', 'REF01', '2010BB', 2),

  // Claim.
  defect('CLM missing', drop('CLM'), 'DTP*431', 'CLM', null, '2300', 2),
  defect('claim number empty', set('CLM', 1, ''), 'CLM**', 'CLM', 'CLM01', '2300', 1),
  defect('claim number too long', set('CLM', 1, 'R'.repeat(39)), 'CLM', 'CLM', 'CLM01', '2300', 1),
  defect('charge empty', set('CLM', 2, ''), 'CLM', 'CLM', 'CLM02', '2300', 2),
  defect('charge with a currency sign', set('CLM', 2, '$350'), 'CLM', 'CLM', 'CLM02', '2300', 1),
  defect('charge with letters', set('CLM', 2, '35O'), 'CLM', 'CLM', 'CLM02', '2300', 1),
  defect('charge with three decimals', set('CLM', 2, '350.001'), 'CLM', 'CLM', 'CLM02', '2300', 2),
  defect('charge not the sum of the lines', set('CLM', 2, '360'), 'CLM', 'CLM', 'CLM02', '2300', 3),
  defect('CLM03 not used', set('CLM', 3, 'MC'), 'CLM', 'CLM', 'CLM03', '2300', 2),
  defect('place of service empty', setComponent('CLM', 5, 1, ''), 'CLM', 'CLM', 'CLM05-1', '2300', 1),
  defect('place of service not a place', setComponent('CLM', 5, 1, '98'), 'CLM', 'CLM', 'CLM05-1', '2300', 5),
  defect('facility code qualifier', setComponent('CLM', 5, 2, 'A'), 'CLM', 'CLM', 'CLM05-2', '2300', 2),
  defect('facility code qualifier empty', setComponent('CLM', 5, 2, ''), 'CLM', 'CLM', 'CLM05-2', '2300', 2),
  defect('frequency empty', set('CLM', 5, '11:B'), 'CLM', 'CLM', 'CLM05-3', '2300', 2),
  defect('frequency too long', setComponent('CLM', 5, 3, '11'), 'CLM', 'CLM', 'CLM05-3', '2300', 1),
  defect('too many components', set('CLM', 5, '11:B:1:X'), 'CLM', 'CLM', 'CLM05', '2300', 1),
  defect('trailing component separator', set('CLM', 5, '11:B:1:'), 'CLM', 'CLM', 'CLM05', '2300', 1),
  defect('signature not a code', set('CLM', 6, 'X'), 'CLM', 'CLM', 'CLM06', '2300', 2),
  defect('assignment not a code', set('CLM', 7, 'Z'), 'CLM', 'CLM', 'CLM07', '2300', 2),
  defect('assignment empty', set('CLM', 7, ''), 'CLM', 'CLM', 'CLM07', '2300', 2),
  defect('benefits not a code', set('CLM', 8, 'Q'), 'CLM', 'CLM', 'CLM08', '2300', 2),
  defect('release not a code', set('CLM', 9, 'N'), 'CLM', 'CLM', 'CLM09', '2300', 2),
  defect('delay reason not a code', set('CLM', 20, '13'), 'CLM', 'CLM', 'CLM20', '2300', 2),
  defect('related cause not a code', set('CLM', 11, 'ZZ'), 'CLM', 'CLM', 'CLM11-1', '2300', 2),
  defect('trailing separators', set('CLM', 12, ''), 'CLM', 'CLM', null, '2300', 1),
  defect('date qualifier of the claim', set('DTP*431', 1, '999'), 'DTP*999', 'DTP', 'DTP01', '2300', 2),
  defect('date format of the claim', set('DTP*431', 2, 'RD8'), 'DTP*431', 'DTP', 'DTP02', '2300', 2),
  defect('date not in the calendar', set('DTP*431', 3, '20260931'), 'DTP*431', 'DTP', 'DTP03', '2300', 1),
  defect('date with letters', set('DTP*431', 3, '2O261001'), 'DTP*431', 'DTP', 'DTP03', '2300', 2),
  defect('date empty', put('DTP*431', 'DTP*431*D8'), 'DTP*431', 'DTP', 'DTP03', '2300', 1),
  defect('date twice', after('DTP*431', 'DTP*431*D8*20261002'), 'DTP*431*D8*20261002', 'DTP', null, '2300', 2),
  defect('date after the diagnoses', move('DTP*454', 'NM1*DN'), 'DTP*454', 'DTP', null, '2300', 2),
  defect('amount qualifier', set('AMT*F5', 1, 'ZZ'), 'AMT*ZZ', 'AMT', 'AMT01', '2300', 2),
  defect('amount not a number', set('AMT*F5', 2, '1O'), 'AMT*F5', 'AMT', 'AMT02', '2300', 1),
  defect('amount empty', put('AMT*F5', 'AMT*F5'), 'AMT*F5', 'AMT', 'AMT02', '2300', 1),
  defect('reference qualifier of the claim', set('REF*G1', 1, 'ZZ'), 'REF*ZZ', 'REF', 'REF01', '2300', 2),
  defect('reference too long', set('REF*G1', 2, 'P'.repeat(51)), 'REF*G1', 'REF', 'REF02', '2300', 1),
  defect('reference twice', after('REF*G1', 'REF*G1*PA448813'), 'REF*G1*PA448813', 'REF', null, '2300', 2),
  defect('note too long', set('NTE', 2, 'N'.repeat(81)), 'NTE', 'NTE', 'NTE02', '2300', 1),
  defect('note qualifier', set('NTE', 1, 'XXX'), 'NTE*XXX', 'NTE', 'NTE01', '2300', 2),
  defect('note twice', after('NTE', 'NTE*ADD*AND MORE'), 'NTE*ADD*AND', 'NTE', null, '2300', 2),
  defect('diagnoses missing', drop('HI*ABK'), 'NM1*DN', 'HI', null, '2300', 2),
  defect('principal diagnosis qualifier', setComponent('HI*ABK', 1, 1, 'ABJ'), 'HI*ABJ', 'HI', 'HI01-1', '2300', 2),
  defect('other diagnosis qualifier', setComponent('HI*ABK', 2, 1, 'ABK'), 'HI*ABK', 'HI', 'HI02-1', '2300', 2),
  defect('other diagnosis without a code', set('HI*ABK', 2, 'ABF'), 'HI*ABK', 'HI', 'HI02-2', '2300', 1),
  defect('diagnosis not valid', setComponent('HI*ABK', 1, 2, 'M1799'), 'HI*ABK', 'HI', 'HI01-2', '2300', 5),
  defect('diagnosis not specific', setComponent('HI*ABK', 1, 2, 'M17'), 'HI*ABK', 'HI', 'HI01-2', '2300', 5),
  defect(
    'thirteen diagnoses',
    (segments) =>
      segments.with(
        find(segments, 'HI*ABK'),
        `HI*ABK:M1711*ABF:E119*ABF:Z794${['I10', 'E785', 'J449', 'K219', 'F329', 'G4733', 'N400', 'M810', 'D509', 'R519'].map((code) => `*ABF:${code}`).join('')}`,
      ),
    'HI*ABK',
    'HI',
    'HI13',
    '2300',
    1,
  ),
  defect('unknown segment', after('REF*EA', 'ZZZ*1*2'), 'ZZZ', 'ZZZ', null, '2300', 1),
  defect('segment of another transaction', after('REF*EA', 'CLP*1*1*2'), 'CLP', 'CLP', null, '2300', 2),
  defect('segment that does not belong in the loop', after('REF*EA', 'SVD*02402*1*HC:99213**1'), 'SVD', 'SVD', null, '2300', 2),
  defect('segment name in small letters', put('NTE', 'nte*ADD*KNEE INJECTED'), 'nte', 'nte', null, '2300', 1),
  defect('segment name damaged', put('N3*15', 'N33*15 QUARRY ROAD'), 'N33', 'N33', null, '2010BA', 1),
  defect('segment without elements', put('NTE', 'NTE'), 'NTE', 'NTE', null, '2300', 1),
  defect('control character', set('NTE', 2, 'KNEE\tINJECTED'), 'NTE', 'NTE', 'NTE02', '2300', 1),
  defect('letter with an accent', set('NM1*82', 3, 'BÍRCH'), 'NM1*82', 'NM1', 'NM103', '2310B', 1),
  defect('blank before a value', set('NM1*82', 3, ' BIRCH'), 'NM1*82', 'NM1', 'NM103', '2310B', 1),
  defect('blank after a value', set('NM1*82', 3, 'BIRCH '), 'NM1*82', 'NM1', 'NM103', '2310B', 1),
  defect('blanks only', set('NTE', 2, '   '), 'NTE', 'NTE', 'NTE02', '2300', 1),
  defect('component separator in a name', set('NM1*82', 3, 'BIR:CH'), 'NM1*82', 'NM1', 'NM103', '2310B', 1),
  defect('repetition of what does not repeat', set('NM1*82', 3, 'BIRCH^ALDER'), 'NM1*82', 'NM1', 'NM103', '2310B', 1),
  defect('too many elements', put('REF*EA', 'REF*EA*MRN60017****C'), 'REF*EA', 'REF', 'REF05', '2300', 1),

  // Providers of the claim.
  defect('referring provider is an organization', set('NM1*DN', 2, '2'), 'NM1*DN', 'NM1', 'NM102', '2310A', 2),
  defect('rendering NPI check digit', set('NM1*82', 9, '1583902742'), 'NM1*82', 'NM1', 'NM109', '2310B', 5),
  defect('rendering NPI too short', set('NM1*82', 9, '158390274'), 'NM1*82', 'NM1', 'NM109', '2310B', 5),
  defect('rendering provider name segment missing', drop('NM1*82'), 'PRV*PE', 'NM1', null, '2310B', 2),
  defect('rendering taxonomy qualifier', set('PRV*PE', 2, 'ZZ'), 'PRV*PE', 'PRV', 'PRV02', '2310B', 2),
  defect('provider qualifier', set('NM1*77', 1, '7Z'), 'NM1*7Z', 'NM1', 'NM101', '2310C', 2),
  defect('facility without street', drop('N3*1210'), 'N4*PORTLAND*OR*972051234#2', 'N3', null, '2310C', 2),
  defect('rendering provider twice', after('PRV*PE', 'NM1*82*1*ALDER*RUTH****XX*1692048576'), 'NM1*82*1*ALDER', 'NM1', null, '2310B', 2),

  // Other payer.
  defect('SBR of the other payer missing', drop('SBR*P*18*******MB'), 'AMT*D', 'SBR', null, '2320', 2),
  defect('relation of the other subscriber', set('SBR*P*18*******MB', 2, '99'), 'SBR*P*99', 'SBR', 'SBR02', '2320', 2),
  defect('OI missing', drop('OI'), 'NM1*IL*1*LINDEN*OSKAR*P***MI*3HJ6RD2QT58', 'OI', null, '2320', 2),
  defect('OI03 not a code', set('OI', 3, 'X'), 'OI', 'OI', 'OI03', '2320', 2),
  defect('OI06 empty', put('OI', 'OI***Y'), 'OI', 'OI', 'OI06', '2320', 2),
  defect('amount of the other payer twice', after('AMT*D', 'AMT*D*5'), 'AMT*D*5', 'AMT', null, '2320', 2),
  defect('other subscriber missing', drop('NM1*IL*1*LINDEN*OSKAR*P***MI*3HJ6RD2QT58'), 'N3*15 QUARRY ROAD#2', 'NM1', null, '2330A', 2),
  defect('other payer missing', drop('NM1*PR*2*MEDICARE', 'DTP*573', 'REF*F8'), 'LX*1', 'NM1', null, '2330B', 2),
  defect('decision date of the other payer', set('DTP*573', 3, '20261032'), 'DTP*573', 'DTP', 'DTP03', '2330B', 1),

  // Service lines.
  defect('LX missing', drop('LX*2'), 'SV1*HC:20610', 'LX', null, '2400', 2),
  defect('first LX missing', drop('LX*1'), 'SV1*HC:99213', 'LX', null, '2400', 2),
  defect('LX01 out of sequence', set('LX*2', 1, '5'), 'LX*5', 'LX', 'LX01', '2400', 2),
  defect('LX01 not a number', set('LX*2', 1, 'B'), 'LX*B', 'LX', 'LX01', '2400', 1),
  defect('SV1 missing', drop('SV1*HC:20610'), 'DTP*472*D8*20261012#2', 'SV1', null, '2400', 2),
  defect('procedure qualifier', setComponent('SV1*HC:99213', 1, 1, 'ZZ'), 'SV1*ZZ', 'SV1', 'SV101-1', '2400', 2),
  defect('procedure empty', set('SV1*HC:99213', 1, 'HC'), 'SV1*HC', 'SV1', 'SV101-2', '2400', 1),
  defect('modifier too short', setComponent('SV1*HC:99213', 1, 3, '2'), 'SV1*HC:99213:2', 'SV1', 'SV101-3', '2400', 1),
  defect('charge of the line empty', set('SV1*HC:99213', 2, ''), 'SV1*HC:99213', 'SV1', 'SV102', '2400', 2),
  defect('charge of the line not a number', set('SV1*HC:99213', 2, '14O'), 'SV1*HC:99213', 'SV1', 'SV102', '2400', 1),
  defect('unit of measure', set('SV1*HC:99213', 3, 'DA'), 'SV1*HC:99213', 'SV1', 'SV103', '2400', 2),
  defect('units empty', set('SV1*HC:99213', 4, ''), 'SV1*HC:99213', 'SV1', 'SV104', '2400', 2),
  defect('units not a number', set('SV1*HC:99213', 4, '1X'), 'SV1*HC:99213', 'SV1', 'SV104', '2400', 1),
  defect('SV106 not used', set('SV1*HC:99213', 6, '1'), 'SV1*HC:99213', 'SV1', 'SV106', '2400', 2),
  defect('pointers missing', put('SV1*HC:99213', 'SV1*HC:99213:25*140*UN*1'), 'SV1*HC:99213', 'SV1', 'SV107', '2400', 2),
  defect('pointer to no diagnosis', set('SV1*HC:99213', 7, '1:9'), 'SV1*HC:99213', 'SV1', 'SV107-2', '2400', 4),
  defect('emergency not a code', set('SV1*HC:99213', 9, 'N'), 'SV1*HC:99213', 'SV1', 'SV109', '2400', 2),
  defect('procedure not valid', setComponent('SV1*HC:J3301', 1, 2, 'J330'), 'SV1*HC:J330*', 'SV1', 'SV101-2', '2400', 5),
  defect('date of service missing', drop('DTP*472'), 'REF*6R', 'DTP', null, '2400', 2),
  defect('date of service qualifier', set('DTP*472', 1, '473'), 'DTP*473', 'DTP', 'DTP01', '2400', 2),
  defect('period written as a day', set('DTP*472', 2, 'RD8'), 'DTP*472', 'DTP', 'DTP03', '2400', 2),
  defect('date of service not in the calendar', set('DTP*472', 3, '20261332'), 'DTP*472', 'DTP', 'DTP03', '2400', 1),
  defect('date of service after receipt', set('DTP*472', 3, '20270112'), 'DTP*472', 'DTP', 'DTP03', '2400', 4),
  defect('date of service twice', after('DTP*472', 'DTP*472*D8*20261013'), 'DTP*472*D8*20261013', 'DTP', null, '2400', 2),
  defect('reference before the date of service', move('REF*6R', 'DTP*472'), 'DTP*472', 'DTP', null, '2400', 2),
  defect('reference qualifier of the line', set('REF*6R', 1, 'ZZ'), 'REF*ZZ', 'REF', 'REF01', '2400', 2),
  defect('drug number qualifier', set('LIN', 2, 'ND'), 'LIN', 'LIN', 'LIN02', '2410', 2),
  defect('drug number segment missing', drop('LIN'), 'CTP', 'LIN', null, '2410', 2),
  defect('drug quantity missing', drop('CTP'), 'SVD*02402*20', 'CTP', null, '2410', 2),
  defect('drug unit', setComponent('CTP', 5, 1, 'XX'), 'CTP', 'CTP', 'CTP05-1', '2410', 2),
  defect('decision without a date', drop('DTP*573', 'DTP*573'), 'AMT*EAF*20', 'DTP', null, '2430', 2),
  defect('SVD missing', drop('SVD*02402*88'), 'CAS*CO*45*50', 'SVD', null, '2430', 2),
  defect('adjustment group', set('CAS*CO*45*40', 1, 'ZZ'), 'CAS*ZZ', 'CAS', 'CAS01', '2430', 2),
  defect('adjustment amount empty', put('CAS*CO*45*40', 'CAS*CO*45'), 'CAS*CO*45', 'CAS', 'CAS03', '2430', 1),
  defect('adjustment amount not a number', set('CAS*CO*45*40', 3, '4O'), 'CAS*CO*45', 'CAS', 'CAS03', '2430', 1),
  defect('adjustment without amount of the second', put('CAS*CO*45*40', 'CAS*CO*45*40**253'), 'CAS*CO*45*40', 'CAS', 'CAS06', '2430', 1),
  defect('line does not balance', set('SVD*02402*88', 2, '80'), 'SVD*02402*80#2', 'SVD', 'SVD02', '2430', 3),
  defect('decision date after receipt', set('DTP*573', 3, '20270228'), 'DTP*573', 'DTP', 'DTP03', '2330B', 4),

  // Dependent.
  defect('HL of the patient missing', drop('HL*4'), 'PAT', 'HL', null, '2000C', 2),
  defect('HL02 of the patient', set('HL*4', 2, '1'), 'HL*4', 'HL', 'HL02', '2000C', 2),
  defect('HL03 of the patient', set('HL*4', 3, '22'), 'HL*4', 'HL', 'HL03', '2000C', 2),
  defect('PAT missing', drop('PAT'), 'NM1*QC', 'PAT', null, '2000C', 2),
  defect('relation not a code', set('PAT', 1, '18'), 'PAT', 'PAT', 'PAT01', '2000C', 2),
  defect('patient name segment missing', drop('NM1*QC'), 'N3*402 HARVEST COURT#2', 'NM1', null, '2010CA', 2),
  defect('patient with a number', put('NM1*QC', 'NM1*QC*1*ROWAN*FELIX**DR'), 'NM1*QC', 'NM1', 'NM106', '2010CA', 2),
  defect('patient birth date missing', drop('DMG*D8*20210603'), 'CLM*RFC-10058', 'DMG', null, '2010CA', 2),
  defect('claim of the patient missing', drop('CLM*RFC-10058'), 'HI*ABK:S61411A', 'CLM', null, '2300', 2),
  defect('lines of the patient missing', dropLast(10), 'SE*', 'LX', null, '2400', 2),
];
