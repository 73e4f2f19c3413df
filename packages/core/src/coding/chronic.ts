/**
 * Conditions that stay: once diagnosed they last for years or for life, so that "history of" one of them names a condition the patient
 * has (guidelines I.C.21.c.4 and III.A speak of history only for what no longer exists). Our own selection of categories.
 */
const LASTING =
  /^(?:B18|B20|D5[67]|D66|D67|D68[0-2]|D86|E0[0-79]|E1[0-3]|E66|E78|E84|F0[1-3]|F1\d[12]|F2|F31|F33|F41|F42|F60|F7|F84|F90|G1[02]|G20|G2[45]|G30|G31|G35|G40|G43|G47|G60|G70|G80|G89|H35|H40|H90|I05|I0[6-9]|I1[0-3]|I1A|I25[158]|I27|I34|I35|I36|I37|I42|I48|I50|I70|I73|I87|J4[1-7]|J84|J961|K21|K50|K51|K58|K70|K73|K74|K754|K86|L20|L40|M05|M06|M10|M1[5-9]|M32|M34|M45|M47|M51|M797|M80|M81|N18|N40|N80|Q)/;

/** Whether a condition, once there, stays. @param code ICD-10-CM, with or without its dot */
export function isLasting(code: string): boolean {
  return LASTING.test(code.replace('.', ''));
}

/** A lasting disease that got worse, decompensated or is the reason for an operation. */
const DECOMPENSATED =
  /^(?:J44[01]|J45\d?[12]|I50[1-4][13]|I13[0-2]|I110|E1\d(?:0|1|621|641|69)|G40\d[01][13]|F10[129]3|K703|E05.1|E272|D570|G7001|I2511|F2|F3[01]|F33)/;

/** Whether a lasting disease is coded in a state that brings a patient into hospital. @param code ICD-10-CM, without its dot */
export function isDecompensated(code: string): boolean {
  return DECOMPENSATED.test(code);
}
