import { linesOf } from './shared.js';

/** @typedef {import('@medcode/core/groupers/msdrg/claim').MsdrgClaim} MsdrgClaim */

/** Sex as the reference files write it. @type {Record<string, 'M' | 'F' | 'U'>} */
const SEX = { 1: 'M', 2: 'F' };

/**
 * A claim of the reference with what the federal software, or its stand-in, answered.
 * @typedef {object} ReferenceClaim
 * @property {string} id
 * @property {MsdrgClaim & { dischargeDate: string }} claim
 * @property {Readonly<Record<string, string>>} expected by the names of the file's header
 */

/** @param {string} path below ../shared @returns {ReferenceClaim[]} */
export function readClaims(path) {
  const [header, ...lines] = linesOf(path);
  const names = (header ?? '').split('\t');
  return lines.map((line) => {
    const fields = line.split('\t');
    /** @type {Record<string, string>} */
    const expected = Object.fromEntries(names.map((name, i) => [name, fields[i] ?? '']));
    const at = (/** @type {string} */ name) => expected[name] ?? '';
    const date = at('discharge_date');
    return {
      id: at('id'),
      expected,
      claim: {
        version: at('version'),
        dischargeDate: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`,
        age: Number(at('age')),
        sex: SEX[at('sex')] ?? 'U',
        dischargeStatus: at('discharge_status').padStart(2, '0'),
        hospitalStatus: /** @type {import('@medcode/core/groupers/msdrg/claim').HospitalStatus} */ (at('hospital_status')),
        los: Number(at('los')),
        admitDx: at('adx'),
        pdx: diagnosis(at('pdx')),
        sdx: split(at('sdx')).map(diagnosis),
        px: split(at('px')),
      },
    };
  });
}

/** @param {string} text */
function split(text) {
  return text === '' ? [] : text.split(';');
}

/** @param {string} text */
function diagnosis(text) {
  const [code = '', poa] = text.split(':');
  return { code, poa };
}
