/** Small edit and payment tables in the official layouts, with invented contents. */
import { sheetOf, writeXlsx } from '../formats/write-zip.js';

const NOTICE = 'Invented for tests; the codes are numbers only';

/** One part of a PTP table in text, its heading over four rows as published. */
export function ptpText(rows: readonly (readonly [string, string, string, string, string, string, string])[]): string {
  return `${[
    NOTICE,
    'Column1/Column2 Edits',
    'Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale',
    '\t\tprior to 1996\tDate\tDate\t0=not allowed\t',
    '\t\t\t\t*=no data\t1=allowed\t',
    '\t\t\t\t\t9=not applicable\t',
    ...rows.map((row) => row.join('\t')),
  ].join('\r\n')}\r\n`;
}

export const PTP_PARTS = {
  f1: ptpText([
    ['11042', '97597', '', '20100101', '*', '1', 'Misuse of one code with another'],
    ['11042', '11055', '*', '19960101', '*', '0', 'More extensive'],
    ['27447', '27310', '', '20050701', '20240815', '1', 'More extensive'],
    ['27447', '29881', '', '20240901', '*', '1', 'Misuse of one code with another'],
    ['27447', '29871', '', '20100101', '20231231', '0', 'More extensive'],
    ['27447', '27448', '', '20240701', '20240701', '9', 'More extensive'],
  ]),
  f2: ptpText([
    ['80053', '80048', '', '20000605', '*', '0', 'Panel within a panel'],
    ['80053', '82040', '', '20100101', '20240715', '0', 'Panel within a panel'],
    ['80053', '82040', '', '20240716', '*', '1', 'Misuse of one code with another'],
    ['G0438', '99213', '', '20110101', '*', '1', 'Misuse of one code with another'],
  ]),
} as const;

export const PTP_HOSPITAL = ptpText([
  ['11042', '97597', '', '20100101', '*', '0', 'More extensive'],
  ['G0463', '99213', '', '20140101', '*', '0', 'Misuse of one code with another'],
]);

export const PTP_SHEET: Uint8Array = writeXlsx(
  sheetOf([
    [NOTICE],
    ['Column1/Column2 Edits'],
    ['Column 1', 'Column 2', '*=in existence', 'Effective', 'Deletion', 'Modifier', 'PTP Edit Rationale'],
    [undefined, undefined, 'prior to 1996', 'Date', 'Date', '0=not allowed'],
    [undefined, undefined, undefined, undefined, '*=no data', '1=allowed'],
    [undefined, undefined, undefined, undefined, undefined, '9=not applicable'],
    [100, 99213, undefined, 20100101, '*', 1, 'More extensive'],
    ['G0438', '99213', '*', 20110101, 20240815, 0, 'More extensive'],
  ]),
);

export const MUE_NAME = 'MCR_MUE_PractitionerServices_Eff_07-01-2024.csv';
export const MUE = [
  '"Invented for tests,',
  'over two lines",,,',
  '"HCPCS/',
  'CPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale',
  '11042,1,3 Date of Service Edit: Clinical,Nature of Service',
  '27447,1,2 Date of Service Edit: Policy,Anatomy',
  '88350,4,1 Line Edit,Data',
  'A4253,0,3 Date of Service Edit: Clinical,Policy',
  '',
].join('\r\n');
export const MUE_HOSPITAL_NAME = 'MCR_MUE_OutpatientHospitalServices_Eff_07-01-2024.xlsx';
export const MUE_HOSPITAL: Uint8Array = writeXlsx(
  sheetOf([
    [NOTICE],
    ['HCPCS/ CPT Code', 'Outpatient Hospital Services MUE Values', 'MUE Adjudication Indicator', 'MUE Rationale'],
    [11042, 2, '2 Date of Service Edit: Policy', 'Anatomy'],
    ['G0463', 1, '3 Date of Service Edit: Clinical', 'Data'],
  ]),
);

export const MUE_DME_NAME = 'MCR_MUE_DMESupplierServices_Eff_07-01-2024.csv';
export const MUE_DME: string = [
  NOTICE,
  'HCPCS/CPT Code,DME Supplier Services MUE Values,MUE Adjudication Indicator,MUE Rationale',
  'A4253,1,3 Date of Service Edit: Clinical,Equipment',
  '',
].join('\r\n');

