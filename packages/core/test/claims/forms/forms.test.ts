import { CMS1500_LAYOUT, fillCms1500 } from '@medcode/core/claims/forms/cms1500';
import type { FilledForm } from '@medcode/core/claims/forms/form';
import { fillUb04, UB04_LAYOUT } from '@medcode/core/claims/forms/ub04';
import { expect, it } from 'vitest';
import { STAY, VISIT } from './form-claims.js';

/** The printing area is 82 columns wide. */
const COLUMNS = 82;

it.each([CMS1500_LAYOUT, UB04_LAYOUT])('no two boxes of $form overlap and none leaves the paper', ({ boxes }) => {
  const all = Object.entries(boxes);
  const clashes = all.flatMap(([name, a], i) => [
    ...(a.column < 1 || a.column + a.length - 1 > COLUMNS || a.line < 1 || a.line > 64 ? [`${name} leaves the paper`] : []),
    ...all
      .slice(i + 1)
      .filter(([, b]) => a.line === b.line && a.column < b.column + b.length && b.column < a.column + a.length)
      .map(([other]) => `${name} and ${other}`),
  ]);
  expect(clashes).toEqual([]);
});

const values = (form: FilledForm, page = 0): Record<string, string> =>
  Object.fromEntries((form.pages[page] ?? []).map(({ box, text }) => [box, text]));

it('places a professional claim box by box', () => {
  const filled = fillCms1500(VISIT);
  expect(filled.cut).toEqual([]);
  expect(filled.pages).toHaveLength(1);
  expect(values(filled)).toEqual({
    'payer.1': 'VALLEY MUTUAL HEALTH',
    'payer.2': 'PO BOX 900',
    'payer.4': 'DAYTON OH 45401',
    '1 group': 'X',
    '1a': 'VMH4471',
    '2': 'MARLOWE, IRIS, J',
    '3.month': '06',
    '3.day': '14',
    '3.year': '1958',
    '3 female': 'X',
    '4': 'MARLOWE, IRIS, J',
    '5 street': '18 ALDER STREET',
    '5 city': 'MILFORD',
    '5 state': 'OH',
    '5 zip': '45150',
    '6 self': 'X',
    '7 street': '18 ALDER STREET',
    '7 city': 'MILFORD',
    '7 state': 'OH',
    '7 zip': '45150',
    '10a no': 'X',
    '10b yes': 'X',
    '10b state': 'OH',
    '10c no': 'X',
    '11': 'GRP-77',
    '11a.month': '06',
    '11a.day': '14',
    '11a.year': '1958',
    '11a female': 'X',
    '11c': 'VALLEY PPO',
    '11d no': 'X',
    '12': 'SIGNATURE ON FILE',
    '13': 'SIGNATURE ON FILE',
    '14.month': '02',
    '14.day': '28',
    '14.year': '2026',
    '14 qualifier': '431',
    '15.month': '02',
    '15.day': '27',
    '15.year': '2026',
    '15 qualifier': '439',
    '17 qualifier': 'DN',
    '17': 'DANIEL OKAFOR',
    '17b': '1215930367',
    '21 version': '0',
    '21A': 'I10',
    '21B': 'E119',
    '22 code': '7',
    '22': 'VMH-55',
    '23': 'PA-9',
    '24 shaded.1': 'N400002871501 ML1.5',
    '24A from.1.month': '03',
    '24A from.1.day': '02',
    '24A from.1.year': '26',
    '24A to.1.month': '03',
    '24A to.1.day': '02',
    '24A to.1.year': '26',
    '24B.1': '11',
    '24D.1': '99214',
    '24D modifier 1.1': '25',
    '24E.1': 'AB',
    '24F.1': '142 00',
    '24G.1': '1',
    '24I shaded.1': 'ZZ',
    '24J shaded.1': '207Q00000X',
    '24J.1': '1215930367',
    '24A from.2.month': '03',
    '24A from.2.day': '02',
    '24A from.2.year': '26',
    '24A to.2.month': '03',
    '24A to.2.day': '03',
    '24A to.2.year': '26',
    '24B.2': '11',
    '24D.2': '83036',
    '24E.2': 'B',
    '24F.2': '18 50',
    '24G.2': '1',
    '24I shaded.2': 'ZZ',
    '24J shaded.2': '207Q00000X',
    '24J.2': '1215930367',
    '25': '311234567',
    '25 ein': 'X',
    '26': 'RFC-1001',
    '27 yes': 'X',
    '28': '160 50',
    '29': '20 00',
    '31': 'SIGNATURE ON FILE',
    '32.1': 'RIVERSIDE FAMILY CLINIC',
    '32.2': '12 RIVER ROAD',
    '32.3': 'MILFORD OH 45150-1234',
    '32a': '1003000126',
    '33 phone': '5135550142',
    '33.1': 'RIVERSIDE FAMILY CLINIC',
    '33.2': '12 RIVER ROAD',
    '33.3': 'MILFORD OH 45150-1234',
    '33a': '1003000126',
    '33b': 'ZZ207Q00000X',
  });
});

