/** Z codes that are first-listed or principal only (guideline I.C.21.c.16). */
export const FIRST_ONLY = /^(?:Z00(?!6)|Z01|Z02|Z04|Z332|Z318[1-4]|Z34|Z38|Z39|Z40|Z42|Z510|Z511|Z52(?!9)|Z76[12]|Z9912)/;

/**
 * Codes that are never first: external causes (I.C.20.a.6), social circumstances (I.C.21.c.17), outcome of delivery, weeks of gestation,
 * resistance, under-immunisation, body mass index, scales and alcohol level (I.B.14).
 */
export const NEVER_FIRST = /^(?:[V-Y]|Z16|Z283|Z37|Z3A|Z5[5-9]|Z6[0-5]|Z66|Z67|Z68|Z79|R297|R402)/;