export const ADD_ON_NAME = 'AOC_V2024Q3-MCR.xlsx';
const ADD_ON_ROWS: readonly (readonly (string | number | undefined)[])[] = [
  [NOTICE],
  [
    'AOC_Edit_Type',
    'Add-On_Code',
    'AOC_DelDT',
    'Primary_Code',
    'Primary_Code_DelDT',
    'AOC_Edit_EffDT',
    'AOC_Edit_DelDT',
    'Special_Instruction_Notes',
  ],
  [1, 11045, undefined, 11042, undefined, 2013091, undefined, undefined],
  [1, 22614, undefined, 22612, undefined, 2013091, undefined, undefined],
  [1, 22614, undefined, 22600, undefined, 2013091, 2024229, undefined],
  [1, 22614, undefined, 22610, 2023365, 2013091, undefined, undefined],
  [2, 69990, undefined, 'CCCCC', undefined, 2013091, undefined, 'Invented'],
  [3, 93320, undefined, 93303, undefined, 2013091, undefined, undefined],
  [3, 93320, undefined, 'CCCCC', undefined, 2013091, undefined, undefined],
];
export const ADD_ON: Uint8Array = writeXlsx(sheetOf(ADD_ON_ROWS));
export const ADD_ON_TEXT: string = ADD_ON_ROWS.map((row) => row.map((cell) => cell ?? '').join('\t')).join('\r\n');

export const FEE_NAME = 'PPRRVU24_JUL.csv';
const FEE_HEAD = [
  ',,2024 National Physician Fee Schedule Relative Value File July Release,,,,,,,,,,,,,,,,,,,,,,,,,,,,',
  `,,${NOTICE},,,,,,,,,,,,,,,,,,,,,,,,,,,,`,
  ',,RELEASED 06/01/2024,,,,,,,,,,,,,,,,,,,,,,,,,,,,',
  ',, , ,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,',
  ',,,,NOT USED,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED',
  ',,,,FOR,,,NON-FAC,,FACILITY ,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS',
  ',,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT',
  'HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT',
];

/** A row of the fee schedule: what is named, the rest as a plain physician service. */
function feeRow(
  code: string,
  given: Partial<
    Record<
      'mod' | 'status' | 'component' | 'global' | 'multiple' | 'bilateral' | 'assistant' | 'co' | 'team' | 'outside' | 'inside',
      string
    >
  > = {},
): string {
  const {
    mod = '',
    status = 'A',
    component = '0',
    global = 'XXX',
    multiple = '0',
    bilateral = '0',
    assistant = '0',
    co = '0',
    team = '0',
  } = given;
  const { outside = '', inside = '' } = given;
  return `${code},${mod},,${status},,0.00,0.00,${outside},0.00,${inside},0.00,0.00,0.00,${component},${global},0.00,0.00,0.00,${multiple},${bilateral},${assistant},${co},${team},,33.2875,09,0,99,0.00,0.00,0.00`;
}

export const FEE: string = [
  ...FEE_HEAD,
  feeRow('11042', { global: '000', multiple: '2', assistant: '1' }),
  feeRow('27447', { global: '090', multiple: '2', bilateral: '1', assistant: '2', co: '2', outside: 'NA' }),
  feeRow('71046', { component: '1', assistant: '9' }),
  feeRow('71046', { mod: '26', component: '1', assistant: '9' }),
  feeRow('71046', { mod: 'TC', component: '1', assistant: '9' }),
  feeRow('99213', { assistant: '0' }),
  feeRow('22612', { global: '090', multiple: '2', assistant: '2', co: '1', team: '1' }),
  feeRow('99241', { status: 'I', component: '9', multiple: '9', bilateral: '9', assistant: '9', co: '9', team: '9' }),
  feeRow('99070', { status: 'B' }),
  feeRow('36592', { inside: 'NA' }),
  '\u001A',
].join('\r\n');

export const ADDENDUM_NAME = '2024-July-Addendum-B.csv';
export const ADDENDUM: string = [
  ',Addendum B. - Invented for CY 2024',
  `,${NOTICE}`,
  'HCPCS Code,Short Descriptor,SI,APC,Relative Weight,Payment Rate,National Unadjusted Copayment,Minimum Unadjusted Copayment',
  '11042,,T,5052,4.1,"$371.13",.,"$74.23"',
  '27447,,J1,5115,144.1,"$12,867.00",.,"$2,573.40"',
  '33533,,C,,,,,',
  'A4253\u00FF,,N ,,,,,',
  '99213,,B,,',
  '00104,,D,,',
  'A9270,,E1,,',
  'J7999,,E2,,',
  'A0021,,M,,',
  '71046,,Q1,5521,1.0,"$90.00",.,"$18.00"',
  'E0100,,Y,,',
  '',
].join('\r\n');