it('places an institutional claim locator by locator, payers by responsibility', () => {
  const filled = fillUb04(STAY, '2026-06-01');
  expect(filled.cut).toEqual([]);
  expect(values(filled)).toEqual({
    '1.1': 'RIVERSIDE FAMILY CLINIC',
    '1.2': '12 RIVER ROAD',
    '1.3': 'MILFORD OH 45150-1234',
    '1.4': '5135550142',
    '3a': 'H-7',
    '3b': 'MR-44817',
    '4': '0111',
    '5': '311234567',
    '6 from': '050126',
    '6 to': '050426',
    '8a': 'VMH4471',
    '8b': 'MARLOWE, IRIS, J',
    '9a': '18 ALDER STREET',
    '9b': 'MILFORD',
    '9c': 'OH',
    '9d': '45150',
    '10': '06141958',
    '11': 'F',
    '12': '050126',
    '13': '14',
    '14': '1',
    '15': '1',
    '16': '11',
    '17': '01',
    '18.1': '02',
    '18.2': 'C1',
    '31.1': '11',
    '31.1 date': '043026',
    '35.1': '71',
    '35.1 from': '030126',
    '35.1 to': '030526',
    '39.1': '01',
    '39.1 amount': '120 00',
    '38.1': 'VALLEY MUTUAL HEALTH',
    '38.2': 'PO BOX 900',
    '38.3': 'DAYTON OH 45401',
    '42.1': '0120',
    '45.1': '050126',
    '46.1': '3',
    '47.1': '18230 10',
    '42.2': '0300',
    '44.2': '83036QW',
    '45.2': '050126',
    '46.2': '1',
    '47.2': '20 00',
    '48.2': '5 00',
    '43 page': '1',
    '43 of': '1',
    '45 created': '060126',
    '42.23': '0001',
    '47 total': '18250 10',
    '48 total': '5 00',
    '56': '1003000126',
    '50A': 'FIRST MUTUAL',
    '52A': 'Y',
    '53A': 'Y',
    '54A': '9000 50',
    '58A': 'MARLOWE, IRIS',
    '60A': 'VMH4471',
    '50B': 'VALLEY MUTUAL HEALTH',
    '51B': '00431',
    '52B': 'Y',
    '53B': 'Y',
    '58B': 'MARLOWE, IRIS',
    '59B': '18',
    '60B': 'VMH4471',
    '66': '0',
    '67': 'J189',
    '67 poa': 'Y',
    '67A': 'Z87891',
    '67B': 'N179',
    '67B poa': 'N',
    '69': 'R059',
    '71': '193',
    '72.1': 'W19XXXA',
    '74.1': '0BJ08ZZ',
    '74.1 date': '050226',
    '76 npi': '1215930367',
    '76 last': 'OKAFOR',
    '76 first': 'DANIEL',
    '77 npi': '1215930367',
    '77 last': 'OKAFOR',
    '77 first': 'DANIEL',
    '81a': 'B3207Q00000X',
  });
});

it('goes on to further pages, with the total on the last, and says what did not fit', () => {
  const line = { code: '97110', units: 1, charge: '10', pointers: [1] };
  const filled = fillCms1500({
    ...VISIT,
    services: Array.from({ length: 8 }, () => line),
    originalClaimNumber: 'A-VERY-LONG-CLAIM-NUMBER',
  });
  expect(filled.pages.map((_page, i) => [values(filled, i)['28'], values(filled, i)['24D.6'], values(filled, i)['24D.2']])).toEqual([
    ['CONTINUED', '97110', '97110'],
    ['160 50', undefined, '97110'],
  ]);
  const cut = { box: '22', text: 'A-VERY-LONG-CLAIM-NUMBER', length: 17 };
  expect(filled.cut).toEqual([cut, cut]);
});
